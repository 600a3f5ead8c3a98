import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { currentOf, prepare } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { clonesApart } from './build.ts'
import { datedNotModified, notModified, toNotModified } from './not-modified.ts'
import type { Options } from './options.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const text = 'Wed, 01 Jan 2020 12:00:00 GMT'
const ofContent = {
  'content-digest': 'sha-256=:abc:',
  'content-encoding': 'gzip',
  'content-language': 'de',
  'content-length': '100',
  'content-range': 'bytes 0-4/100',
  'content-type': 'text/plain',
  date: text,
  trailer: 'x-sum',
}
const ofAnswer = {
  'access-control-allow-origin': '*',
  'cache-control': 'max-age=60',
  'content-disposition': 'inline',
  'content-location': '/a',
  'content-security-policy': "default-src 'self'",
  expires: text,
  link: '</a>',
  'repr-digest': 'sha-256=:abc:',
  vary: 'Accept',
  'x-own': '1',
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:00.500Z') })
})
afterEach(() => vi.useRealTimers())

function fieldsOf(selected: Validators, options: Options = {}): Record<string, string> {
  const answer = notModified(currentOf(selected), options)
  expect([answer.status, answer.body]).toEqual([304, null])
  return Object.fromEntries(answer.headers)
}

class KeepingResponse {
  readonly status = 304
  readonly body = null
  readonly headers: Headers
  constructor(_: null, { headers }: { headers: HeadersInit }) {
    this.headers = headers instanceof Headers ? headers : new Headers(headers)
  }
}
class SharingResponse extends KeepingResponse {
  clone(): SharingResponse {
    return new SharingResponse(null, { headers: this.headers })
  }
}
const keeping: Options = { fetchAPI: { Response: KeepingResponse as unknown as typeof Response } }
const sharing: Options = { fetchAPI: { Response: SharingResponse as unknown as typeof Response } }

describe('toNotModified', () => {
  test('drops what describes the content, and keeps the rest', () => {
    const headers = new Headers({ ...ofContent, ...ofAnswer })
    expect(toNotModified(headers)).toBe(headers)
    expect(Object.fromEntries(headers)).toEqual(ofAnswer)
  })

  test('drops a transfer coding', () => {
    // Not every runtime takes it into Headers.
    const deleted: string[] = []
    const headers = { delete: (name: string) => deleted.push(name), has: () => false }
    toNotModified(headers as unknown as Headers)
    expect(deleted.sort()).toEqual([...Object.keys(ofContent), 'transfer-encoding'].sort())
  })

  test.each([
    ['beside a tag', { etag: '"7"', 'last-modified': text }, { etag: '"7"' }],
    ['not without one', { 'last-modified': text }, { 'last-modified': text }],
  ])('drops Last-Modified %s', (_, before, after) => {
    expect(Object.fromEntries(toNotModified(new Headers(before)))).toEqual(after)
  })

  test('keeps each cookie by itself', () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['content-type', 'text/plain'],
    ])
    expect(toNotModified(headers).getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})

