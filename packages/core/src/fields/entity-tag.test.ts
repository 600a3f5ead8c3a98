import { describe, expect, test } from 'vitest'
import {
  entityTag,
  formatEntityTag,
  isTagCharacter,
  isWritable,
  parseEntityTag,
  strongMatch,
  weakMatch,
} from './entity-tag.ts'

const characters = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code))
const isVisible = (character: string) => character > ' ' && character < '\x7f'

describe('entityTag', () => {
  test('is strong unless told otherwise', () => {
    expect(entityTag('v7')).toEqual({ weak: false, opaque: 'v7' })
    expect(entityTag('v7', {})).toEqual({ weak: false, opaque: 'v7' })
    expect(entityTag('v7', { weak: true })).toEqual({ weak: true, opaque: 'v7' })
  })

  test('may be empty', () => {
    expect(formatEntityTag(entityTag(''))).toBe('""')
  })

  test.each([
    ['its own quotes', '"v7"'],
    ['a weak tag as text', 'W/"v7"'],
    ['a tilde, which is kept for variants', '7~html'],
    ['a backslash', 'a\\b'],
    ['a blank', 'a b'],
    ['a blank at the end', 'v7 '],
    ['a line break at the end', 'v7\n'],
    ['a letter beyond ASCII', 'é'],
    ['DEL', 'v\x7f7'],
  ])('refuses %s, and shows what it was given', (_, opaque) => {
    expect(() => entityTag(opaque)).toThrow(TypeError)
    expect(() => entityTag(opaque)).toThrow(JSON.stringify(opaque))
  })

  test.each([[7], [7n], [null], [undefined]])('refuses %s, which is no text', (opaque) => {
    expect(() => entityTag(opaque as never)).toThrow(/^Cannot make an entity tag: /)
  })
})

describe('what may stand in a tag', () => {
  test('we write visible ASCII but " \\ ~, and nothing else', () => {
    const written = characters.filter((character) => isWritable(character))
    expect(written).toEqual(characters.filter((character) => isVisible(character) && !'"\\~'.includes(character)))
  })

  test('behind a version we write ~ too', () => {
    const written = characters.filter((character) => isWritable(character, true))
    expect(written).toEqual(characters.filter((character) => isVisible(character) && !'"\\'.includes(character)))
  })

  test('every character counts, not the first or the last alone', () => {
    for (const text of ['"ab', 'a"b', 'ab"']) expect([isWritable(text), isWritable(text, true)]).toEqual([false, false])
  })

  test('we read anything but controls, blank, quote and DEL', () => {
    const read = characters.filter((character) => isTagCharacter(character.charCodeAt(0)))
    expect(read).toEqual(characters.filter((character) => character > ' ' && character !== '"' && character !== '\x7f'))
    expect(isTagCharacter(0xffff)).toBe(true)
  })

  test('the end of the text is no character', () => {
    expect(isTagCharacter(''.charCodeAt(0))).toBe(false)
  })
})

describe('parseEntityTag', () => {
  test.each([
    ['"v7"', { weak: false, opaque: 'v7' }],
    ['W/"v7"', { weak: true, opaque: 'v7' }],
    ['""', { weak: false, opaque: '' }],
    ['W/""', { weak: true, opaque: '' }],
    ['"W/"', { weak: false, opaque: 'W/' }],
    ['"a,b"', { weak: false, opaque: 'a,b' }],
    ['"a\\b~c*"', { weak: false, opaque: 'a\\b~c*' }],
    ['"\x80é\ufffd−"', { weak: false, opaque: '\x80é\ufffd−' }],
  ])('reads %j', (field, tag) => {
    expect(parseEntityTag(field)).toEqual(tag)
  })

  test.each([
    ...['', '"', '""" ', '"""', 'W/', 'W/"', 'W', 'v7', '"v7', 'v7"', 'W"v7"', 'w/"v7"', 'W/ "v7"', 'W/W/"v7"'],
    ...[' "v7"', '"v7" ', '"a b"', '"a\tb"', '"a\x7fb"', '"a\0b"', '"a\nb"', '"a"b"', '"a", "b"', '*', "'v7'", '“v7”'],
  ])('reads no tag in %j', (field) => {
    expect(parseEntityTag(field)).toBe(null)
  })
})

describe('formatEntityTag', () => {
  test.each([
    [{ weak: false, opaque: 'v7' }, '"v7"'],
    [{ weak: true, opaque: 'v7' }, 'W/"v7"'],
    [{ weak: true, opaque: 'a\\b~é' }, 'W/"a\\b~é"'],
  ])('writes %j', (tag, text) => {
    expect(formatEntityTag(tag)).toBe(text)
  })

  test.each(['"v7"', 'a b', '\r\nSet-Cookie: a=b', '\x7f'])('writes no tag that nobody could read: %j', (opaque) => {
    expect(() => formatEntityTag({ weak: false, opaque })).toThrow(TypeError)
    expect(() => formatEntityTag({ weak: true, opaque })).toThrow(JSON.stringify(opaque))
  })
})

// The table of Section 8.8.3.2, and tags that differ by a letter's case.
test.each([
  ['W/"1"', 'W/"1"', false, true],
  ['W/"1"', 'W/"2"', false, false],
  ['W/"1"', '"1"', false, true],
  ['"1"', 'W/"1"', false, true],
  ['"1"', '"1"', true, true],
  ['"1"', '"2"', false, false],
  ['"a"', '"A"', false, false],
])('%s and %s match strongly: %s, weakly: %s', (a, b, strongly, weakly) => {
  const [first, second] = [parseEntityTag(a)!, parseEntityTag(b)!]
  expect([strongMatch(first, second), weakMatch(first, second)]).toEqual([strongly, weakly])
})
