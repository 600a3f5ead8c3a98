import { describe, expect, test } from 'vitest'
import { countedRequest, request } from '../../test/support/request.ts'
import { prepare } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import type { Options } from '../responses/options.ts'
import { precedence } from './precedence.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const v7 = { version: 7, lastModified }
const same = 'Wed, 01 Jan 2020 12:00:00 GMT'
const before = 'Wed, 01 Jan 2020 11:59:59 GMT'

/** What stops a request, as `412 If-Match`, or `go on`. */
function stopOf(
  method: string,
  fields: Record<string, string>,
  selected: Validators | null = v7,
  options: Options = {},
): string {
  const stop = precedence(request(method, fields), selected, options)
  return stop === null ? 'go on' : `${stop.decision.status} ${stop.decision.field}`
}

describe('the steps', () => {
  test.each([
    ['1: If-Match is false', { 'If-Match': '"6"' }, '412 If-Match', '412 If-Match'],
    ['1: If-Match is true', { 'If-Match': '"7"' }, 'go on', 'go on'],
    [
      '2: If-Unmodified-Since is false',
      { 'If-Unmodified-Since': before },
      '412 If-Unmodified-Since',
      '412 If-Unmodified-Since',
    ],
    ['2: If-Unmodified-Since is true', { 'If-Unmodified-Since': same }, 'go on', 'go on'],
    ['2: not beside a true If-Match', { 'If-Match': '"7"', 'If-Unmodified-Since': before }, 'go on', 'go on'],
    [
      '1, not 2, beside a false If-Match',
      { 'If-Match': '"6"', 'If-Unmodified-Since': same },
      '412 If-Match',
      '412 If-Match',
    ],
    ['3: If-None-Match is false', { 'If-None-Match': '"7"' }, '304 If-None-Match', '412 If-None-Match'],
    ['3: If-None-Match is true', { 'If-None-Match': '"6"' }, 'go on', 'go on'],
    ['4: If-Modified-Since is false', { 'If-Modified-Since': same }, '304 If-Modified-Since', 'go on'],
    ['4: If-Modified-Since is true', { 'If-Modified-Since': before }, 'go on', 'go on'],
    ['4: not beside a true If-None-Match', { 'If-None-Match': '"6"', 'If-Modified-Since': same }, 'go on', 'go on'],
    ['4: not beside an unreadable one', { 'If-None-Match': 'oops', 'If-Modified-Since': same }, 'go on', 'go on'],
    [
      '3, not 4, beside a false one',
      { 'If-None-Match': '"7"', 'If-Modified-Since': before },
      '304 If-None-Match',
      '412 If-None-Match',
    ],
    ['1 comes before 3', { 'If-Match': '"6"', 'If-None-Match': '"7"' }, '412 If-Match', '412 If-Match'],
    [
      '2 comes before 3',
      { 'If-Unmodified-Since': before, 'If-None-Match': '"7"' },
      '412 If-Unmodified-Since',
      '412 If-Unmodified-Since',
    ],
    [
      '2 comes before 4',
      { 'If-Unmodified-Since': before, 'If-Modified-Since': same },
      '412 If-Unmodified-Since',
      '412 If-Unmodified-Since',
    ],
    ['3 comes after a true 1', { 'If-Match': '"7"', 'If-None-Match': '"7"' }, '304 If-None-Match', '412 If-None-Match'],
    ['4 comes after a true 1', { 'If-Match': '"7"', 'If-Modified-Since': same }, '304 If-Modified-Since', 'go on'],
    ['5 is not decided here', { Range: 'bytes=0-4', 'If-Range': '"6"' }, 'go on', 'go on'],
  ])('%s', (_, fields, read, write) => {
    expect(['GET', 'HEAD', 'QUERY'].map((method) => stopOf(method, fields))).toEqual([read, read, read])
    expect(['PUT', 'PATCH', 'POST', 'DELETE', 'MKCOL'].map((method) => stopOf(method, fields))).toEqual([
      write,
      write,
      write,
      write,
      write,
    ])
    expect(['OPTIONS', 'TRACE', 'CONNECT'].map((method) => stopOf(method, fields))).toEqual(['go on', 'go on', 'go on'])
  })
})

describe('where nothing is there', () => {
  test.each([
    ['GET', { 'If-Match': '*' }, {}, 'go on'],
    ['GET', { 'If-Match': '*' }, { create: true }, 'go on'],
    ['PUT', { 'If-Match': '*' }, {}, '412 If-Match'],
    ['PUT', { 'If-Match': 'oops' }, {}, '412 If-Match'],
    ['PUT', { 'If-None-Match': '*' }, {}, 'go on'],
    ['PUT', { 'If-Unmodified-Since': before }, {}, 'go on'],
    ['PUT', { 'If-Match': '"7"' }, { create: false }, 'go on'],
    ['DELETE', { 'If-Match': '"7"' }, {}, 'go on'],
    ['DELETE', { 'If-Match': '"7"' }, { create: true }, '412 If-Match'],
  ])('%s %j with %j', (method, fields, options, expected) => {
    expect(stopOf(method, fields, null, options)).toBe(expected)
  })
})