describe('notModified', () => {
  test.each<[string, Validators, Record<string, string>]>([
    ['a tag', { version: 7 }, { etag: '"7"' }],
    ['a weak tag', { etag: 'W/"a"' }, { etag: 'W/"a"' }],
    ['a tag and a date', { version: 7, lastModified }, { etag: '"7"' }],
    [
      'a tag and fields',
      { version: 7, lastModified, headers: { ...ofContent, ...ofAnswer } },
      { etag: '"7"', ...ofAnswer },
    ],
    ['a date', { lastModified }, { 'last-modified': text }],
    [
      'a date and fields',
      { lastModified, headers: { vary: 'Accept', 'content-type': 'text/plain' } },
      { 'last-modified': text, vary: 'Accept' },
    ],
    ['no validators', { exists: true }, {}],
  ])('has the fields of the 200, of %s', (_, selected, fields) => {
    expect(fieldsOf(selected)).toEqual(fields)
    const prepared = prepare(selected)
    expect([fieldsOf(prepared), fieldsOf(prepared)]).toEqual([fields, fields])
  })

  test.each([
    ['as it comes', (selected: Validators) => selected],
    ['prepared', prepare],
  ])('has what is on every answer, and only where it was asked for: %s', (_, make) => {
    const selected = make({ version: 7, headers: { vary: 'Accept' } })
    const always = { vary: 'Origin', 'x-frame-options': 'DENY' }
    expect(fieldsOf(selected, { always })).toEqual({ etag: '"7"', vary: 'Accept, origin', 'x-frame-options': 'DENY' })
    expect(fieldsOf(selected)).toEqual({ etag: '"7"', vary: 'Accept' })
    expect(fieldsOf(selected, { always })).toEqual({ etag: '"7"', vary: 'Accept, origin', 'x-frame-options': 'DENY' })
  })

  test.each<[string, Validators['headers']]>([
    ['a record', { Vary: 'Accept', ETag: '"6"', 'Last-Modified': text, 'Content-TYPE': 'text/css', Date: text }],
    [
      'pairs',
      [
        ['Vary', 'Accept'],
        ['ETag', '"6"'],
        ['Last-Modified', text],
        ['Content-TYPE', 'text/css'],
        ['Date', text],
      ],
    ],
    [
      'Headers',
      new Headers({ Vary: 'Accept', ETag: '"6"', 'Last-Modified': text, 'Content-TYPE': 'text/css', Date: text }),
    ],
  ])('is made of fields as %s, whatever the case of their names', (_, headers) => {
    expect(fieldsOf({ version: 7, headers })).toEqual({ etag: '"7"', vary: 'Accept' })
    expect(fieldsOf(prepare({ version: 7, headers }))).toEqual({ etag: '"7"', vary: 'Accept' })
  })

  test.each<[string, Options]>([
    ['the Response that there is', {}],
    ['one that keeps the Headers it is given', keeping],
    ['one whose clones share their Headers', sharing],
  ])('shares nothing with the next answer of a prepared state, with %s', (_, options) => {
    const current = currentOf(prepare({ version: 7, headers: { vary: 'Accept' } }))
    notModified(current, options).headers.set('x-request', '1')
    notModified(current, {}).headers.set('x-request', '1')
    expect(Object.fromEntries(notModified(current, options).headers)).toEqual({ etag: '"7"', vary: 'Accept' })
    expect(notModified(current, {}).headers.has('x-request')).toBe(false)
  })

  test('of a prepared state is made once, where clones of it can be sent', () => {
    const headers = new Headers({ vary: 'Accept' })
    const current = currentOf(prepare({ version: 7, headers }))
    notModified(current, {})
    const made = vi.spyOn(globalThis, 'Headers')
    try {
      const [plain, kept] = [currentOf({ version: 7, headers }), current].map((state) => {
        made.mockClear()
        notModified(state, {})
        return made.mock.calls.length
      })
      expect([plain! > 0, kept === 0]).toEqual([true, clonesApart(Response)])
    } finally {
      made.mockRestore()
    }
  })

  test('sends a strong date once it has come, also of a prepared state', () => {
    const selected = prepare({ lastModified: new Date('2026-06-15T12:00:01Z'), dateIsStrong: true })
    expect(fieldsOf(selected)).toEqual({})
    vi.setSystemTime(new Date('2026-06-15T12:00:01Z'))
    expect(fieldsOf(selected)).toEqual({ 'last-modified': 'Mon, 15 Jun 2026 12:00:01 GMT' })
  })

  test('is built by the class that the caller brings, also after another', () => {
    class Own extends Response {}
    const prepared = prepare({ version: 7 })
    for (const selected of [{ version: 7 }, prepared, { exists: true }] as const) {
      expect(notModified(currentOf(selected), {})).toBeInstanceOf(Response)
      expect(notModified(currentOf(selected), keeping)).toBeInstanceOf(KeepingResponse)
      expect(notModified(currentOf(selected), { fetchAPI: { Response: Own } })).toBeInstanceOf(Own)
    }
    expect(notModified(currentOf(prepared), {})).toBeInstanceOf(Response)
  })
})

describe('datedNotModified', () => {
  const cookies = new Headers([['set-cookie', 'a=1'], ['set-cookie', 'b=2']]) // prettier-ignore

  test.each([
    ['a record', { version: 7, lastModified, headers: { ...ofContent, ...ofAnswer } }, {}],
    ['Headers', { version: 7, lastModified, headers: new Headers({ ...ofContent, ...ofAnswer }) }, {}],
    ['a date alone', { lastModified, headers: ofAnswer }, {}],
    ['cookies', { version: 7, headers: cookies }, {}],
    ['what is on every answer', { version: 7, headers: ofAnswer }, { always: { vary: 'Origin' } }],
  ])('of %s says what notModified says, and the date', (_, selected: Validators, options: Options) => {
    const current = currentOf(selected)
    const answer = datedNotModified(current, options)
    expect([answer.status, answer.body]).toEqual([304, null])
    expect([...answer.headers]).toEqual(
      [...notModified(current, options).headers, ['date', 'Mon, 15 Jun 2026 12:00:00 GMT']].sort(([a], [b]) =>
        a! < b! ? -1 : a! > b! ? 1 : 0,
      ),
    )
  })
})
