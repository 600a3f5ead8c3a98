import { formatHttpDate, parseHttpDate } from '@ifmatch/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startClock, stopClock } from '../support/clock.ts'

const at = (iso: string) => new Date(iso).getTime()
const rfcExample = at('1994-11-06T08:49:37Z')

beforeEach(() => stopClock('2026-11-23T20:00:00Z'))
afterEach(startClock)

describe('READINGS 14: the three forms of Section 5.6.7', () => {
  test.each([
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['asctime, one digit', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['asctime, two digits', 'Wed Nov 16 08:49:37 1994', '1994-11-16T08:49:37Z'],
    ['asctime, a zero before the day', 'Sun Nov 06 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['the epoch', 'Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00Z'],
    ['the second before the epoch', 'Wed, 31 Dec 1969 23:59:59 GMT', '1969-12-31T23:59:59Z'],
    ['a leap day', 'Thu, 29 Feb 2024 00:00:00 GMT', '2024-02-29T00:00:00Z'],
    ['a leap day of a century', 'Tue, 29 Feb 2000 00:00:00 GMT', '2000-02-29T00:00:00Z'],
    ['the last day of April', 'Tue, 30 Apr 2024 23:59:59 GMT', '2024-04-30T23:59:59Z'],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00Z'],
    ['a leap second as RFC 850', 'Saturday, 31-Dec-16 23:59:60 GMT', '2017-01-01T00:00:00Z'],
    ['a leap second as asctime', 'Sat Dec 31 23:59:60 2016', '2017-01-01T00:00:00Z'],
    ['a year far ahead', 'Fri, 31 Dec 9999 23:59:59 GMT', '9999-12-31T23:59:59Z'],
    ['a year before 100', 'Sat, 01 Jan 0050 00:00:00 GMT', '0050-01-01T00:00:00Z'],
  ])('READINGS 14: %s is a date', (_, field, iso) => {
    expect(parseHttpDate(field)).toBe(at(iso))
  })

  test.each(['Mon, 06 Nov 1994 08:49:37 GMT', 'Friday, 06-Nov-94 08:49:37 GMT', 'Sat Nov  6 08:49:37 1994'])(
    'READINGS 14: the value of the weekday is not checked: %s',
    (field) => {
      expect(parseHttpDate(field)).toBe(rfcExample)
    },
  )

  test('READINGS 14: every month', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
    months.forEach((month, n) =>
      expect(parseHttpDate(`Sun, 06 ${month} 1994 08:49:37 GMT`)).toBe(Date.UTC(1994, n, 6, 8, 49, 37)),
    )
  })
})

describe('READINGS 14: two-digit years by the 50-year rule', () => {
  test.each([
    ['now', '23-Nov-26 20:00:00', '2026-11-23T20:00:00Z'],
    ['a year ago', '23-Nov-25 20:00:00', '2025-11-23T20:00:00Z'],
    ['ahead, by less than 50 years', '01-Jan-76 00:00:00', '2076-01-01T00:00:00Z'],
    ['ahead, by 49 years', '31-Dec-75 00:00:00', '2075-12-31T00:00:00Z'],
    ['51 years ahead is the last century', '01-Jan-78 00:00:00', '1978-01-01T00:00:00Z'],
    ['73 years ahead is the last century', '31-Dec-99 23:59:59', '1999-12-31T23:59:59Z'],
    ['00', '01-Jan-00 00:00:00', '2000-01-01T00:00:00Z'],
  ])('READINGS 14: %s', (_, text, iso) => {
    expect(parseHttpDate(`Monday, ${text} GMT`)).toBe(at(iso))
  })

  test('READINGS 14: 50 years and a month ahead is more than 50 years', () => {
    expect(parseHttpDate('Monday, 31-Dec-76 00:00:00 GMT')).toBe(at('1976-12-31T00:00:00Z'))
  })
})

describe('READINGS 14: everything else is no date', () => {
  test.each([
    ['nothing', ''],
    ['a year', '2030'],
    ['a zero', '0'],
    ['seconds', '784111777'],
    ['milliseconds', '784111777000'],
    ['an ISO date', '1994-11-06'],
    ['an ISO date and time', '1994-11-06T08:49:37Z'],
    ['what Date prints', 'Sun Nov 06 1994 08:49:37 GMT+0000 (Coordinated Universal Time)'],
    ['one digit of day', 'Sun, 6 Nov 1994 08:49:37 GMT'],
    ['a blank before the day', 'Sun,  6 Nov 1994 08:49:37 GMT'],
    ['one digit of hour', 'Sun, 06 Nov 1994 8:49:37 GMT'],
    ['no seconds', 'Sun, 06 Nov 1994 08:49 GMT'],
    ['fractions', 'Sun, 06 Nov 1994 08:49:37.5 GMT'],
    ['two digits of year', 'Sun, 06 Nov 94 08:49:37 GMT'],
    ['RFC 850 with four digits of year', 'Sunday, 06-Nov-1994 08:49:37 GMT'],
    ['RFC 850 with a short weekday', 'Sun, 06-Nov-94 08:49:37 GMT'],
    ['a long weekday', 'Sunday, 06 Nov 1994 08:49:37 GMT'],
    ['no weekday', '06 Nov 1994 08:49:37 GMT'],
    ['no comma', 'Sun 06 Nov 1994 08:49:37 GMT'],
    ['asctime with one blank and one digit', 'Sun Nov 6 08:49:37 1994'],
    ['asctime with GMT', 'Sun Nov  6 08:49:37 1994 GMT'],
    ['asctime with two digits of year', 'Sun Nov  6 08:49:37 94'],
    ['a long month', 'Sun, 06 November 1994 08:49:37 GMT'],
    ['no zone', 'Sun, 06 Nov 1994 08:49:37'],
    ['UTC', 'Sun, 06 Nov 1994 08:49:37 UTC'],
    ['an offset', 'Sun, 06 Nov 1994 08:49:37 +0000'],
    ['EST', 'Sun, 06 Nov 1994 08:49:37 EST'],
    ['gmt', 'Sun, 06 Nov 1994 08:49:37 gmt'],
    ['a small weekday', 'sun, 06 Nov 1994 08:49:37 GMT'],
    ['a capital month', 'Sun, 06 NOV 1994 08:49:37 GMT'],
    ['an unknown weekday', 'Xyz, 06 Nov 1994 08:49:37 GMT'],
    ['an unknown month', 'Sun, 06 Foo 1994 08:49:37 GMT'],
    ['Feb 29 of a common year', 'Wed, 29 Feb 2023 00:00:00 GMT'],
    ['Feb 29 of 1900', 'Thu, 29 Feb 1900 00:00:00 GMT'],
    ['Feb 30', 'Fri, 30 Feb 2024 00:00:00 GMT'],
    ['Apr 31', 'Wed, 31 Apr 2024 00:00:00 GMT'],
    ['day 0', 'Sun, 00 Nov 1994 08:49:37 GMT'],
    ['day 32', 'Sun, 32 Jan 1994 08:49:37 GMT'],
    ['24:00:00', 'Sun, 06 Nov 1994 24:00:00 GMT'],
    ['minute 60', 'Sun, 06 Nov 1994 08:60:00 GMT'],
    ['second 61', 'Sun, 06 Nov 1994 23:59:61 GMT'],
    ['text behind', 'Sun, 06 Nov 1994 08:49:37 GMT; length=100'],
    ['two dates', 'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT'],
    ['signs for digits', 'Sun, +6 Nov 1994 08:49:37 GMT'],
    ['digits of another script', 'Sun, \u0660\u0666 Nov 1994 08:49:37 GMT'],
    ['five digits of year', 'Sun, 06 Nov 11994 08:49:37 GMT'],
    ['a tag', '"v1"'],
  ])('READINGS 14: %s', (_, field) => {
    expect(parseHttpDate(field)).toBe(null)
  })
})

describe('READINGS 14: exact, character for character', () => {
  test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'READINGS 14: no character of %s can be another one',
    (field) => {
      for (let at = 0; at < field.length; at++) {
        for (const other of ['!', '/', ':', '_', '\t', '\u0130', '']) {
          if (field[at] === other) continue
          expect(parseHttpDate(field.slice(0, at) + other + field.slice(at + 1))).toBe(null)
        }
      }
    },
  )
})

describe('formatHttpDate', () => {
  test.each([
    ['1994-11-06T08:49:37Z', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['1994-11-06T08:49:37.999Z', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['1970-01-01T00:00:00Z', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['0050-01-01T00:00:00Z', 'Sat, 01 Jan 0050 00:00:00 GMT'],
  ])('writes %s as IMF-fixdate', (iso, text) => {
    expect(formatHttpDate(new Date(iso))).toBe(text)
    expect(parseHttpDate(text)).toBe(Math.floor(at(iso) / 1000) * 1000)
  })
})