describe('unreadable: reject', () => {
  test.each([
    ['GET', { 'If-Match': 'oops' }, v7, '400 If-Match'],
    ['PUT', { 'If-None-Match': 'oops' }, v7, '400 If-None-Match'],
    ['PUT', { 'If-None-Match': 'oops', 'If-Match': '"6"' }, v7, '400 If-None-Match'],
    ['PUT', { 'If-None-Match': 'oops', 'If-Match': 'oops' }, v7, '400 If-Match'],
    ['PUT', { 'If-None-Match': '*, *', 'If-Match': '"7"' }, v7, '400 If-None-Match'],
    ['PUT', { 'If-None-Match': '*', 'If-Match': '*' }, v7, '412 If-None-Match'],
    ['PUT', { 'If-Match': '' }, v7, '412 If-Match'],
    ['PUT', { 'If-Match': 'oops' }, null, '400 If-Match'],
    ['GET', { 'If-None-Match': 'oops' }, null, 'go on'],
    ['OPTIONS', { 'If-None-Match': 'oops' }, v7, 'go on'],
    ['GET', { 'If-Modified-Since': 'oops' }, v7, 'go on'],
  ])('%s %j', (method, fields, selected, expected) => {
    expect(stopOf(method, fields, selected, { unreadable: 'reject' })).toBe(expected)
  })
})

describe('require', () => {
  test.each([
    ['PUT', {}, v7, '428 If-Match'],
    ['PATCH', {}, v7, '428 If-Match'],
    ['DELETE', {}, v7, '428 If-Match'],
    ['PUT', { 'If-Match': '"7"' }, v7, 'go on'],
    ['PUT', { 'If-Match': '*' }, v7, '428 If-Match'],
    ['PUT', { 'If-Unmodified-Since': same }, v7, '428 If-Match'],
    ['PUT', { 'If-None-Match': '"6"' }, v7, '428 If-Match'],
    ['PUT', { 'If-Match': '"6"' }, v7, '412 If-Match'],
    ['PUT', { 'If-None-Match': '*' }, v7, '412 If-None-Match'],
    ['PUT', {}, null, '428 If-None-Match'],
    ['PUT', { 'If-None-Match': '*' }, null, 'go on'],
    ['PUT', { 'If-None-Match': '"6"' }, null, '428 If-None-Match'],
    ['DELETE', {}, null, 'go on'],
    ['GET', {}, v7, 'go on'],
    ['POST', {}, v7, 'go on'],
    ['OPTIONS', {}, v7, 'go on'],
  ])('%s %j', (method, fields, selected, expected) => {
    expect(stopOf(method, fields, selected, { require: true })).toBe(expected)
  })

  test('false is none', () => {
    expect(stopOf('PUT', {}, v7, { require: false })).toBe('go on')
  })
})

test.each([
  ['strong', '412 If-Match'],
  ['intermediaries', 'go on'],
  ['version', 'go on'],
] as const)('ifMatch: %s reaches step 1', (ifMatch, expected) => {
  expect(stopOf('PUT', { 'If-Match': 'W/"7"' }, v7, { ifMatch })).toBe(expected)
})

describe('what is read of a request', () => {
  const four = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since']

  test.each([
    ['no field', {}, four],
    ['If-Match', { 'If-Match': '"7"' }, ['if-match', 'if-none-match', 'if-modified-since']],
    ['If-None-Match', { 'If-None-Match': '"6"' }, ['if-match', 'if-unmodified-since', 'if-none-match']],
  ])('with %s, no more than it takes', (_, fields, asked) => {
    const counted = countedRequest('GET', fields)
    precedence(counted, v7, {})
    expect(counted.asked).toEqual(asked)
  })
})

describe('a mistake in the validators', () => {
  test('is seen on the first request, conditional or not', () => {
    for (const method of ['GET', 'PUT', 'OPTIONS']) {
      expect(() => stopOf(method, {}, { etag: 'v7' })).toThrow(/^Cannot read validators: etag "v7"/)
    }
  })

  test.each([[undefined], [7], [{}]])('%s is one', (selected) => {
    expect(() => precedence(request('GET'), selected as never, {})).toThrow(/^Cannot read validators: /)
  })

  test('prepared validators are right already', () => {
    expect(stopOf('GET', { 'If-None-Match': '"7"' }, prepare(v7))).toBe('304 If-None-Match')
  })
})
