import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { copyFields } from '../fields/copy-fields.ts'
import { build, buildDated, clonesApart, copiesHeaders, edit, inPieces, responseClass } from './build.ts'
import { isStream } from './content.ts'
import { gather } from './gathered-fields.ts'

afterEach(() => vi.unstubAllGlobals())

/** A Response class that copies the Headers it is given, as browsers do. */
class Copying {
  readonly headers: Headers
  constructor(_: unknown, init: { headers: Headers }) {
    this.headers = new Headers(init.headers)
  }
}
/** One that keeps them. */
class Keeping {
  readonly given: Headers
  constructor(_: unknown, init: { headers: Headers }) {
    this.given = init.headers
  }
  get headers(): Headers {
    return this.given
  }
}
const asResponse = (fake: unknown) => fake as typeof Response
const api = (fake: unknown) => ({ fetchAPI: { Response: asResponse(fake) } })

describe('build', () => {
  test('makes the answer it is told to', async () => {
    const answer = build('hello', 203, { etag: '"7"' }, {})
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([203, '"7"', 'hello'])
  })

  test('with the class that there is now, not the one when this was loaded', () => {
    vi.stubGlobal('Response', Copying)
    expect(build(null, 304, new Headers(), {})).toBeInstanceOf(Copying)
  })

  test('with the class that the caller brings', () => {
    vi.stubGlobal('Response', Copying)
    expect(build(null, 304, new Headers(), api(Keeping))).toBeInstanceOf(Keeping)
  })
})

describe('buildDated', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:00.999Z') })
  })
  afterEach(() => vi.useRealTimers())

  const initOf = (fields: Record<string, string>) => {
    const made = vi.fn()
    class Noted {
      constructor(...init: unknown[]) {
        made(...init)
      }
    }
    const headers = new Headers(fields)
    buildDated('hello', 200, headers, api(Noted))
    expect(made.mock.calls[0]).toMatchObject(['hello', { status: 200, headers }])
    return Object.keys((made.mock.calls[0] as [string, object])[1])
  }

  test('asks workerd not to code once more what is coded already, and nothing else', () => {
    expect(initOf({ 'content-encoding': 'gzip' })).toContain('encodeBody')
    expect(initOf({ 'content-type': 'text/css' })).toEqual(['status', 'headers'])
  })

  test('sends the bytes as they are', async () => {
    const bytes = Uint8Array.of(0x1f, 0x8b, 1, 2)
    const answer = buildDated(bytes, 206, new Headers({ 'content-encoding': 'gzip' }), {})
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([206, 'gzip'])
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  test('hands a record over with the date in it, and no other date', () => {
    const made = vi.fn()
    class Noted {
      constructor(...init: unknown[]) {
        made(...init)
      }
    }
    const fields = gather({ etag: '"7"', date: 'yesterday' }, [], [], {})
    buildDated(null, 304, fields, api(Noted))
    const headers = { etag: '"7"', date: 'Mon, 15 Jun 2026 12:00:00 GMT' }
    expect(made.mock.calls).toEqual([[null, { status: 304, headers }]])
  })

  test('dates Headers too, and puts on them what belongs on every answer', () => {
    const always = { date: 'yesterday', 'x-own': '1' }
    const { headers } = buildDated('hello', 200, new Headers({ etag: '"7"' }), { always })
    expect([headers.get('date'), headers.get('x-own')]).toEqual(['Mon, 15 Jun 2026 12:00:00 GMT', '1'])
  })
})

describe('copiesHeaders', () => {
  test('asks the class that is used, each time another is', () => {
    const classes = [Copying, Keeping, Copying, Copying, Keeping, Keeping]
    expect(classes.map((fake) => copiesHeaders(asResponse(fake)))).toEqual([true, false, true, true, false, false])
  })

  test('is not taken in by a class that shares them until it is cloned', () => {
    class Sharing extends Keeping {
      #own: Headers | null = null
      override get headers(): Headers {
        return this.#own ?? this.given
      }
      clone() {
        this.#own = new Headers(this.given)
        return new Copying(null, this)
      }
    }
    expect(copiesHeaders(asResponse(Sharing))).toBe(false)
  })

  test('asks each class once', () => {
    const asked = vi.fn()
    class Counted extends Copying {
      constructor(body: unknown, init: { headers: Headers }) {
        super(body, init)
        asked()
      }
    }
    copiesHeaders(asResponse(Counted))
    copiesHeaders(asResponse(Counted))
    expect(asked).toHaveBeenCalledTimes(1)
  })
})

test('responseClass is the one that the caller brings, or the one that there is now', () => {
  vi.stubGlobal('Response', Copying)
  expect([responseClass({}), responseClass(api(Keeping))]).toEqual([Copying, Keeping])
})

