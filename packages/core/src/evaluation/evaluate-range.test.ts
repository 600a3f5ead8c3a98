import { describe, expect, test } from 'vitest'
import { countedRequest, request } from '../../test/support/request.ts'
import { evaluateRange } from './evaluate-range.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const v7 = { version: 7, lastModified, dateIsStrong: true }
const whole = { status: 200, ranges: [], contentRange: null }

describe('evaluateRange', () => {
  test.each([
    [
      'one range',
      { Range: 'bytes=0-4' },
      { status: 206, ranges: [{ offset: 0, length: 5 }], contentRange: 'bytes 0-4/100' },
    ],
    [
      'the whole as a range',
      { Range: 'bytes=0-' },
      { status: 206, ranges: [{ offset: 0, length: 100 }], contentRange: 'bytes 0-99/100' },
    ],
    [
      'two that become one',
      { Range: 'bytes=0-4,2-9' },
      { status: 206, ranges: [{ offset: 0, length: 10 }], contentRange: 'bytes 0-9/100' },
    ],
    [
      'several',
      { Range: 'bytes=50-54,0-4' },
      {
        status: 206,
        ranges: [
          { offset: 50, length: 5 },
          { offset: 0, length: 5 },
        ],
        contentRange: null,
      },
    ],
    ['none that is there', { Range: 'bytes=100-' }, { status: 416, ranges: [], contentRange: 'bytes */100' }],
    ['none that can be read', { Range: 'bytes=oops' }, whole],
    ['no field', {}, whole],
    ['a condition without a range', { 'If-Range': '"7"' }, whole],
    [
      'a true If-Range',
      { Range: 'bytes=0-4', 'If-Range': '"7"' },
      { status: 206, ranges: [{ offset: 0, length: 5 }], contentRange: 'bytes 0-4/100' },
    ],
    [
      'a true date',
      { Range: 'bytes=0-4', 'If-Range': 'Wed, 01 Jan 2020 12:00:00 GMT' },
      { status: 206, ranges: [{ offset: 0, length: 5 }], contentRange: 'bytes 0-4/100' },
    ],
    ['a false If-Range', { Range: 'bytes=0-4', 'If-Range': '"6"' }, whole],
    [
      'a true If-Range of none that is there',
      { Range: 'bytes=100-', 'If-Range': '"7"' },
      { status: 416, ranges: [], contentRange: 'bytes */100' },
    ],
    ['a false If-Range of none that is there', { Range: 'bytes=100-', 'If-Range': '"6"' }, whole],
  ])('%s', (_, fields, expected) => {
    expect(evaluateRange(request('GET', fields), v7, 100)).toEqual(expected)
    expect(evaluateRange(request('QUERY', fields), v7, 100)).toEqual(expected)
  })

  test.each(['HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'get'])('%s has no ranges', (method) => {
    for (const range of ['bytes=0-4', 'bytes=100-']) {
      expect(evaluateRange(request(method, { Range: range }), v7, 100)).toEqual(whole)
    }
  })

  test('of no bytes there is no range', () => {
    expect(evaluateRange(request('GET', { Range: 'bytes=0-' }), v7, 0)).toEqual(whole)
  })

  test('reads one field where there is no Range', () => {
    const counted = countedRequest('GET', { 'If-Range': '"7"' })
    evaluateRange(counted, v7, 100)
    expect(counted.asked).toEqual(['range'])
  })

  test.each([undefined, null, {}, { etag: 'v7' }])('%j says nothing, with or without a range', (selected) => {
    for (const fields of [{}, { Range: 'bytes=0-4' }]) {
      expect(() => evaluateRange(request('GET', fields), selected as never, 100)).toThrow(/^Cannot read validators: /)
    }
  })

  test.each([NaN, -1, 1.5, Infinity, undefined])('%s is no size', (size) => {
    expect(() => evaluateRange(request('GET', { Range: 'bytes=0-4' }), v7, size as number)).toThrow(TypeError)
  })
})

describe('several ranges are sent where they cost less than the whole', () => {
  const statusOf = (range: string, size: number) =>
    evaluateRange(request('GET', { Range: `bytes=${range}` }), v7, size).status

  test.each([
    ['the whole, in two', '0-49,50-99', 100, 200],
    ['the whole but a byte', '0-49,51-99', 100, 206],
    [
      'more parts than a small one is worth counting',
      Array.from({ length: 11 }, (_, n) => `${2 * n}-${2 * n}`).join(),
      100,
      206,
    ],
    ['more parts than it is worth', Array.from({ length: 12 }, (_, n) => `${2 * n}-${2 * n}`).join(), 100, 200],
    ['a few of a large one', '0-9999,20000-29999', 100_000, 206],
    [
      'nearly all of a large one, in some parts',
      Array.from({ length: 20 }, (_, n) => `${5000 * n}-${5000 * n + 4989}`).join(),
      100_000,
      200,
    ],
    [
      'the most of a large one, in some parts',
      Array.from({ length: 20 }, (_, n) => `${5000 * n}-${5000 * n + 4899}`).join(),
      100_000,
      206,
    ],
  ])('%s', (_, range, size, status) => {
    expect(statusOf(range, size)).toBe(status)
  })
})
