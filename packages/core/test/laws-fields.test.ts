import { entityTag, formatEntityTag, formatHttpDate, parseEntityTag, parseEntityTagList } from '@ifmatch/core'
import { parseHttpDate, strongMatch, weakMatch } from '@ifmatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDate } from './oracle/dates.ts'
import { laws } from './oracle/laws.ts'
import { readTag, readTags, trimmed } from './oracle/entity-tags.ts'
import { anyDateField, dateForms } from './random-dates.ts'
import { anyTag, anyTagField, wildly } from './random-fields.ts'

const law = laws(1000)

law('every entity tag survives the wire', () =>
  fc.property(anyTag, (tag) => {
    expect(parseEntityTag(formatEntityTag(tag))).toEqual(tag)
    expect(formatEntityTag(tag)).toBe(`${tag.weak ? 'W/' : ''}"${tag.opaque}"`)
  }),
)

law('every list of entity tags survives the wire', () =>
  fc.property(fc.array(anyTag, { maxLength: 8 }), (tags) => {
    expect(parseEntityTagList(tags.map(formatEntityTag).join(', '))).toEqual(tags)
    expect(parseEntityTagList(tags.map(formatEntityTag).join(','))).toEqual(tags)
  }),
)

law('a tag that we make is one that everybody reads', () =>
  fc.property(
    fc.string({ unit: fc.constantFrom(...'!#$%&()*+,-./09:;<=>?@AZ[]^_`az{|}') }),
    fc.boolean(),
    (opaque, weak) => {
      expect(parseEntityTag(formatEntityTag(entityTag(opaque, { weak })))).toEqual({ weak, opaque })
    },
  ),
)

law('a tag that nobody could read is never made', () =>
  fc.property(
    fc.nat(40),
    fc.constantFrom('"', '\\', ' ', '\t', '\x7f', '\0', '\n', '~', '\xe9', '\u2212', '\ud800'),
    (at, bad) => {
      const opaque = `${'v'.repeat(at)}${bad}7`
      expect(() => entityTag(opaque)).toThrow(TypeError)
      expect(() => entityTag(opaque, { weak: true })).toThrow(TypeError)
    },
  ),
)

law('any text is read as the oracle reads it: a tag, a list, or neither', () =>
  fc.property(wildly(anyTagField), (text) => {
    expect(parseEntityTagList(text)).toEqual(readTags(text))
    if (text === trimmed(text)) expect(parseEntityTag(text)).toEqual(readTag(text))
  }),
)

law('any text is read as the oracle reads it: a date, or none', () =>
  fc.property(wildly(anyDateField), (text) => {
    if (text === trimmed(text)) expect(parseHttpDate(text)).toBe(readDate(text, Date.now()))
  }),
)

test('every day of every month, every time of day, and what is next to them, is read as the oracle reads it', () => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'jan', 'Jum']
  const two = (n: number) => String(n).padStart(2, '0')
  const texts: string[] = []
  for (const month of months) {
    for (const year of ['0000', '0004', '1900', '2000', '2021', '2024', '2100']) {
      for (let day = 0; day <= 33; day++) {
        texts.push(`Mon, ${two(day)} ${month} ${year} 08:49:37 GMT`)
        texts.push(`Monday, ${two(day)}-${month}-${year.slice(2)} 08:49:37 GMT`)
        texts.push(`Mon ${month} ${String(day).padStart(2)} 08:49:37 ${year}`)
      }
    }
  }
  for (let hour = 0; hour <= 25; hour++) {
    for (const minute of [0, 9, 59, 60, 61, 99]) {
      for (const second of [0, 9, 59, 60, 61, 99]) {
        const time = [hour, minute, second].map(two).join(':')
        texts.push(`Sun, 06 Nov 1994 ${time} GMT`, `Sunday, 06-Nov-94 ${time} GMT`, `Sun Nov  6 ${time} 1994`)
      }
    }
  }
  const now = Date.now()
  const wrong = texts.filter((text) => parseHttpDate(text) !== readDate(text, now))
  expect(wrong).toEqual([])
  expect(texts.filter((text) => readDate(text, now) === null).length).toBeGreaterThan(1000)
})

