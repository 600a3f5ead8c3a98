import { describe, expect, test } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import type { Validators } from '../fields/validators.ts'
import { copiesHeaders } from '../responses/build.ts'
import { stamp } from './stamp.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const text = 'Wed, 01 Jan 2020 12:00:00 GMT'
const v7 = { version: 7, lastModified }

/** The fields of a handler's answer once it is stamped, and what the developer was told. */
function stamped(fields: Record<string, string>, selected: Validators | null, status = 200) {
  const { onMistake } = listeners()
  const answer = stamp(new Response(null, { status, headers: fields }), selected, { onMistake })
  return { fields: Object.fromEntries(answer.headers), told: onMistake.mock.calls.map(([message]) => message) }
}

describe('a 200 is stamped', () => {
  test.each<[string, Record<string, string>, Validators, Record<string, string>]>([
    ['with tag and date', {}, v7, { etag: '"7"', 'last-modified': text }],
    ['with a tag', {}, { version: 7, weak: true }, { etag: 'W/"7"' }],
    ['with nothing where there are no validators', {}, { exists: true }, {}],
    [
      'with the other fields of its 304',
      {},
      { version: 7, headers: { 'cache-control': 'no-cache', vary: 'Accept' } },
      { etag: '"7"', 'cache-control': 'no-cache', vary: 'Accept' },
    ],
    [
      'beside its own fields',
      { 'content-type': 'text/css' },
      { version: 7 },
      { 'content-type': 'text/css', etag: '"7"' },
    ],
    [
      'by its own fields first',
      { 'content-location': '/a' },
      { version: 7, headers: { 'content-location': '/b' } },
      { 'content-location': '/a', etag: '"7"' },
    ],
    [
      'with both Varys',
      { vary: 'Accept' },
      { version: 7, headers: { vary: 'accept, Origin' } },
      { vary: 'Accept, origin', etag: '"7"' },
    ],
    ['not where the handler set a tag', { etag: '"7"' }, v7, { etag: '"7"' }],
    ['not where the handler set another tag', { etag: '"8"' }, v7, { etag: '"8"' }],
    ['not where the handler set a date', { 'last-modified': text }, v7, { 'last-modified': text }],
    [
      'with the other fields even then',
      { etag: '"7"' },
      { version: 7, headers: { vary: 'Accept' } },
      { etag: '"7"', vary: 'Accept' },
    ],
  ])('%s', (_, before, selected, after) => {
    expect(stamped(before, selected).fields).toEqual(after)
  })

  test('in place, unless its class shares its Headers', async () => {
    const response = new Response('hello')
    const answer = stamp(response, v7, {})
    expect(answer === response).toBe(copiesHeaders(Response))
    expect(await answer.text()).toBe('hello')
  })

  test('with each cookie by itself', () => {
    const headers: [string, string][] = [
      ['set-cookie', 'b=2'],
      ['set-cookie', 'c=3'],
    ]
    const response = new Response(null, { headers: { 'set-cookie': 'a=1' } })
    expect(stamp(response, { version: 7, headers }, {}).headers.getSetCookie()).toEqual(['a=1', 'b=2', 'c=3'])
  })

  test.each([201, 203, 204, 206, 301, 404, 500])('and a %i is not', (status) => {
    expect(stamped({ etag: '"8"' }, v7, status)).toEqual({ fields: { etag: '"8"' }, told: [] })
    expect(stamped({}, v7, status).fields).toEqual({})
  })

  test('and nothing is where nothing is there', () => {
    expect(stamped({ etag: '"8"', 'cache-control': 'no-store' }, null)).toEqual({
      fields: { etag: '"8"', 'cache-control': 'no-store' },
      told: [],
    })
  })

  test('and a handler that answers nothing is handed on', () => {
    expect(stamp(undefined as never, v7, {})).toBe(undefined)
  })
})

describe('an answer whose fields cannot be changed is copied', () => {
  function immutable(): Response {
    const response = new Response('hello', { status: 200, statusText: 'Fine', headers: { 'content-type': 'text/css' } })
    const refuse = (): never => {
      throw new TypeError('immutable')
    }
    return Object.defineProperty(response, 'headers', {
      value: Object.assign(new Headers(response.headers), { set: refuse, append: refuse, delete: refuse }),
    })
  }

  test('whole', async () => {
    const answer = stamp(immutable(), v7, {})
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([200, 'Fine', 'hello'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/css',
      etag: '"7"',
      'last-modified': text,
    })
  })

  test('by the class that the caller brings', () => {
    class Own extends Response {}
    expect(stamp(immutable(), v7, { fetchAPI: { Response: Own } })).toBeInstanceOf(Own)
  })

  test('but not for nothing', () => {
    const response = immutable()
    expect(stamp(response, { exists: true }, {})).toBe(response)
  })
})

describe('what makes a 200 differ from its 304 is told', () => {
  test.each<[string, Record<string, string>, Validators, RegExp[]]>([
    ['the same tag is no difference', { etag: '"7"' }, v7, []],
    ['another tag', { etag: '"8"' }, v7, [/another ETag than the one selected/]],
    ['a weak twin is another tag', { etag: 'W/"7"' }, v7, [/another ETag/]],
    ['a tag where none was selected', { etag: '"8"' }, { lastModified }, [/another ETag/]],
    ['another date', { 'last-modified': 'Wed, 01 Jan 2020 11:00:00 GMT' }, v7, []],
    [
      'a Cache-Control that the validators lack',
      { 'cache-control': 'no-cache' },
      v7,
      [/a Cache-Control that the validators lack/],
    ],
    [
      'another Cache-Control',
      { 'cache-control': 'no-cache' },
      { version: 7, headers: { 'cache-control': 'no-store' } },
      [/Cache-Control/],
    ],
    [
      'the same Cache-Control',
      { 'cache-control': 'no-cache' },
      { version: 7, headers: { 'cache-control': 'no-cache' } },
      [],
    ],
    ['a Cache-Control of the validators alone', {}, { version: 7, headers: { 'cache-control': 'no-cache' } }, []],
    ['a Vary that the validators lack', { vary: 'Accept' }, v7, [/a Vary that the validators lack/]],
    ['a member that they lack', { vary: 'Accept, Origin' }, { version: 7, headers: { vary: 'accept' } }, [/Vary/]],
    ['no member that they lack', { vary: 'ACCEPT' }, { version: 7, headers: { vary: 'Origin, accept' } }, []],
    [
      'all at once',
      { etag: '"8"', 'cache-control': 'no-cache', vary: 'Accept' },
      v7,
      [/ETag/, /Cache-Control/, /Vary/],
    ],
  ])('%s', (_, fields, selected, messages) => {
    const { told } = stamped(fields, selected)
    expect(told).toEqual(messages.map((message) => expect.stringMatching(message)))
  })
})
