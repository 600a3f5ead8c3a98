import { describe, expect, test } from 'vitest'
import { currentOf } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { ifMatch, whyIfMatchFails } from './if-match.ts'
import type { IfMatchMode } from './listed.ts'

const v7 = currentOf({ version: 7 })
const html = currentOf({ version: 7, variant: 'html' })
const weak = currentOf({ version: 7, weak: true })
const made = currentOf({ etag: '"v7~a"' })
const bare = currentOf({ exists: true })
const modes: readonly IfMatchMode[] = ['strong', 'intermediaries', 'version']

describe('ifMatch, whatever the mode', () => {
  test.each([
    ['is ignored where it is absent', null, v7, 'ignored'],
    ['is ignored where it is absent and nothing is there', null, null, 'ignored'],
    ['fails where nothing is there', '"7"', null, 'fails'],
    ['fails on * where nothing is there', '*', null, 'fails'],
    ['holds on *', '*', v7, 'holds'],
    ['holds on * without a tag: it is about existence', '*', bare, 'holds'],
    ['holds on * with a weak tag', '*', weak, 'holds'],
    ['fails on a list where there is no tag', '"7"', bare, 'fails'],
    ['fails on an empty tag where there is no tag', '""', bare, 'fails'],
    ['holds on the current tag', '"7"', v7, 'holds'],
    ['holds on the current tag among others', '"6", "7", "8"', v7, 'holds'],
    ['holds on the whole tag of a variant', '"7~html"', html, 'holds'],
    ['fails on another tag', '"6"', v7, 'fails'],
    ['fails on a tag that begins alike', '"7.1"', v7, 'fails'],
    ['fails on a tag that is the beginning', '"7~"', made, 'fails'],
    ['fails on an empty value', '', v7, 'fails'],
    ['fails on what cannot be read, whatever else it lists', '"7", oops', v7, 'fails'],
    ['fails on a star in a list', '"7", *', v7, 'fails'],
  ] as const)('%s', (_, field, current, expected) => {
    for (const mode of modes) {
      for (const read of [true, false])
        expect([mode, read, ifMatch(field, current, read, mode)]).toEqual([mode, read, expected])
    }
  })
})

describe('ifMatch compares by its mode', () => {
  const answers = (field: string, validators: Validators, read: boolean) =>
    modes.map((mode) => ifMatch(field, currentOf(validators), read, mode)).join(' ')

  test.each([
    ['a weak twin in the field', 'W/"7"', { version: 7 }, 'fails holds holds'],
    ['a weak tag of ours', 'W/"7"', { version: 7, weak: true }, 'fails fails holds'],
    ['a weak tag of ours, listed as a strong one', '"7"', { version: 7, weak: true }, 'fails fails holds'],
    ['what gzip makes of a tag', '"7-gzip"', { version: 7 }, 'fails holds fails'],
    ['what Jetty makes of it', '"7--gzip"', { version: 7 }, 'fails holds fails'],
    ['what brotli makes of it', '"7-br"', { version: 7 }, 'fails holds fails'],
    ['a variant of the version', '"7~de"', { version: 7 }, 'holds holds holds'],
    ['the version where a variant is selected', '"7"', { version: 7, variant: 'html' }, 'holds holds holds'],
    ['a weak variant', 'W/"7~de"', { version: 7 }, 'fails holds holds'],
    ['a variant of another version', '"6~html"', { version: 7, variant: 'html' }, 'fails fails fails'],
    ['the beginning of a tag made elsewhere', '"v7"', { etag: '"v7~a"' }, 'fails fails fails'],
  ] as const)('on writes: %s', (_, field, validators, expected) => {
    expect(answers(field, validators, false)).toBe(expected)
  })

  test.each([
    ['a weak twin in the field', 'W/"7"', { version: 7 }, 'fails fails holds'],
    ['a weak tag of ours', '"7"', { version: 7, weak: true }, 'fails fails holds'],
    ['what gzip makes of a tag', '"7-gzip"', { version: 7 }, 'fails fails fails'],
    ['another variant of the version', '"7~de"', { version: 7, variant: 'html' }, 'fails fails fails'],
    ['the version where a variant is selected', '"7"', { version: 7, variant: 'html' }, 'fails fails fails'],
  ] as const)('on reads, by the whole tag: %s', (_, field, validators, expected) => {
    expect(answers(field, validators, true)).toBe(expected)
  })
})

describe('whyIfMatchFails', () => {
  test.each([
    ['nothing is there', '"7"', null, 'strong', 'no-representation'],
    ['nothing is there, and the field is unreadable', 'oops', null, 'strong', 'no-representation'],
    ['another tag', '"6"', v7, 'strong', 'mismatch'],
    ['no tag of ours', '"6"', bare, 'strong', 'mismatch'],
    ['an empty list', '', v7, 'strong', 'mismatch'],
    ['an empty list beside a weak tag of ours', '', weak, 'strong', 'mismatch'],
    ['it cannot be read', '"6", oops', v7, 'strong', 'malformed'],
    ['it cannot be read, and our tag is weak', '"7", oops', weak, 'strong', 'malformed'],
    ['our own tag is weak', '"7"', weak, 'strong', 'weak'],
    ['our own tag is weak, and another is listed', '"6"', weak, 'strong', 'weak'],
    ['our own tag is weak, whatever proxies do', 'W/"7"', weak, 'intermediaries', 'weak'],
    ['a proxy put W/ before it', 'W/"7"', v7, 'strong', 'weakened-by-intermediary'],
    ['a proxy put -gzip behind it', '"6", "7-gzip"', v7, 'strong', 'weakened-by-intermediary'],
    ['two proxies did', 'W/"7-gzip"', v7, 'strong', 'mismatch'],
    ['proxies are allowed for, and it is another', '"6"', v7, 'intermediaries', 'mismatch'],
    ['weak tags are allowed for, and it is another', 'W/"6"', weak, 'version', 'mismatch'],
    ['in that mode nobody speaks of proxies', '"7-gzip"', v7, 'version', 'mismatch'],
    ['nor hides that it cannot be read', 'oops', weak, 'version', 'malformed'],
  ] as const)('of a write: %s', (_, field, current, mode, expected) => {
    expect(whyIfMatchFails(field, current, false, mode)).toBe(expected)
  })

  test('of a read it never blames a proxy: nothing undoes there what proxies do', () => {
    expect(whyIfMatchFails('W/"7"', v7, true, 'strong')).toBe('mismatch')
    expect(whyIfMatchFails('"7-gzip"', v7, true, 'intermediaries')).toBe('mismatch')
  })
})