test('two digits of a year turn fifty years from now, to the day', () => {
  const now = new Date()
  const turn = (days: number) => Date.UTC(now.getUTCFullYear() + 50, now.getUTCMonth(), now.getUTCDate() + days)
  for (let days = 2; days < 400; days++) {
    const text = (time: number) => dateForms[1]?.(time) ?? ''
    expect(parseHttpDate(text(turn(-days)))).toBe(turn(-days))
    const century = new Date(turn(days))
    century.setUTCFullYear(century.getUTCFullYear() - 100)
    // 29 February is a day of leap years only: it may be none a hundred years ago.
    if (century.getUTCDate() === new Date(turn(days)).getUTCDate()) {
      expect(parseHttpDate(text(turn(days)))).toBe(century.getTime())
    }
  }
})

law('weak comparison is symmetric, and every tag is weakly its own match', () =>
  fc.property(anyTag, anyTag, (a, b) => {
    expect(weakMatch(a, b)).toBe(weakMatch(b, a))
    expect(weakMatch(a, b)).toBe(a.opaque === b.opaque)
    expect(weakMatch(a, { ...a })).toBe(true)
    expect(weakMatch(a, { ...a, weak: !a.weak })).toBe(true)
  }),
)

law('strong comparison is symmetric and implies the weak one; a weak tag is nobody’s strong match', () =>
  fc.property(anyTag, anyTag, (a, b) => {
    expect(strongMatch(a, b)).toBe(strongMatch(b, a))
    if (strongMatch(a, b)) expect(weakMatch(a, b)).toBe(true)
    expect(strongMatch(a, { ...a })).toBe(!a.weak)
    expect(strongMatch(a, { ...a, weak: true })).toBe(false)
    expect(strongMatch({ ...a, weak: true }, a)).toBe(false)
  }),
)

const seconds = (from: number, to: number) =>
  fc.integer({ min: from / 1000, max: to / 1000 }).map((time) => time * 1000)
const firstSecond = new Date('0000-01-01T00:00:00Z').getTime()
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59)

law('every second of four-digit years survives the wire, and milliseconds are cut', () =>
  fc.property(seconds(firstSecond, lastSecond), fc.nat(999), (time, milliseconds) => {
    expect(formatHttpDate(new Date(time + milliseconds))).toBe(dateForms[0]?.(time))
    expect(parseHttpDate(formatHttpDate(new Date(time + milliseconds)))).toBe(time)
  }),
)

law('the three forms of a date are the same second', () => {
  // Two digits of a year say at most fifty years ahead; a day less, for a test that runs at midnight.
  const now = new Date()
  const near = (years: number, days: number) =>
    Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate() + days)
  return fc.property(seconds(near(-49, 0), near(50, -1)), (time) => {
    for (const form of dateForms) expect(parseHttpDate(form(time))).toBe(time)
  })
})

law('the two long forms of a date are the same second in every year', () =>
  fc.property(seconds(firstSecond, lastSecond), (time) => {
    expect(parseHttpDate(dateForms[0]?.(time) ?? '')).toBe(time)
    expect(parseHttpDate(dateForms[2]?.(time) ?? '')).toBe(time)
  }),
)

law('two digits of a year are never more than fifty years ahead, and never more than a century back', () =>
  fc.property(seconds(Date.UTC(2000, 0, 1), Date.UTC(2099, 11, 28)), (time) => {
    const now = new Date()
    const parsed = parseHttpDate(dateForms[1]?.(time) ?? '')
    expect(parsed).not.toBe(null)
    expect(parsed).toBeLessThanOrEqual(new Date().setUTCFullYear(now.getUTCFullYear() + 50))
    expect(parsed).toBeGreaterThan(new Date(now).setUTCFullYear(now.getUTCFullYear() - 100))
    expect(new Date(parsed ?? 0).getUTCFullYear() % 100).toBe(new Date(time).getUTCFullYear() % 100)
  }),
)
