import { describe, expect, test, vi } from 'vitest'
import { type Accepts, findListed, isStar, isUnreadable, parseEntityTagList } from './entity-tag-list.ts'

const strong = (...opaques: string[]) => opaques.map((opaque) => ({ weak: false, opaque }))

describe('parseEntityTagList', () => {
  test.each([
    ['one tag', '"a"', strong('a')],
    ['several, in their order, twice the same', '"b", "a", "b"', strong('b', 'a', 'b')],
    ['no blank behind the comma', '"a","b"', strong('a', 'b')],
    ['tabs and blanks around', ' \t"a" \t,\t "b"\t ', strong('a', 'b')],
    ['empty elements', ',, "a",, ,"b" ,', strong('a', 'b')],
    ['an empty value is an empty list', '', []],
    ['blanks alone', ' \t ', []],
    ['commas alone', ',, ,', []],
    ['the empty tag', '"", W/""', [...strong(''), { weak: true, opaque: '' }]],
    ['a weak one among strong ones', '"a", W/"b", "c"', [strong('a')[0], { weak: true, opaque: 'b' }, strong('c')[0]]],
    ['a comma is part of its tag', '"a,b", "c"', strong('a,b', 'c')],
    ['a backslash escapes nothing', '"a\\", "b"', strong('a\\', 'b')],
    ['a star inside a tag', '"*"', strong('*')],
    ['W/ inside a tag', '"W/"', strong('W/')],
    ['obs-text', '"\x80\xff"', strong('\x80\xff')],
    ['the star', '*', '*'],
    ['the star with blanks around', ' \t* ', '*'],
  ])('reads %s: %j', (_, field, list) => {
    expect(parseEntityTagList(field)).toEqual(list)
  })

  test.each([
    ['no quotes', 'a'],
    ['no opening quote', 'a"'],
    ['no closing quote', '"a'],
    ['a quote alone', '"'],
    ['a quote too many', '"a""'],
    ['single quotes', "'a'"],
    ['two tags without a comma', '"a" "b"'],
    ['two tags with nothing between', '"a""b"'],
    ['a weak tag right behind a tag', '"a"W/"b"'],
    ['a small w', 'w/"a"'],
    ['a blank after W/', 'W/ "a"'],
    ['a blank inside W/', 'W /"a"'],
    ['W without its slash', 'W"a"'],
    ['W/ at the end', '"a", W/'],
    ['W/ of a star', 'W/*'],
    ['W/ twice', 'W/W/"a"'],
    ['a semicolon between', '"a"; "b"'],
    ['a parameter', '"a";q=1'],
    ['a blank in a tag', '"a b"'],
    ['a tab in a tag', '"a\tb"'],
    ['DEL in a tag', '"a\x7fb"'],
    ['NUL in a tag', '"a\0b"'],
    ['a line break between', '"a",\r\n"b"'],
    ['a no-break space around', '\xa0"a"'],
    ['one bad member at the end', '"a", "b", c'],
    ['one bad member in front', 'c, "a"'],
    ['a star before a list', '*, "a"'],
    ['a star in a list', '"a", *'],
    ['two stars', '*, *'],
    ['two stars without a comma', '**'],
    ['a star and an empty element', '*,'],
    ['an empty element and a star', ', *'],
  ])('cannot read %s: %j', (_, field) => {
    expect(parseEntityTagList(field)).toBe(null)
  })

  test('a long list is read to its end', () => {
    const field = Array.from({ length: 5000 }, (_, n) => `"${n}"`).join(', ')
    expect(parseEntityTagList(field)).toHaveLength(5000)
    expect(parseEntityTagList(`${field}, x`)).toBe(null)
  })
})

test.each([
  ['*', true],
  [' *\t', true],
  ['', false],
  ['**', false],
  ['* *', false],
  ['a*', false],
  ['*a', false],
  ['*,', false],
  ['\xa0*', false],
  ['*\n', false],
  ['"*"', false],
])('%j is the star: %s', (field, expected) => {
  expect(isStar(field)).toBe(expected)
})

describe('findListed', () => {
  test.each([
    ['*', 'star'],
    ['"a", "b"', 'listed'],
    ['"b"', 'listed'],
    ['"a"', 'unlisted'],
    ['', 'unlisted'],
    ['"b", oops', 'unreadable'],
    ['oops, "b"', 'unreadable'],
  ] as const)('of %j asked for b: %s', (field, listing) => {
    expect(findListed(field, (start, end) => field.slice(start, end) === 'b')).toBe(listing)
  })

  test('hands over where each opaque tag stands, and whether it is weak', () => {
    const accepts = vi.fn<Accepts>(() => false)
    findListed(' "ab", W/"c"', accepts)
    expect(accepts.mock.calls).toEqual([
      [2, 4, false],
      [10, 11, true],
    ])
  })

  test('asks no further once it is found', () => {
    const accepts = vi.fn<Accepts>(() => true)
    expect(findListed('"a", "b", "c"', accepts)).toBe('listed')
    expect(accepts).toHaveBeenCalledTimes(1)
  })

  test('asks nobody about a star', () => {
    const accepts = vi.fn<Accepts>(() => true)
    findListed('*', accepts)
    expect(accepts).not.toHaveBeenCalled()
  })
})

test.each([
  [null, false],
  ['', false],
  ['*', false],
  ['"a", W/"b"', false],
  ['"a", oops', true],
  ['"a", *', true],
])('%j is unreadable: %s', (field, expected) => {
  expect(isUnreadable(field)).toBe(expected)
})
