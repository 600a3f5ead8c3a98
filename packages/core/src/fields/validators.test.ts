import { describe, expect, test } from 'vitest'
import { checkValidators, type Validators } from './validators.ts'

const date = new Date('2026-06-15T12:00:00Z')

/** A Date as another realm makes it: none of ours, but it can do the same. */
const foreignDate = { getTime: () => date.getTime() } as Date

const check = (selected: unknown) => () => checkValidators(selected as Validators)

describe('validators that say one thing', () => {
  test.each<[string, Validators]>([
    ['a version of text', { version: 'v7' }],
    ['a version of a number', { version: 7 }],
    ['the version 0', { version: 0 }],
    ['a version below zero', { version: -1 }],
    ['the largest safe version', { version: Number.MAX_SAFE_INTEGER }],
    ['the smallest one', { version: Number.MIN_SAFE_INTEGER }],
    ['a version of a bigint beyond them', { version: 2n ** 80n }],
    ['a version and a variant', { version: 7, variant: 'html' }],
    ['a variant with a tilde', { version: 7, variant: 'de~gzip' }],
    ['a weak version', { version: 7, weak: true }],
    ['a version that is said to be strong', { version: 7, weak: false }],
    ['a tag of text', { etag: '"v7"' }],
    ['a weak tag of text', { etag: 'W/"v7"' }],
    ['a tag with a tilde, made elsewhere', { etag: '"a~b"' }],
    ['a tag with what we never write', { etag: { weak: false, opaque: 'a\\b−' } }],
    ['a tag as an object', { etag: { weak: true, opaque: '' } }],
    ['a date', { lastModified: date }],
    ['a date of another realm', { lastModified: foreignDate }],
    ['the epoch', { lastModified: new Date(0) }],
    ['a strong date', { lastModified: date, dateIsStrong: true }],
    ['a tag and a date', { version: 7, lastModified: date }],
    ['that it is there', { exists: true }],
    ['that it is there, and its fields', { exists: true, headers: { vary: 'accept' } }],
    ['more than we ask for: a row', { version: 7, text: undefined, id: 1 } as Validators],
  ])('%s', (_, selected) => {
    expect(check(selected)).not.toThrow()
  })
})

describe('validators that say nothing', () => {
  test.each([
    ['null', null],
    ['undefined', undefined],
    ['7', 7],
    ['v7', 'v7'],
    ['=>', () => ({ version: 7 })],
  ])('%s in their place: null is for where nothing is there', (shown, selected) => {
    expect(check(selected)).toThrow(TypeError)
    expect(check(selected)).toThrow(shown)
    expect(check(selected)).toThrow(/^Cannot read validators: .*pass null where nothing is there$/)
  })

  test.each([
    ['no key at all', {}],
    ['fields alone', { headers: { vary: 'accept' } }],
    ['a promise of them', Promise.resolve({ version: 7 })],
    ['a list', [7]],
  ])('%s', (_, selected) => {
    expect(check(selected)).toThrow('none of version, etag, lastModified and exists is there')
  })

  test.each(['version', 'variant', 'weak', 'etag', 'exists', 'lastModified', 'dateIsStrong', 'headers'])(
    'a %s that is present and undefined',
    (key) => {
      const other = key === 'version' || key === 'variant' || key === 'weak' ? { etag: '"v7"' } : { version: 7 }
      expect(check({ ...other, [key]: undefined })).toThrow(TypeError)
      expect(check({ ...other, [key]: undefined })).toThrow(`${key} is present and undefined`)
    },
  )

  test('an undefined key that was inherited', () => {
    expect(check(Object.assign(Object.create({ etag: undefined }), { version: 7 }))).toThrow(
      'etag is present and undefined',
    )
  })
})

