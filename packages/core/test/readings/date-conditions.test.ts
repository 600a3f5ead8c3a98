import { decide, evaluatePreconditions, parseHttpDate } from '@ifmatch/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { startClock, stopClock } from '../support/clock.ts'
import { GET, PUT, request } from '../support/request.ts'
import { bare, dateOnly, L, lText, secondAfter, secondBefore, tagOnly, v1 } from '../support/state.ts'

beforeEach(() => stopClock('2026-11-23T20:00:00Z'))
afterEach(startClock)

const modifiedSince = (field: string, state: typeof v1 | typeof dateOnly | { lastModified: Date } = v1) =>
  outcome(evaluatePreconditions(GET({ 'If-Modified-Since': field }), state))
const unmodifiedSince = (field: string, state: typeof v1 | typeof dateOnly | { lastModified: Date } = v1) =>
  outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': field }), state))

describe('READINGS 14: what is no date is ignored', () => {
  test.each([
    '2030',
    '0',
    '2030-01-01',
    '2030-01-01T00:00:00Z',
    '1893456000',
    'Tue, 01 Jan 2030 00:00:00 UTC',
    'Tue, 1 Jan 2030 00:00:00 GMT',
    'tue, 01 jan 2030 00:00:00 gmt',
    'Wed, 30 Feb 2030 00:00:00 GMT',
    'Tue, 01 Jan 2030 24:00:00 GMT',
    'tomorrow',
    '',
  ])('READINGS 14: If-Modified-Since: "%s" is never 304', (field) => {
    expect(modifiedSince(field)).toBe('go on')
  })

  test.each(['1970', '0', '1970-01-01', '-1', 'Thu, 01 Jan 1970 00:00:00 UTC', 'thu, 01 jan 1970 00:00:00 gmt', ''])(
    'READINGS 14: If-Unmodified-Since: "%s" is ignored, not false',
    (field) => {
      expect(unmodifiedSince(field)).toBe('go on')
    },
  )

  test('READINGS 14: the epoch is a date', () => {
    const epoch = { lastModified: new Date(0) }
    expect(modifiedSince('Thu, 01 Jan 1970 00:00:00 GMT', epoch)).toBe(304)
    expect(unmodifiedSince('Thu, 01 Jan 1970 00:00:00 GMT', epoch)).toBe('go on')
    expect(unmodifiedSince('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(412)
  })

  test.each(['Wednesday, 01-Jan-20 12:00:00 GMT', 'Wed Jan  1 12:00:00 2020'])('READINGS 14: %s is L too', (field) => {
    expect(modifiedSince(field)).toBe(304)
    expect(unmodifiedSince(field)).toBe('go on')
  })
})

describe('Section 5.5: blanks around a value are no part of it, where a server left them', () => {
  test.each([` ${lText}`, `${lText} `, `\t${lText}\t `])('%j is L', (field) => {
    expect(modifiedSince(field)).toBe(304)
    expect(unmodifiedSince(field)).toBe('go on')
  })

  test.each([` ${secondBefore}`, `${secondBefore} \t`])('%j fails no more openly than the date itself', (field) => {
    expect(unmodifiedSince(field)).toBe(412)
  })

  test.each(['\u00a0', '\u000b', '\u000c', '\r', '\n', '\ufeff', '\u2028'])('READINGS 14: %j is no blank', (other) => {
    expect(modifiedSince(`${other}${lText}`)).toBe('go on')
    expect(modifiedSince(`${lText}${other}`)).toBe('go on')
  })
})

describe('READINGS 15: equal dates', () => {
  test.each([
    ['one second before', secondBefore, 'go on', 412],
    ['equal', lText, 304, 'go on'],
    ['one second after', secondAfter, 304, 'go on'],
  ] as const)('READINGS 15: %s', (_, field, modified, unmodified) => {
    expect(modifiedSince(field)).toBe(modified)
    expect(modifiedSince(field, dateOnly)).toBe(modified)
    expect(unmodifiedSince(field)).toBe(unmodified)
    expect(unmodifiedSince(field, dateOnly)).toBe(unmodified)
  })

  test.each([1, 500, 999])('READINGS 15: %i held milliseconds are cut to seconds', (ms) => {
    const state = { lastModified: new Date(L.getTime() + ms) }
    expect(modifiedSince(lText, state)).toBe(304)
    expect(unmodifiedSince(lText, state)).toBe('go on')
    expect(modifiedSince(secondBefore, state)).toBe('go on')
    expect(unmodifiedSince(secondBefore, state)).toBe(412)
  })

  test('READINGS 15: If-Unmodified-Since that is false says modified-since', () => {
    expect(decide(PUT({ 'If-Unmodified-Since': secondBefore }), v1)).toEqual({
      status: 412,
      field: 'If-Unmodified-Since',
      reason: 'modified-since',
      received: secondBefore,
      current: '"v1"',
    })
  })
})

describe('READINGS 17: no Last-Modified', () => {
  test.each([
    ['a tag alone', tagOnly],
    ['no validators', bare],
  ] as const)('READINGS 17: both date conditions are ignored where there is %s', (_, state) => {
    for (const field of [lText, 'Thu, 01 Jan 1970 00:00:00 GMT', 'Tue, 01 Jan 2030 00:00:00 GMT']) {
      expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': field }), state))).toBe('go on')
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
        expect(outcome(evaluatePreconditions(request(method, { 'If-Unmodified-Since': field }), state))).toBe('go on')
      }
    }
  })
})

describe('READINGS 13: repeated date lines, joined', () => {
  test('READINGS 13: joined dates are no date: ignored', () => {
    const headers = new Headers()
    headers.append('If-Modified-Since', lText)
    headers.append('If-Modified-Since', lText)
    headers.append('If-Unmodified-Since', secondBefore)
    headers.append('If-Unmodified-Since', secondBefore)
    expect(outcome(evaluatePreconditions({ method: 'GET', headers }, v1))).toBe('go on')
    expect(outcome(evaluatePreconditions({ method: 'PUT', headers }, v1))).toBe('go on')
  })

  test('TRAP: lines that a server joined before the request was made are read the same way', () => {
    expect(modifiedSince(`${lText}, ${lText}`)).toBe('go on')
    expect(unmodifiedSince(`${secondBefore}, ${secondBefore}`)).toBe('go on')
  })
})

describe('READINGS 16: future dates in a field are compared like any other', () => {
  const future = 'Tue, 01 Jan 2030 00:00:00 GMT'

  test('READINGS 16: If-Modified-Since in the future is 304', () => {
    expect(modifiedSince(future)).toBe(304)
  })

  test('READINGS 16: If-Unmodified-Since in the future holds', () => {
    expect(unmodifiedSince(future)).toBe('go on')
  })
})

describe('TRAP: asctime dates are never read as local time', () => {
  test('TRAP: whatever TZ says, the three forms are the same instant', () => {
    expect(parseHttpDate('Wed Jan  1 12:00:00 2020')).toBe(L.getTime())
    expect(parseHttpDate('Wednesday, 01-Jan-20 12:00:00 GMT')).toBe(L.getTime())
    expect(parseHttpDate(lText)).toBe(L.getTime())
  })

  test('TRAP: an asctime one second before L is no 304 and a failed If-Unmodified-Since', () => {
    expect(modifiedSince('Wed Jan  1 11:59:59 2020')).toBe('go on')
    expect(unmodifiedSince('Wed Jan  1 11:59:59 2020')).toBe(412)
  })

  test('TRAP: nor in the hour that summer time skips or repeats', () => {
    expect(parseHttpDate('Sun Mar  8 02:30:00 2026')).toBe(Date.UTC(2026, 2, 8, 2, 30))
    expect(parseHttpDate('Sun Nov  1 01:30:00 2026')).toBe(Date.UTC(2026, 10, 1, 1, 30))
  })
})
