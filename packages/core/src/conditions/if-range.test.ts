import { describe, expect, test } from 'vitest'
import { currentOf } from '../fields/current.ts'
import { ifRange } from './if-range.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const field = 'Wed, 01 Jan 2020 12:00:00 GMT'
const v7 = currentOf({ version: 7, lastModified })
const weak = currentOf({ etag: 'W/"7"' })
const strongDate = currentOf({ lastModified, dateIsStrong: true })

test('is ignored where it is absent', () => {
  expect(ifRange(null, v7)).toBe('ignored')
  expect(ifRange(null, currentOf({ exists: true }))).toBe('ignored')
})

describe('by tag', () => {
  test.each([
    ['the current one', '"7"', v7, 'holds'],
    ['the empty one', '""', currentOf({ version: '' }), 'holds'],
    ['another one', '"8"', v7, 'fails'],
    ['a weak twin', 'W/"7"', v7, 'fails'],
    ['a strong twin of our weak one', '"7"', weak, 'fails'],
    ['our weak one', 'W/"7"', weak, 'fails'],
    ['none of ours', '"7"', strongDate, 'fails'],
    ['none of ours, and the empty one listed', '""', strongDate, 'fails'],
    ['the selected variant', '"7~html"', currentOf({ version: 7, variant: 'html' }), 'holds'],
    ['the version alone: other bytes', '"7"', currentOf({ version: 7, variant: 'html' }), 'fails'],
    ['another variant: other bytes', '"7~de"', v7, 'fails'],
    ['what a proxy makes of it', '"7-gzip"', v7, 'fails'],
    ['a list', '"7", "8"', v7, 'fails'],
    ['a star', '*', v7, 'fails'],
    ['the tag without its quotes', '7', v7, 'fails'],
    ['nothing', '', v7, 'fails'],
    ['a tag that lost bytes on its way', '"\ufffd"', currentOf({ etag: '"\ufffd"' }), 'fails'],
    ['a tag with obs-text', '"\xe9"', currentOf({ etag: '"\xe9"' }), 'holds'],
  ] as const)('%s', (_, value, current, expected) => {
    expect(ifRange(value, current)).toBe(expected)
  })
})

describe('by date', () => {
  test.each([
    ['exactly the strong one', field, strongDate, 'holds'],
    ['the same in another form', 'Wed Jan  1 12:00:00 2020', strongDate, 'holds'],
    [
      'a strong one with milliseconds',
      field,
      currentOf({ lastModified: new Date(+lastModified + 999), dateIsStrong: true }),
      'holds',
    ],
    [
      'the epoch',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      currentOf({ lastModified: new Date(0), dateIsStrong: true }),
      'holds',
    ],
    ['a second later', 'Wed, 01 Jan 2020 12:00:01 GMT', strongDate, 'fails'],
    ['a second earlier', 'Wed, 01 Jan 2020 11:59:59 GMT', strongDate, 'fails'],
    ['one that nobody says is strong', field, v7, 'fails'],
    ['one that is said not to be', field, currentOf({ lastModified, dateIsStrong: false }), 'fails'],
    ['no date of ours', field, currentOf({ version: 7, dateIsStrong: true }), 'fails'],
    ['no date of theirs', '2020', strongDate, 'fails'],
    ['no date on either side', 'oops', currentOf({ version: 7, dateIsStrong: true }), 'fails'],
    ['two dates, joined', `${field}, ${field}`, strongDate, 'fails'],
  ] as const)('%s', (_, value, current, expected) => {
    expect(ifRange(value, current)).toBe(expected)
  })
})
