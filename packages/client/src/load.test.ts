import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { lost, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { bytes, createClient, type Loaded, load, text } from './index.ts'

const url = 'http://localhost/note'

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('load', () => {
  test('gives data and tag as one value of plain JSON', async () => {
    const { fetch } = scripted(state({ n: 1 }, '"7"'))
    const loaded = await load(new URL(url), { fetch })
    expect(loaded).toEqual({ url, data: { n: 1 }, etag: '"7"' })
    expect(JSON.parse(JSON.stringify(loaded))).toEqual(loaded)
  })

  test('without a tag says so by null', async () => {
    const { fetch } = scripted(state(1))
    expect(await load(url, { fetch })).toEqual({ url, data: 1, etag: null })
  })

  test('reads text, and bytes, and what the codec makes of an answer', async () => {
    const answer = (): Response => new Response('€', { headers: { etag: '"7"', 'content-type': 'text/x' } })
    const codec = {
      type: 'text/x',
      parse: async (response: Response) => [response.headers.get('content-type'), await response.text()],
      format: String,
    }
    expect((await load(url, { ...scripted(answer()), codec: text })).data).toBe('€')
    expect((await load(url, { ...scripted(answer()), codec: bytes })).data).toEqual(new Uint8Array([0xe2, 0x82, 0xac]))
    expect((await load(url, { ...scripted(answer()), codec })).data).toEqual(['text/x', '€'])
  })

  test('of what the codec cannot read is `unreadable`, and is not asked for again', async () => {
    const { fetch, sent } = scripted(new Response('<html>', { headers: { etag: '"7"' } }))
    const error = await load(url, { fetch }).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'IfMatchError', code: 'unreadable', url, status: 200 })
    expect((error as Error).cause).toBeInstanceOf(SyntaxError)
    expect(sent).toHaveLength(1)
  })

  test.each([404, 410])('of nothing is `missing`: %i', async (status) => {
    const { fetch, sent } = scripted(refusal(status, { detail: 'Nothing is here.' }))
    await expect(load(url, { fetch })).rejects.toMatchObject({
      code: 'missing',
      status,
      problem: { detail: 'Nothing is here.' },
      message: `${url} is missing (Nothing is here.)`,
    })
    expect(sent).toHaveLength(1)
  })

  test('that is refused is `http`, with the problem', async () => {
    const refused = load(url, scripted(refusal(403, { type: 'about:blank', title: 'Forbidden' })))
    await expect(refused).rejects.toMatchObject({ code: 'http', status: 403, problem: { title: 'Forbidden' } })
    const plain = load(url, scripted(new Response('no', { status: 400 })))
    await expect(plain).rejects.toMatchObject({ code: 'http', status: 400, problem: null })
  })

  test('of an address that cannot be one throws what fetch throws, at once', async () => {
    await expect(load('http://')).rejects.toBeInstanceOf(TypeError)
  })
})

