import { describe, expect, test } from 'vitest'
import { currentOf } from '../fields/current.ts'
import { ifNoneMatch } from './if-none-match.ts'

const v7 = currentOf({ version: 7 })
const html = currentOf({ version: 7, variant: 'html' })
const weak = currentOf({ etag: 'W/"7"' })
const bare = currentOf({ exists: true })

describe('ifNoneMatch', () => {
  test.each([
    ['is ignored where it is absent', null, v7, 'ignored'],
    ['is ignored where it is absent and nothing is there', null, null, 'ignored'],
    ['holds on * while nothing is there', '*', null, 'holds'],
    ['holds on a tag while nothing is there', '"7"', null, 'holds'],
    ['fails on * while something is there', '*', v7, 'fails'],
    ['fails on * even without a tag: it is about existence', ' * ', bare, 'fails'],
    ['fails on the current tag', '"7"', v7, 'fails'],
    ['fails on the current tag among others', '"6", "7"', v7, 'fails'],
    ['fails on a weak twin', 'W/"7"', v7, 'fails'],
    ['fails on a strong twin of a weak tag', '"7"', weak, 'fails'],
    ['fails on the same weak tag', 'W/"7"', weak, 'fails'],
    ['holds on another tag', '"6"', v7, 'holds'],
    ['holds on any tag where there is none', '"7", ""', bare, 'holds'],
    ['holds on an empty list', '', v7, 'holds'],
    ['holds on what cannot be read, whatever else it lists', '"7", oops', v7, 'holds'],
    ['holds on a star in a list', '*, *', v7, 'holds'],
    ['holds on a tag that lost bytes on its way', '"\ufffd"', currentOf({ etag: '"\ufffd"' }), 'holds'],
  ] as const)('%s', (_, field, current, expected) => {
    for (const read of [true, false]) expect(ifNoneMatch(field, current, read)).toBe(expected)
  })

  test.each([
    ['another variant', '"7~de"', html, 'holds', 'fails'],
    ['the version, where a variant is selected', '"7"', html, 'holds', 'fails'],
    ['any variant, where none is selected', 'W/"7~de"', v7, 'holds', 'fails'],
    ['the selected variant', '"7~html"', html, 'fails', 'fails'],
    ['a version that begins alike', '"7.1"', v7, 'holds', 'holds'],
    ['the beginning of a tag made elsewhere', '"a"', currentOf({ etag: '"a~b"' }), 'holds', 'holds'],
  ] as const)('compares the whole tag on reads, the state on writes: %s', (_, field, current, read, write) => {
    expect([ifNoneMatch(field, current, true), ifNoneMatch(field, current, false)]).toEqual([read, write])
  })
})