describe('edit', () => {
  const change = (headers: Headers) => headers.set('x-a', '2')

  test('changes a response in place', async () => {
    const response = new Response('hello', { headers: { 'x-a': '1', 'x-b': '1' } })
    const edited = edit(response, change, {})
    expect(Object.fromEntries(edited.headers)).toMatchObject({ 'x-a': '2', 'x-b': '1' })
    expect(edited === response).toBe(copiesHeaders(Response))
    expect(await edited.text()).toBe('hello')
  })

  /** As fetch() gives them. */
  function immutable(): Response {
    const response = new Response('hello', {
      status: 201,
      statusText: 'Fine',
      headers: { 'x-b': '1', 'content-type': 'text/css' },
    })
    const refuse = (): never => {
      throw new TypeError('immutable')
    }
    return Object.defineProperty(response, 'headers', {
      value: Object.assign(new Headers(response.headers), { set: refuse, append: refuse, delete: refuse }),
    })
  }

  test('changes a copy of one that is immutable', async () => {
    const response = immutable()
    const edited = edit(response, change, {})
    expect(edited).not.toBe(response)
    expect([edited.status, edited.statusText, await edited.text()]).toEqual([201, 'Fine', 'hello'])
    expect(Object.fromEntries(edited.headers)).toMatchObject({ 'content-type': 'text/css', 'x-a': '2', 'x-b': '1' })
  })

  test('makes that copy with the class that the caller brings', () => {
    class Own extends Response {}
    expect(edit(immutable(), change, { fetchAPI: { Response: Own } })).toBeInstanceOf(Own)
  })

  test('changes a copy where the class shares its Headers with whoever made it', () => {
    const headers = new Headers({ 'x-a': '1' })
    const edited = edit(new Keeping(null, { headers }) as unknown as Response, change, api(Keeping))
    expect([edited.headers.get('x-a'), headers.get('x-a')]).toEqual(['2', '1'])
  })

  test('changes one whose class takes something else, without making another of it', async () => {
    const made = vi.fn()
    class Page extends Response {
      constructor(template: { render(): string }) {
        super(template.render())
        made()
      }
    }
    const edited = edit(new Page({ render: () => 'hello' }), change, {})
    expect([edited.headers.get('x-a'), await edited.text(), made.mock.calls.length]).toEqual(['2', 'hello', 1])
  })

  test('throws what the change throws', () => {
    const fail = () => {
      throw new TypeError('no such field')
    }
    expect(() => edit(new Response('hello'), fail, {})).toThrow('no such field')
  })
})

describe('clonesApart', () => {
  class Cloning {
    readonly status = 304
    readonly headers: Headers
    constructor(_: unknown, { headers }: { headers: HeadersInit }) {
      this.headers = copyFields(headers)
    }
    clone(): object {
      return new Cloning(null, this)
    }
  }
  class Sharing extends Cloning {
    override clone(): object {
      return Object.assign(new Sharing(null, this), { headers: this.headers })
    }
  }
  class Changing extends Cloning {
    override clone(): object {
      return new Cloning(null, this)
    }
  }
  class Forgetting extends Cloning {
    override clone(): object {
      return Object.assign(new Forgetting(null, this), { status: 200 })
    }
  }

  test.each([
    ['one whose clones are its own', Cloning, true],
    ['one whose clones share its Headers', Sharing, false],
    ['one whose clones are of another class', Changing, false],
    ['one whose clones lose their status', Forgetting, false],
    ['one without clones', Keeping, false],
  ])('tells %s', (_, fake, expected) => {
    expect([clonesApart(asResponse(fake)), clonesApart(asResponse(fake))]).toEqual([expected, expected])
  })

  test('asks each time another class is used', () => {
    const classes = [Cloning, Sharing, Cloning, Keeping, Cloning]
    expect(classes.map((fake) => clonesApart(asResponse(fake)))).toEqual([true, false, true, false, true])
  })

  test('one whose clones are not is not trusted with a large Blob either: that is sent piece by piece', async () => {
    const [large, small] = [new Blob(['x'.repeat(65_537)]), new Blob(['x'])]
    const changing = { fetchAPI: { Response: Changing as unknown as typeof Response } }
    const stream = inPieces(large, changing)
    expect(isStream(stream)).toBe(true)
    expect((await new Response(stream as ReadableStream).arrayBuffer()).byteLength).toBe(65_537)
    expect(inPieces(small, changing)).toBe(small)
    expect(inPieces(large, { fetchAPI: { Response: Cloning as unknown as typeof Response } })).toBe(large)
  })
})
