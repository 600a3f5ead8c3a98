import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseHttpDate } from './http-date.ts'

afterEach(() => vi.useRealTimers())

/** What the field is read as, while it is `now`. */
function readAt(now: string, field: string): string | null {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
  const time = parseHttpDate(field)
  return time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z')
}

describe('two digits of a year', () => {
  test.each([
    ['this year', '2026-06-15T12:00:00Z', 'Monday, 15-Jun-26 12:00:00 GMT', '2026-06-15T12:00:00Z'],
    ['the last century', '2026-06-15T12:00:00Z', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['the century’s first year', '2026-06-15T12:00:00Z', 'Saturday, 01-Jan-00 00:00:00 GMT', '2000-01-01T00:00:00Z'],
    ['its last year', '2026-06-15T12:00:00Z', 'Friday, 31-Dec-99 23:59:59 GMT', '1999-12-31T23:59:59Z'],
    ['ahead, but not fifty years', '2026-06-15T12:00:00Z', 'Monday, 01-Jan-76 00:00:00 GMT', '2076-01-01T00:00:00Z'],
    ['fifty years to the second', '2026-06-15T12:00:00Z', 'Monday, 15-Jun-76 12:00:00 GMT', '2076-06-15T12:00:00Z'],
    ['a second more', '2026-06-15T12:00:00Z', 'Monday, 15-Jun-76 12:00:01 GMT', '1976-06-15T12:00:01Z'],
    ['milliseconds of now count', '2026-06-15T12:00:00.999Z', 'Monday, 15-Jun-76 12:00:01 GMT', '1976-06-15T12:00:01Z'],
    ['the year after those', '2026-06-15T12:00:00Z', 'Friday, 01-Jan-77 00:00:00 GMT', '1977-01-01T00:00:00Z'],
    [
      'before the turn of a century',
      '1999-12-31T23:59:59Z',
      'Saturday, 01-Jan-00 00:00:00 GMT',
      '2000-01-01T00:00:00Z',
    ],
    ['in the last second before it', '1999-12-31T23:59:59Z', 'Friday, 31-Dec-49 23:59:59 GMT', '2049-12-31T23:59:59Z'],
    ['and a second later', '1999-12-31T23:59:59Z', 'Sunday, 01-Jan-50 00:00:00 GMT', '1950-01-01T00:00:00Z'],
    ['after the turn of a century', '2000-01-01T00:00:00Z', 'Friday, 31-Dec-99 23:59:59 GMT', '1999-12-31T23:59:59Z'],
    ['at that turn, fifty ahead', '2000-01-01T00:00:00Z', 'Saturday, 01-Jan-50 00:00:00 GMT', '2050-01-01T00:00:00Z'],
    ['the next century is near', '2060-03-04T05:06:07Z', 'Friday, 01-Jan-10 00:00:00 GMT', '2110-01-01T00:00:00Z'],
    ['and not too near', '2060-03-04T05:06:07Z', 'Tuesday, 04-Mar-10 05:06:08 GMT', '2010-03-04T05:06:08Z'],
    ['then 94 lies behind', '2060-03-04T05:06:07Z', 'Saturday, 06-Nov-94 08:49:37 GMT', '2094-11-06T08:49:37Z'],
  ])('%s: at %s, %s', (_, now, field, expected) => {
    expect(readAt(now, field)).toBe(expected)
  })
})

describe('29 February and two digits of a year', () => {
  test.each([
    ['a leap year of this century', '2026-06-15T12:00:00Z', 'Thursday, 29-Feb-24 00:00:00 GMT', '2024-02-29T00:00:00Z'],
    ['one that lies ahead', '2026-06-15T12:00:00Z', 'Saturday, 29-Feb-76 00:00:00 GMT', '2076-02-29T00:00:00Z'],
    ['one that is too far ahead', '2026-02-01T00:00:00Z', 'Sunday, 29-Feb-76 00:00:00 GMT', '1976-02-29T00:00:00Z'],
    ['a year without one', '2026-06-15T12:00:00Z', 'Saturday, 29-Feb-25 00:00:00 GMT', null],
    [
      '2000, while 2100 is far ahead',
      '2026-06-15T12:00:00Z',
      'Tuesday, 29-Feb-00 00:00:00 GMT',
      '2000-02-29T00:00:00Z',
    ],
    ['2000, until 2100 is near', '2050-02-28T23:59:59Z', 'Tuesday, 29-Feb-00 00:00:00 GMT', '2000-02-29T00:00:00Z'],
    ['2100, which lacks one', '2050-03-01T00:00:00Z', 'Tuesday, 29-Feb-00 00:00:00 GMT', null],
    ['asked on that day', '2024-02-29T12:00:00Z', 'Thursday, 29-Feb-24 12:00:00 GMT', '2024-02-29T12:00:00Z'],
    [
      'asked on that day, fifty years on',
      '2024-02-29T12:00:00Z',
      'Wednesday, 28-Feb-74 12:00:00 GMT',
      '2074-02-28T12:00:00Z',
    ],
    ['and more than fifty years on', '2024-02-29T12:00:00Z', 'Friday, 02-Mar-74 00:00:00 GMT', '1974-03-02T00:00:00Z'],
  ])('%s: at %s, %s', (_, now, field, expected) => {
    expect(readAt(now, field)).toBe(expected)
  })
})

test('now matters to two digits alone', () => {
  for (const now of ['1970-01-01T00:00:00Z', '2026-06-15T12:00:00Z', '2200-02-28T00:00:00Z']) {
    expect(readAt(now, 'Sun, 06 Nov 1994 08:49:37 GMT')).toBe('1994-11-06T08:49:37Z')
    expect(readAt(now, 'Sun Nov  6 08:49:37 1994')).toBe('1994-11-06T08:49:37Z')
  }
})
