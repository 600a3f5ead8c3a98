import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHttpDate, isHttpDate, parseHttpDate } from './http-date.ts'

const first = new Date('0000-01-01T00:00:00Z').getTime()
const last = new Date('9999-12-31T23:59:59.999Z').getTime()
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const at = (iso: string) => new Date(iso).getTime()

describe('three forms of one second', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['Sun Nov 06 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['Wed Nov 16 08:49:37 1994', '1994-11-16T08:49:37Z'],
  ])('%s', (field, iso) => {
    expect(parseHttpDate(field)).toBe(at(iso))
  })
})

describe('the calendar', () => {
  test.each([
    ['the epoch is a date', 'Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00Z'],
    ['the second before it', 'Wed, 31 Dec 1969 23:59:59 GMT', '1969-12-31T23:59:59Z'],
    ['the first second', 'Sat, 01 Jan 0000 00:00:00 GMT', '0000-01-01T00:00:00Z'],
    ['the last second', 'Fri, 31 Dec 9999 23:59:59 GMT', '9999-12-31T23:59:59Z'],
    ['the year 99 is not 1999', 'Thu, 31 Dec 0099 00:00:00 GMT', '0099-12-31T00:00:00Z'],
    ['the year 100 lacks a leap day', 'Mon, 01 Mar 0100 00:00:00 GMT', '0100-03-01T00:00:00Z'],
    ['the year 0 has one', 'Tue, 29 Feb 0000 00:00:00 GMT', '0000-02-29T00:00:00Z'],
    ['the year 4 has one', 'Sun, 29 Feb 0004 00:00:00 GMT', '0004-02-29T00:00:00Z'],
    ['the year 2000 has one', 'Tue, 29 Feb 2000 12:00:00 GMT', '2000-02-29T12:00:00Z'],
    ['a second past midnight', 'Wed, 01 Jan 2020 00:00:01 GMT', '2020-01-01T00:00:01Z'],
    ['a leap second is the second after', 'Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00Z'],
    ['a wrong weekday is not checked', 'Mon, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['a wrong long weekday neither', 'Monday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['nor one of asctime', 'Mon Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
  ])('%s: %s', (_, field, iso) => {
    expect(parseHttpDate(field)).toBe(at(iso))
  })

  test('every day of four years, and its month, is where Date has it', () => {
    for (let time = at('2096-01-01T01:02:03Z'); time < at('2101-01-01T00:00:00Z'); time += 86_400_000) {
      const date = new Date(time)
      const text = `${days[date.getUTCDay()]!.slice(0, 3)}, ${`${date.getUTCDate()}`.padStart(2, '0')} ${months[date.getUTCMonth()]!} ${date.getUTCFullYear()} 01:02:03 GMT`
      expect(parseHttpDate(text)).toBe(time)
    }
  })

  test('every name of a weekday is one', () => {
    for (const day of days) {
      expect(parseHttpDate(`${day.slice(0, 3)}, 06 Nov 1994 08:49:37 GMT`)).toBe(at('1994-11-06T08:49:37Z'))
      expect(parseHttpDate(`${day}, 06-Nov-94 08:49:37 GMT`)).toBe(at('1994-11-06T08:49:37Z'))
      expect(parseHttpDate(`${day.slice(0, 3)} Nov  6 08:49:37 1994`)).toBe(at('1994-11-06T08:49:37Z'))
    }
  })

  test('every month ends on its last day', () => {
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    months.forEach((month, n) => {
      expect(parseHttpDate(`Sun, ${lengths[n]!} ${month} 2021 00:00:00 GMT`)).toBe(Date.UTC(2021, n, lengths[n]))
      expect(parseHttpDate(`Sun, ${lengths[n]! + 1} ${month} 2021 00:00:00 GMT`)).toBe(null)
    })
  })
})

describe('what is written is what is read', () => {
  const anyTime = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: first, max: last }) },
    { weight: 1, arbitrary: fc.integer({ min: first, max: at('0100-12-31T23:59:59Z') }) },
    { weight: 1, arbitrary: fc.integer({ min: -86_400_000, max: 86_400_000 }) },
  )

  test('every moment of a four-digit year, cut to its second', () => {
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(parseHttpDate(formatHttpDate(new Date(time)))).toBe(Math.floor(time / 1000) * 1000)
      }),
      { numRuns: 2000, examples: [[first], [last], [-1], [0], [-62_135_596_800_000]] },
    )
  })

  test('any character of a date changed: no date, or the one that is written so', () => {
    const anyCharacter = fc.oneof(fc.constantFrom(...'0123456789 :,-GMT'), fc.string({ minLength: 1, maxLength: 1 }))
    fc.assert(
      fc.property(anyTime, fc.nat(28), anyCharacter, (time, place, character) => {
        const text = formatHttpDate(new Date(time))
        const changed = text.slice(0, place) + character + text.slice(place + 1)
        const read = parseHttpDate(changed)
        if (read === null || changed.includes('23:59:60')) return
        // The weekday's value is not checked, so compare what stands behind it.
        expect(formatHttpDate(new Date(read)).slice(4)).toBe(changed.slice(4))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('near misses', () => {
  test.each([
    ['', '0', '2030', '784111777', '-1', 'now', 'Invalid Date', ',', ', ', 'Sun', 'Sun,', 'Sunday,', 'GMT', ' GMT'],
    ['1994-11-06T08:49:37Z', '1994-11-06', '06 Nov 1994 08:49:37 GMT', 'Nov 6 1994', '11/06/1994'],
    ['Sun, 06 Nov 1994 08:49:37', 'Sun, 06 Nov 1994 08:49:37 UTC', 'Sun, 06 Nov 1994 08:49:37 +0000'],
    ['Sun, 06 Nov 1994 08:49:37 gmt', 'sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 NOV 1994 08:49:37 GMT'],
    ['Sun, 6 Nov 1994 08:49:37 GMT', 'Sun,  6 Nov 1994 08:49:37 GMT', 'Sun, 006 Nov 1994 08:49:37 GMT'],
    ['Sun,06 Nov 1994 08:49:37 GMT', 'Sun, 06  Nov 1994 08:49:37 GMT', 'Sun 06 Nov 1994 08:49:37 GMT'],
    ['Sun, 06\tNov 1994 08:49:37 GMT', 'Sun, 06 Nov\t1994 08:49:37 GMT', 'Sun, 06 Nov 1994\t08:49:37 GMT'],
    ['Sun,\t06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37\tGMT', 'Sun, 06-Nov-1994 08:49:37 GMT'],
    ['Sun, 06 Nov 94 08:49:37 GMT', 'Sun, 06 Nov 194 08:49:37 GMT', 'Sun, 06 Nov 19945 08:49:37 GMT'],
    ['Sun, 06 Nov 1994 8:49:37 GMT', 'Sun, 06 Nov 1994 08:49 GMT', 'Sun, 06 Nov 1994 08:49:37.000 GMT'],
    ['Sun, 06 Nov 1994 08.49:37 GMT', 'Sun, 06 Nov 1994 08:49.37 GMT', 'Sun, 06 Nov 1994 0x:49:37 GMT'],
    [' Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 GMT ', 'Sun, 06 Nov 1994 08:49:37 GMT,'],
    ['Sun, 06 Nov 1994 24:00:00 GMT', 'Sun, 06 Nov 1994 23:60:00 GMT', 'Sun, 06 Nov 1994 23:59:61 GMT'],
    ['Sun, 06 Nov 1994 23:58:60 GMT', 'Sun, 06 Nov 1994 22:59:60 GMT', 'Sun, 06 Nov 1994 00:00:60 GMT'],
    ['Sun, -6 Nov 1994 08:49:37 GMT', 'Sun, +6 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov -994 08:49:37 GMT'],
    ['Sun, 06 Nov 1994 -8:49:37 GMT', 'Sun, 06 Nov 1994 08:-9:37 GMT', 'Sun, 06 Nov 1994 08:49:-7 GMT'],
    ['Sun, 00 Nov 1994 08:49:37 GMT', 'Sun, 31 Nov 1994 08:49:37 GMT', 'Sun, 32 Dec 1994 08:49:37 GMT'],
    ['Tue, 30 Feb 2000 00:00:00 GMT', 'Tue, 29 Feb 2001 00:00:00 GMT', 'Tue, 29 Feb 1900 00:00:00 GMT'],
    ['Xyz, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Xyz 1994 08:49:37 GMT', 'Sun, 06 Nòv 1994 08:49:37 GMT'],
    // Whose codes are those of the right letters by seven bits each.
    ['Suî, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Jaî 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 GMÔ'],
    ['Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, ٠٦ Nov 1994 08:49:37 GMT'],
  ])('of the preferred form: %j and its like', (...fields) => {
    for (const field of fields) expect([field, parseHttpDate(field)]).toEqual([field, null])
  })

  test.each([
    ['Sunday, 06-Nov-94 08:49:37', 'Sunday, 06-Nov-94 08:49:37 UTC', 'Sunday, 06-Nov-94 08:49:37 GMT '],
    ['Sun, 06-Nov-94 08:49:37 GMT', 'sunday, 06-Nov-94 08:49:37 GMT', 'Someday, 06-Nov-94 08:49:37 GMT'],
    ['Sunday, 06-nov-94 08:49:37 GMT', 'Sunday, 06-Xyz-94 08:49:37 GMT', 'Sunday, 6-Nov-94 08:49:37 GMT'],
    ['Sunday, 06 Nov 94 08:49:37 GMT', 'Sunday, 06-Nov 94 08:49:37 GMT', 'Sunday, 06 Nov-94 08:49:37 GMT'],
    ['Sunday, 06-Nov-1994 08:49:37 GMT', 'Sunday, 06-Nov-9 08:49:37 GMT', 'Sunday, 06-Nov--1 08:49:37 GMT'],
    ['Sunday,06-Nov-94 08:49:37 GMT', 'Sunday,\t06-Nov-94 08:49:37 GMT', 'Sunday, 06-Nov-94\t08:49:37 GMT'],
    ['Sunday, 06-Nov-94 24:00:00 GMT', 'Sunday, 06-Nov-94 08:60:00 GMT', 'Sunday, 06-Nov-94 08:49:60 GMT'],
    ['Sunday, 00-Nov-94 08:49:37 GMT', 'Sunday, 31-Nov-94 08:49:37 GMT', 'Sunday, 31-Feb-94 08:49:37 GMT'],
    ['Sunday, xx-Nov-94 08:49:37 GMT', 'Sunday, 06-Nov-9x 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:3x GMT'],
    ['Sunday, 06-Nov 1994-:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT-1', 'Sunday, 06-Nov-94 08:49:37 GMTday, 1'],
    ['Sunday, 06-Nov-94 08:49:37 PM GMT', 'Sunday, 06-Nov-94 08:49:37  GMT', 'Sunday, 06-Nov-94 08:49:37 GMTx'],
    ['Sunday, 06-Nov-94 8:49:37 GMT', ' Sunday, 06-Nov-94 08:49:37 GMT', 'Sunday, 06-Nòv-94 08:49:37 GMT'],
  ])('of the form of RFC 850: %j and its like', (...fields) => {
    for (const field of fields) expect([field, parseHttpDate(field)]).toEqual([field, null])
  })

  test.each([
    ['Sun Nov 6 08:49:37 1994', 'Sun Nov  6 08:49:37 1994 GMT', 'Sun Nov  6 08:49:37 94', 'Sun Nov 60 08:49:37 1994'],
    ['Sun Nov  6  08:49:37 1994', 'Sun  Nov 6 08:49:37 1994', 'Sun Nov  6 08:49:37  994', 'Sun Nov    08:49:37 1994'],
    ['sun Nov  6 08:49:37 1994', 'Sun nov  6 08:49:37 1994', 'Xyz Nov  6 08:49:37 1994', 'Sun Nov  0 08:49:37 1994'],
    [
      'Sun\tNov  6 08:49:37 1994',
      'Sun Nov\t 6 08:49:37 1994',
      'Sun Nov \t6 08:49:37 1994',
      'Sun Nov\t16 08:49:37 1994',
    ],
    ['Sun Nov  6\t08:49:37 1994', 'Sun Nov  6 08:49:37\t1994', 'Sun Nov 6  08:49:37 1994', 'Sun Nov 31 08:49:37 1994'],
    ['Sun Feb 29 08:49:37 1994', 'Sun Nov  6 24:00:00 1994', 'Sun Nov  6 08:49:60 1994', 'Sun Nov  6 08:49:37 199x'],
    [' Sun Nov  6 08:49:37 1994', 'Sun Nov  6 08:49:37 1994 ', 'Sun Nov  6 08:49:37 1994,', 'Sun Nov  x 08:49:37 1994'],
  ])('of the form of asctime: %j and its like', (...fields) => {
    for (const field of fields) expect([field, parseHttpDate(field)]).toEqual([field, null])
  })
})

describe('formatHttpDate', () => {
  test.each([
    ['two digits of a day', '1994-11-06T08:49:37Z', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['four digits of a year', '0099-12-31T00:00:00Z', 'Thu, 31 Dec 0099 00:00:00 GMT'],
    ['milliseconds are cut, not rounded', '1994-11-06T08:49:37.999Z', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['also before the epoch', '1969-12-31T23:59:59.999Z', 'Wed, 31 Dec 1969 23:59:59 GMT'],
    ['the last millisecond', '9999-12-31T23:59:59.999Z', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('%s', (_, iso, text) => {
    expect(formatHttpDate(new Date(iso))).toBe(text)
  })

  test.each([
    ['no date', new Date(NaN)],
    ['a year of five digits', new Date(last + 1)],
    ['a year before 0', new Date(first - 1)],
  ])('refuses %s', (_, date) => {
    expect(isHttpDate(date)).toBe(false)
    expect(() => formatHttpDate(date)).toThrow(/^Cannot write an HTTP-date: /)
  })

  test('its first and last moments are dates', () => {
    expect([isHttpDate(new Date(first)), isHttpDate(new Date(last))]).toEqual([true, true])
  })
})
