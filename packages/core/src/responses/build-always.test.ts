import { describe, expect, test } from 'vitest'
import { addAlways, addVary, members } from './build.ts'

describe('addAlways', () => {
  test('leaves the fields alone where there is nothing to add', () => {
    const headers = new Headers({ etag: '"7"' })
    expect(addAlways(headers, {})).toBe(headers)
    expect([...headers]).toEqual([['etag', '"7"']])
  })

  test('adds, replaces, joins Vary, and keeps each cookie by itself', () => {
    const headers = new Headers({ etag: '"7"', 'x-frame-options': 'SAMEORIGIN', vary: 'Accept' })
    headers.append('set-cookie', 'a=1')
    const always = new Headers({
      'X-Frame-Options': 'DENY',
      Vary: 'Origin, accept',
      'Access-Control-Allow-Origin': '*',
    })
    always.append('set-cookie', 'b=2')
    always.append('set-cookie', 'c=3; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
    expect(addAlways(headers, { always })).toBe(headers)
    expect(headers.get('etag')).toBe('"7"')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('vary')).toBe('Accept, origin')
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2', 'c=3; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])
  })

  test.each([
    ['an object', { 'x-a': '1' }],
    ['pairs', [['x-a', '1']] as [string, string][]],
    ['Headers', new Headers({ 'x-a': '1' })],
  ])('takes %s', (_, always) => {
    expect(addAlways(new Headers(), { always }).get('x-a')).toBe('1')
  })
})

test.each([
  [null, 'Origin', 'Origin'],
  ['Accept', 'Origin', 'Accept, origin'],
  ['Accept', 'ACCEPT', 'Accept'],
  ['Accept, Origin', 'origin , accept', 'Accept, Origin'],
  ['Accept', 'Origin, accept, Cookie', 'Accept, origin, cookie'],
  ['Accept', '', 'Accept'],
  ['Accept-Encoding', 'Accept', 'Accept-Encoding, accept'],
])('Vary: %s and %j are %s', (before, value, after) => {
  const headers = new Headers(before === null ? undefined : { vary: before })
  addVary(headers, value)
  expect(headers.get('vary')).toBe(after)
})

test('the members of a list are names in lower case', () => {
  expect(members(' Accept ,,ORIGIN,\tx-a, ')).toEqual(['accept', 'origin', 'x-a'])
  expect(members('')).toEqual([])
})