describe('load with since', () => {
  const since: Loaded<number> = { url, data: 1, etag: '"7"' }

  test('asks by If-None-Match, and gives the same object where nothing has changed', async () => {
    const { fetch, log } = scripted(new Response(null, { status: 304, headers: { etag: '"7"' } }))
    expect(await load(url, { fetch, since })).toBe(since)
    expect(log()).toEqual(['GET | if-none-match: "7"'])
  })

  test('does so too where a cache answers the 304 in our place', async () => {
    expect(await load(url, { ...scripted(state(1, '"7"')), since })).toBe(since)
  })

  test('gives what is new', async () => {
    expect(await load(url, { ...scripted(state(2, '"8"')), since })).toEqual({ url, data: 2, etag: '"8"' })
  })

  test('asks by a weak tag as well', async () => {
    const weak = { ...since, etag: 'W/"7"' }
    const { fetch, log } = scripted(new Response(null, { status: 304 }))
    expect(await load(url, { fetch, since: weak })).toBe(weak)
    expect(log()).toEqual(['GET | if-none-match: W/"7"'])
  })

  test.each([null, undefined, { url, data: 1, etag: null }])(
    'asks without condition where there is none: %j',
    async (since) => {
      const { fetch, log } = scripted(state(2))
      expect((await load(url, { fetch, since })).data).toBe(2)
      expect(log()).toEqual(['GET'])
    },
  )

  test('tells of what is gone', async () => {
    await expect(load(url, { ...scripted(refusal(404)), since })).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('a read goes past caches', () => {
  test('by a field, outside of pages', async () => {
    const { fetch, sent } = scripted(state(1, '"7"'))
    await load(url, { fetch })
    expect([sent[0]?.headers.get('cache-control'), sent[0]?.init.cache]).toEqual(['max-age=0', undefined])
  })

  test('by the mode, in a page: a field would ask for a preflight', async () => {
    vi.stubGlobal('location', { href: 'http://localhost/' })
    const { fetch, sent } = scripted(state(1, '"7"'))
    await load(url, { fetch })
    expect([sent[0]?.headers.get('cache-control'), sent[0]?.init.cache]).toEqual([null, 'no-cache'])
  })
})

describe('an answer that is lost', () => {
  test('is asked for again', async () => {
    const { fetch, sent } = scripted(lost(), lost(), state(1, '"7"'))
    expect((await load(url, { fetch })).data).toBe(1)
    expect(sent).toHaveLength(3)
  })

  test('is asked for again where its content breaks off', async () => {
    const broken = new Response(new ReadableStream({ pull: (controller) => controller.error(lost()) }))
    expect((await load(url, scripted(broken, state(1, '"7"')))).data).toBe(1)
  })

  test('time and again is `network`, with its cause', async () => {
    const { fetch, sent } = scripted(lost(), lost(), lost(), state(1))
    const error = await load(url, { fetch, attempts: 3 }).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'network', status: 0, problem: null })
    expect((error as Error).cause).toBeInstanceOf(TypeError)
    expect(sent).toHaveLength(3)
  })

  test('is asked for 10 times unless said', async () => {
    const { fetch, sent } = scripted(...Array.from({ length: 11 }, lost))
    await expect(load(url, { fetch })).rejects.toMatchObject({ code: 'network' })
    expect(sent).toHaveLength(10)
  })
})

describe('a server that is busy', () => {
  test.each([429, 502, 503, 504])('is asked again: %i', async (status) => {
    expect((await load(url, scripted(refusal(status), state(1, '"7"')))).data).toBe(1)
  })

  test('in the end is `busy`, with its problem', async () => {
    const busy = load(url, { ...scripted(refusal(503), refusal(503, { title: 'Later' })), attempts: 2 })
    await expect(busy).rejects.toMatchObject({ code: 'busy', status: 503, problem: { title: 'Later' } })
  })

  test('is waited for as long as it asks', async () => {
    vi.useFakeTimers()
    try {
      const { fetch, sent } = scripted(refusal(503, {}, { 'retry-after': '2' }), state(1, '"7"'))
      const loaded = load(url, { fetch })
      await vi.advanceTimersByTimeAsync(1999)
      expect(sent).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect((await loaded).data).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })

  test('that asks to wait for long is not waited for', async () => {
    const { fetch, sent } = scripted(refusal(429, {}, { 'retry-after': '31' }), state(1))
    await expect(load(url, { fetch })).rejects.toMatchObject({ code: 'busy', status: 429 })
    expect(sent).toHaveLength(1)
  })

  test('that names a date is asked after a pause like any', async () => {
    const date = { 'retry-after': 'Fri, 27 Nov 2026 12:00:00 GMT' }
    expect((await load(url, scripted(refusal(503, {}, date), state(1)))).data).toBe(1)
  })
})

describe('the defaults of a client', () => {
  test('hold for its calls, unless one says otherwise', async () => {
    const [one, other] = [scripted(state(1), lost()), scripted(state(2))]
    const client = createClient({ fetch: one.fetch, attempts: 1 })
    expect((await client.load(url)).data).toBe(1)
    expect((await client.load(url, { fetch: other.fetch })).data).toBe(2)
    await expect(client.load(url)).rejects.toMatchObject({ code: 'network' })
  })
})