describe('a version', () => {
  test.each([
    ['with its quotes', '"v7"', '"\\"v7\\""'],
    ['with a tilde', '7~html', '"7~html"'],
    ['with a blank', 'a b', '"a b"'],
    ['with a letter beyond ASCII', 'é', '"é"'],
    ['that is no number', NaN, 'NaN'],
    ['without end', Infinity, 'Infinity'],
    ['that a number cannot tell from its neighbour', 2 ** 53, '9007199254740992'],
    ['of that kind below zero', -(2 ** 53), '-9007199254740992'],
    ['that is null', null, 'null'],
    ['that is true', true, 'true'],
    ['that is a Date', new Date(NaN), 'Invalid Date'],
  ])('%s is refused, and shown', (_, version, shown) => {
    expect(check({ version })).toThrow(TypeError)
    expect(check({ version })).toThrow(`Cannot read validators: version ${shown} `)
  })
})

describe('an etag', () => {
  test.each([
    ['without quotes', 'v7', '"v7"'],
    ['with one quote', '"v7', '"\\"v7"'],
    ['that is empty text', '', '""'],
    ['with a blank in it', '"a b"', '"\\"a b\\""'],
    ['that is a list', '"a", "b"', '"\\"a\\", \\"b\\""'],
    ['that is null', null, 'null'],
    ['that is a number', 7, '7'],
    ['without its strength', { opaque: 'v7' }, '[object Object]'],
    ['of another strength', { weak: 'yes', opaque: 'v7' }, '[object Object]'],
    ['without its text', { weak: false }, '[object Object]'],
    ['of a number as text', { weak: false, opaque: 7 }, '[object Object]'],
    ['that brings its quotes twice', { weak: false, opaque: '"v7"' }, '[object Object]'],
  ])('%s is refused, and shown', (_, etag, shown) => {
    expect(check({ etag })).toThrow(TypeError)
    expect(check({ etag })).toThrow(
      `Cannot read validators: etag ${shown} is no entity tag; quote it, or pass it as version`,
    )
  })
})

describe('a lastModified', () => {
  test.each([
    ['that is no date', new Date(NaN)],
    ['of a year with five digits', new Date(253402300800000)],
    ['before the year 0', new Date(-62167219200001)],
    ['that is text', 'Mon, 15 Jun 2026 12:00:00 GMT'],
    ['that is a number', date.getTime()],
    ['that is null', null],
    ['that is any object', {}],
  ])('%s is refused', (_, lastModified) => {
    expect(check({ lastModified })).toThrow(TypeError)
    expect(check({ version: 7, lastModified })).toThrow(/^Cannot read validators: lastModified .+ is no valid Date$/)
  })
})

describe('what does not go together', () => {
  test.each([
    ['exists: false', { exists: false }, 'exists is false; pass null where nothing is there'],
    ['exists: null', { exists: null, version: 7 }, 'exists is null; pass null'],
    ['a version and an etag', { version: 7, etag: '"7"' }, 'version and etag are two sources of one tag'],
    ['a variant of an etag', { etag: '"7"', variant: 'html' }, 'variant "html" needs a version'],
    ['a variant of a date', { lastModified: date, variant: 'html' }, 'variant "html" needs a version'],
    ['an empty variant', { version: 7, variant: '' }, 'variant "" needs'],
    ['a variant with a blank', { version: 7, variant: 'a b' }, 'variant "a b" needs'],
    ['a variant with a quote', { version: 7, variant: 'a"b' }, 'and visible ASCII without " \\'],
    ['a variant of a number', { version: 7, variant: 1 }, 'variant 1 needs'],
    ['a variant that is null', { version: 7, variant: null }, 'variant null needs'],
    ['weak beside an etag', { etag: '"7"', weak: true }, 'weak needs a version; an etag says it by W/'],
    ['weak beside a date', { lastModified: date, weak: true }, 'weak needs a version'],
  ])('%s', (_, selected, gist) => {
    expect(check(selected)).toThrow(TypeError)
    expect(check(selected)).toThrow(`Cannot read validators: `)
    expect(check(selected)).toThrow(gist)
  })
})

test('a mistake is shown whatever it is', () => {
  expect(check({ version: Object.create(null) })).toThrow(/^Cannot read validators: version /)
  expect(check({ etag: Symbol('v7') })).toThrow('etag Symbol(v7) is no entity tag')
})
