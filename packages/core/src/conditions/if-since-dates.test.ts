import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { currentOf, prepare } from '../fields/current.ts'
import { ifModifiedSince } from './if-modified-since.ts'
import { ifUnmodifiedSince } from './if-unmodified-since.ts'

const second = '2020-01-01T12:00:00Z'
const held = currentOf({ version: 7, lastModified: new Date(second) })
const milliseconds = currentOf({ lastModified: new Date('2020-01-01T12:00:00.999Z') })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:00.500Z') })
})
afterEach(() => vi.useRealTimers())

describe('without a date on either side, both are ignored', () => {
  test.each([
    ['no field', null, held],
    ['no field, and nothing is there', null, null],
    ['nothing is there', 'Wed, 01 Jan 2020 12:00:00 GMT', null],
    ['no Last-Modified', 'Wed, 01 Jan 2020 12:00:00 GMT', currentOf({ version: 7 })],
    ['an empty field', '', held],
    ['no HTTP-date', '2020', held],
    ['an ISO date', '2020-01-01T12:00:00Z', held],
    ['two dates, joined', 'Wed, 01 Jan 2020 12:00:00 GMT, Wed, 01 Jan 2020 12:00:00 GMT', held],
    ['a date in small letters', 'wed, 01 jan 2020 12:00:00 gmt', held],
    ['a no-break space, which is no whitespace of HTTP', '\xa0Wed, 01 Jan 2020 12:00:00 GMT', held],
    ['a line feed neither', 'Wed, 01 Jan 2020 12:00:00 GMT\n', held],
    ['nor a vertical tab', '\vWed, 01 Jan 2020 12:00:00 GMT', held],
  ])('%s', (_, field, current) => {
    expect([ifModifiedSince(field, current), ifUnmodifiedSince(field, current)]).toEqual(['ignored', 'ignored'])
  })
})

describe('one holds where the other fails', () => {
  test.each([
    ['the same second', 'Wed, 01 Jan 2020 12:00:00 GMT', held, 'not modified'],
    ['a second before', 'Wed, 01 Jan 2020 11:59:59 GMT', held, 'modified'],
    ['a second after', 'Wed, 01 Jan 2020 12:00:01 GMT', held, 'not modified'],
    ['in the form of RFC 850', 'Wednesday, 01-Jan-20 12:00:00 GMT', held, 'not modified'],
    ['in the form of asctime, which is no local time', 'Wed Jan  1 12:00:00 2020', held, 'not modified'],
    ['a second before, by asctime', 'Wed Jan  1 11:59:59 2020', held, 'modified'],
    ['blanks and tabs around', ' \tWed, 01 Jan 2020 12:00:00 GMT\t ', held, 'not modified'],
    ['held milliseconds are cut', 'Wed, 01 Jan 2020 12:00:00 GMT', milliseconds, 'not modified'],
    ['and a second before is before', 'Wed, 01 Jan 2020 11:59:59 GMT', milliseconds, 'modified'],
    ['the epoch is a date', 'Thu, 01 Jan 1970 00:00:00 GMT', held, 'modified'],
    ['the epoch is held', 'Thu, 01 Jan 1970 00:00:00 GMT', currentOf({ lastModified: new Date(0) }), 'not modified'],
    ['a date in the future is compared like any other', 'Fri, 31 Dec 9999 23:59:59 GMT', held, 'not modified'],
    ['a leap second', 'Tue, 31 Dec 2019 23:59:60 GMT', held, 'modified'],
  ] as const)('%s', (_, field, current, verdict) => {
    const expected = verdict === 'modified' ? ['holds', 'fails'] : ['fails', 'holds']
    expect([ifModifiedSince(field, current), ifUnmodifiedSince(field, current)]).toEqual(expected)
  })

  const ahead = new Date('2026-06-15T12:01:00Z')

  test.each([
    ['counts as now', { lastModified: ahead }, 'Mon, 15 Jun 2026 12:00:00 GMT', 'not modified'],
    ['counts as now, not as the second before', { lastModified: ahead }, 'Mon, 15 Jun 2026 11:59:59 GMT', 'modified'],
    [
      'strong, stands as it is',
      { lastModified: ahead, dateIsStrong: true },
      'Mon, 15 Jun 2026 12:00:00 GMT',
      'modified',
    ],
    [
      'strong, named exactly',
      { lastModified: ahead, dateIsStrong: true },
      'Mon, 15 Jun 2026 12:01:00 GMT',
      'not modified',
    ],
  ] as const)('a held date in the future %s', (_, validators, field, verdict) => {
    const expected = verdict === 'modified' ? ['holds', 'fails'] : ['fails', 'holds']
    for (const current of [currentOf(validators), currentOf(prepare(validators))]) {
      expect([ifModifiedSince(field, current), ifUnmodifiedSince(field, current)]).toEqual(expected)
    }
  })
})
