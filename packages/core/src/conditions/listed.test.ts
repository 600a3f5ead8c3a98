import { describe, expect, test } from 'vitest'
import { currentOf } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { type IfMatchMode, listingOf, lists } from './listed.ts'

/** What is compared, the representation or its state, and how. */
const comparisons: Record<string, readonly [read: boolean, mode: IfMatchMode]> = {
  isWhole: [true, 'version'],
  isState: [false, 'version'],
  isWholeStrongly: [true, 'strong'],
  isStateStrongly: [false, 'strong'],
  isStateRewritten: [false, 'intermediaries'],
}

/** The comparisons that accept one opaque tag, as it stands somewhere in a field. */
function accepting(validators: Validators, opaque: string, weak = false): string[] {
  const field = `"other", ${weak ? 'W/' : ''}"${opaque}"`
  const current = currentOf(validators)
  return Object.entries(comparisons)
    .filter(([, [read, mode]]) => listingOf(field, current, read, mode) === 'listed')
    .map(([name]) => name)
}

const all = Object.keys(comparisons)
const ofStates = ['isState', 'isStateStrongly', 'isStateRewritten']
const ofVersions = { version: 7 }
const ofVariants = { version: 7, variant: 'html' }

describe('a strong tag in the field', () => {
  test.each<[string, Validators, string, string[]]>([
    ['the version', ofVersions, '7', all],
    ['a variant of the version', ofVersions, '7~html', ofStates],
    ['a variant with a tilde', ofVersions, '7~de~gzip', ofStates],
    ['an empty variant', ofVersions, '7~', ofStates],
    ['the selected variant', ofVariants, '7~html', all],
    ['another variant', ofVariants, '7~de', ofStates],
    ['the version of the selected variant', ofVariants, '7', ofStates],
    ['a longer version', ofVersions, '77', []],
    ['a shorter version', { version: 77 }, '7', []],
    ['a version of the same length', ofVersions, '8', []],
    ['a version that ends alike', ofVersions, '17', []],
    ['no text', ofVersions, '', []],
    ['the empty version', { version: '' }, '', all],
    ['any variant of the empty version', { version: '' }, '~html', ofStates],
    ['a tag made elsewhere', { etag: '"a~b"' }, 'a~b', all],
    ['the beginning of it', { etag: '"a~b"' }, 'a', []],
    ['a variant of it', { etag: '"a"' }, 'a~b', []],
    ['a tag where there is none', { exists: true }, '', []],
    ['a tag that lost bytes on its way', { etag: '"a\ufffd"' }, 'a\ufffd', []],
    ['a variant that lost some', ofVersions, '7~\ufffd', []],
    ['what a proxy makes of a version', ofVersions, '7-gzip', ['isStateRewritten']],
    ['with two dashes', ofVersions, '7--gzip', ['isStateRewritten']],
    ['and of brotli', ofVersions, '7-br', ['isStateRewritten']],
    ['and of a tag made elsewhere', { etag: '"a"' }, 'a-br', ['isStateRewritten']],
    ['and of a variant', ofVariants, '7~html-gzip', ofStates],
    ['and of a version that ends so itself', { version: 'v-gzip' }, 'v-gzip-gzip', ['isStateRewritten']],
    ['a version that ends so itself', { version: 'v-gzip' }, 'v-gzip', all],
    ['without what it ends with', { version: 'v-gzip' }, 'v', []],
    ['what two proxies made of it', ofVersions, '7-gzip-br', []],
    ['what a proxy makes of another version', ofVersions, '8-gzip', []],
    ['a suffix alone', { version: '' }, '-gzip', ['isStateRewritten']],
    ['a suffix that is longer than the tag', ofVersions, '-br', []],
    ['a suffix of nobody’s', ofVersions, '7-zstd', []],
    ['a suffix in capitals', ofVersions, '7-GZIP', []],
    ['a suffix in front', ofVersions, '-gzip7', []],
    ['a version that runs into the suffix', { version: '7-g' }, '7-gzip', []],
    ['a suffix with its bytes lost', ofVersions, '7\ufffd-gzip', []],
  ])('%s', (_, validators, opaque, names) => {
    expect(accepting(validators, opaque)).toEqual(names)
  })
})

describe('a weak tag in the field', () => {
  test.each<[string, Validators, string, string[]]>([
    ['is never strong', ofVersions, '7', ['isWhole', 'isState', 'isStateRewritten']],
    ['names a variant', ofVersions, '7~de', ['isState', 'isStateRewritten']],
    ['is one rewriting, a suffix would be two', ofVersions, '7-gzip', []],
    ['may be another version', ofVersions, '8', []],
  ])('%s', (_, validators, opaque, names) => {
    expect(accepting(validators, opaque, true)).toEqual(names)
  })
})

test.each([
  ['7', false],
  ['7', true],
])('a weak tag of ours guards nothing: %s listed, weak: %s', (opaque, listedWeak) => {
  expect(accepting({ version: 7, weak: true }, opaque, listedWeak)).toEqual(['isWhole', 'isState'])
})

test('a read by intermediaries compares as a strong one: they undo on writes alone', () => {
  for (const field of ['"7"', 'W/"7"', '"7-gzip"', '"7~html"', '"6"']) {
    const [strong, intermediaries] = (['strong', 'intermediaries'] as const).map((mode) =>
      listingOf(field, currentOf(ofVersions), true, mode),
    )
    expect([field, intermediaries]).toEqual([field, strong])
  }
})

test('bytes that were lost elsewhere in the field do not count', () => {
  const field = '"\ufffd", "7", "\ufffd"'
  for (const [read, mode] of Object.values(comparisons))
    expect(listingOf(field, currentOf({ version: 7 }), read, mode)).toBe('listed')
})

test('listingOf tells a star from a listed tag', () => {
  expect(
    ['*', '"7"', '"6"', '', 'oops'].map((field) => listingOf(field, currentOf(ofVersions), false, 'strong')),
  ).toEqual(['star', 'listed', 'unlisted', 'unlisted', 'unreadable'])
})

describe('lists, which asks for a text before it walks,', () => {
  const states: Validators[] = [
    ofVersions,
    ofVariants,
    { version: 7, weak: true },
    { version: '' },
    { version: '*' },
    { etag: '"7"' },
    { etag: 'W/"7~html"' },
    { etag: '"a\ufffd"' },
    { exists: true },
  ]
  const fields = ['7', '7~html', '7~de', '7-gzip', '7--gzip', '7-br', '', '~', '-gzip', '*', 'a\ufffd', '6']
    .flatMap((opaque) => [`"${opaque}"`, `W/"${opaque}"`, `"6", "${opaque}"`, `"${opaque}", oops`])
    .concat('*', ' * ', '*, "7"', '')

  test('says of every field what the walk says', () => {
    for (const field of fields) {
      for (const state of states) {
        for (const [name, [read, mode]] of Object.entries(comparisons)) {
          const current = currentOf(state)
          const isListed = ['star', 'listed'].includes(listingOf(field, current, read, mode))
          expect([field, current.etag, name, lists(field, current, read, mode)]).toEqual([
            field,
            current.etag,
            name,
            isListed,
          ])
        }
      }
    }
  })
})
