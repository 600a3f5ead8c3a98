import { describe, expect, test } from 'vitest'
import { stamp } from '../evaluation/stamp.ts'
import { lightFields, unshare } from './light-response.ts'

const place = Symbol('cache')

/** Keeps what it is made from, and makes Headers of a record when they are asked for, as that of @hono/node-server does. */
class Light {
  declare [place]: [status: number, content: unknown, fields: unknown]
  constructor(content: unknown, init: { status?: number; headers?: unknown } = {}) {
    this[place] = [init.status ?? 200, content, init.headers]
  }
  get status(): number {
    return this[place][0]
  }
  get headers(): Headers {
    const [, , fields] = this[place]
    if (fields instanceof Headers) return fields
    return (this[place][2] = new Headers(fields as Record<string, string>)) as Headers
  }
  get body(): never {
    throw new Error('A heavy one would be made')
  }
}
/** Has something like it, which its Headers do not come from. */
class Other extends Light {
  readonly #headers = new Headers()
  override get headers(): Headers {
    return this.#headers
  }
}
const LightResponse = Light as unknown as typeof Response
const OtherResponse = Other as unknown as typeof Response
const made = (headers?: unknown) => new LightResponse('hello', { headers } as ResponseInit)
const keptBy = (response: Response) => (response as unknown as Light)[place]

describe('lightFields', () => {
  test('shows a record, whatever its names are written like, and leaves it a record', () => {
    const response = made({ ETag: '"7"', vary: 'Accept' })
    const fields = lightFields(response, LightResponse)!
    expect(['etag', 'vary', 'age'].map((name) => fields.get(name))).toEqual(['"7"', 'Accept', null])
    expect(['etag', 'age'].map((name) => fields.has(name))).toEqual([true, false])
    expect(keptBy(response)[2]).not.toBeInstanceOf(Headers)
  })

  test('adds to the response, and not to what it was given', () => {
    const given = { vary: 'Accept' }
    const response = made(given)
    lightFields(response, LightResponse)!.add([['etag', '"7"']])
    expect(keptBy(response)[2]).not.toBeInstanceOf(Headers)
    expect(Object.fromEntries(response.headers)).toEqual({ vary: 'Accept', etag: '"7"' })
    expect(given).toEqual({ vary: 'Accept' })
  })

  test.each([
    ['without any', undefined],
    ['given as Headers', new Headers({ vary: 'Accept' })],
    ['given as pairs', [['vary', 'Accept']]],
    ['given twice', { Vary: 'Accept', vary: 'Origin' }],
    ['that are no texts', { 'content-length': 5 }],
  ])('are none %s', (_, given) => {
    expect(lightFields(made(given), LightResponse)).toBe(null)
  })

  test('are none of a response that somebody has looked at, nor of another class', () => {
    const seen = made({ vary: 'Accept' })
    void seen.headers
    expect(lightFields(seen, LightResponse)).toBe(null)
    expect(lightFields(new OtherResponse('hello', { headers: { vary: 'Accept' } }), OtherResponse)).toBe(null)
    expect(lightFields(new Response('hello', { headers: { vary: 'Accept' } }), Response)).toBe(null)
    expect(lightFields(new Response('hello', { headers: { vary: 'Accept' } }), LightResponse)).toBe(null)
  })
})

describe('unshare', () => {
  test('gives a light response Headers of its own', () => {
    const shared = new Headers({ vary: 'Accept' })
    const [one, other] = [made(shared), made(shared)]
    expect(unshare(one, LightResponse)).toBe(true)
    one.headers.set('etag', '"7"')
    expect(one.headers.get('vary')).toBe('Accept')
    expect([shared.has('etag'), other.headers.has('etag')]).toEqual([false, false])
  })

  test('and no other', () => {
    expect(unshare(new OtherResponse('hello', { headers: {} }), OtherResponse)).toBe(false)
    expect(unshare(new Response('hello'), Response)).toBe(false)
    expect(unshare(new Response('hello'), LightResponse)).toBe(false)
  })
})

describe('a light response is stamped in place, and stays light', () => {
  const options = { fetchAPI: { Response: LightResponse } }
  const selected = { version: 7, headers: { 'cache-control': 'no-cache', vary: 'Accept' } }

  test.each<[string, () => unknown, Record<string, string>]>([
    ['given a record', () => ({ 'Content-Type': 'text/css' }), { 'content-type': 'text/css' }],
    ['given a record with a Vary', () => ({ Vary: 'Origin' }), { vary: 'Origin, accept' }],
    ['given Headers', () => new Headers({ 'content-type': 'text/css' }), { 'content-type': 'text/css' }],
    ['given nothing', () => undefined, {}],
  ])('%s', (_, given, fields) => {
    const headers = given()
    const before = headers instanceof Headers ? [...headers] : { ...(headers as object) }
    const response = made(headers)
    expect(stamp(response, selected, { ...options, onMistake() {} })).toBe(response)
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-cache',
      etag: '"7"',
      vary: 'Accept',
      ...fields,
    })
    expect(headers instanceof Headers ? [...headers] : { ...(headers as object) }).toEqual(before)
  })

  test('with each cookie by itself', () => {
    const response = made({ 'content-type': 'text/css' })
    stamp(
      response,
      {
        version: 7,
        headers: [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ],
      },
      options,
    )
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
