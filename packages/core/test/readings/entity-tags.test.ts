import {
  decide,
  entityTag,
  evaluatePreconditions,
  evaluateRange,
  formatEntityTag,
  parseEntityTag,
  parseEntityTagList,
  strongMatch,
  weakMatch,
} from '@ifmatch/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { GET, PUT, request } from '../support/request.ts'
import { v1 } from '../support/state.ts'

const strong = (opaque: string) => ({ weak: false, opaque })
const weak = (opaque: string) => ({ weak: true, opaque })

describe('READINGS 10: what is a list of tags', () => {
  test.each([
    ['empty elements', '"a",, "b"', [strong('a'), strong('b')]],
    ['empty elements at both ends', ', "a" ,', [strong('a')]],
    ['tabs around commas', '"a"\t,\t"b"', [strong('a'), strong('b')]],
    ['no blanks', '"a","b"', [strong('a'), strong('b')]],
    ['many blanks', '"a"   ,   W/"b"', [strong('a'), weak('b')]],
    ['an empty tag', '""', [strong('')]],
    ['an empty weak tag', 'W/""', [weak('')]],
    ['a comma inside', '"a,b"', [strong('a,b')]],
    ['a comma and a quote-like W/ inside', '"a,W/b", "c"', [strong('a,W/b'), strong('c')]],
    ['a backslash inside', '"a\\", "b"', [strong('a\\'), strong('b')]],
    ['a star inside', '"*"', [strong('*')]],
    ['obs-text inside', '"\u00e9\u00ff\u0080"', [strong('\u00e9\u00ff\u0080')]],
    ['characters beyond U+00FF inside', '"\u2212\u{1f600}"', [strong('\u2212\u{1f600}')]],
    [
      'every visible character',
      '"!#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"',
      [strong("!#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~")],
    ],
  ])('READINGS 10: %s', (_, field, due) => {
    expect(parseEntityTagList(field)).toEqual(due)
  })

  test.each([
    ['a space', '"a b"'],
    ['a tab', '"a\tb"'],
    ['DEL', '"a\u007fb"'],
    ['NUL', '"a\u0000b"'],
    ['a control', '"a\u001fb"'],
    ['a line feed', '"a\nb"'],
  ])('READINGS 10, CASES 57: %s inside a tag makes the list unreadable', (_, field) => {
    expect(parseEntityTagList(field)).toBe(null)
    expect(parseEntityTag(field)).toBe(null)
    expect(decide(PUT({ 'If-Match': field }), v1)).toMatchObject({ status: 412, reason: 'malformed' })
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field }), v1))).toBe('go on')
    expect(decide(GET({ 'If-None-Match': field }), v1, { unreadable: 'reject' }).status).toBe(400)
  })

  test.each(['"a\u000b", "b"', '"a"\u00a0, "b"', '"a"\n, "b"', '"a"\u000c,"b"'])(
    'READINGS 10: only SP and HTAB are blanks around a comma (%j)',
    (field) => {
      expect(parseEntityTagList(field)).toBe(null)
    },
  )

  test.each([' "v1"', '"v1" ', '\t"v1"\t', ' "x" , "v1" '])('READINGS 10: blanks around the list: %j', (field) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field }), v1))).toBe(304)
  })

  test('READINGS 10: W/ is case-sensitive', () => {
    expect(parseEntityTag('w/"a"')).toBe(null)
    expect(parseEntityTag('W/"a"')).toEqual(weak('a'))
  })

  test('READINGS 10: a tag that holds a comma is compared whole', () => {
    const state = { etag: '"v6,v7"' }
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"v6,v7"' }), state))).toBe(304)
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"v6", "v7"' }), state))).toBe('go on')
  })

  test.each(['*', '', '"a", "b"', '"a",', 'a', '"a', '"a"b', 'W/"a', '""""'])('parseEntityTag(%s) is null', (field) => {
    expect(parseEntityTag(field)).toBe(null)
  })
})

describe('CASES 58: characters beyond ASCII', () => {
  test('CASES 58: a listed tag with U+FFFD in it matches nothing: 412 and 412', () => {
    for (const current of ['"\u00e9"', '"\u00e8"', '"\ufffd"']) {
      const state = { etag: current }
      expect(decide(PUT({ 'If-Match': '"\ufffd"' }), state)).toMatchObject({ status: 412, reason: 'mismatch' })
      expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"\ufffd"' }), state))).toBe('go on')
      expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"a\ufffdb"' }), { etag: '"a\ufffdb"' }))).toBe(412)
    }
  })

  test('CASES 58: the readable tags beside it still count', () => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"\ufffd", "v1"' }), v1))).toBe('go on')
  })

  test('CASES 58: a tag handed over with obs-text is compared as it is', () => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"\u00e9"' }), { etag: '"\u00e9"' }))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"\u00e8"' }), { etag: '"\u00e9"' }))).toBe(412)
  })

  test.each(['\u00e9', '\\', '"', '\u007f', ' ', '\t', '~', '\u2212', 'a b', 'a\u0000', '7~html'])(
    'CASES 58, TRAP: entityTag(%j) is refused: a tag checks its own characters',
    (opaque) => {
      expect(() => entityTag(opaque)).toThrow(TypeError)
      expect(() => entityTag(opaque, { weak: true })).toThrow(TypeError)
    },
  )

  test('entityTag makes what the field then carries', () => {
    expect(entityTag('v1')).toEqual(strong('v1'))
    expect(formatEntityTag(entityTag('v1'))).toBe('"v1"')
    expect(formatEntityTag(entityTag('v1', { weak: true }))).toBe('W/"v1"')
  })

  test('every tag that we make survives the wire', () => {
    const codes = Array.from({ length: 0x7e - 0x21 }, (_, n) => String.fromCharCode(0x21 + n))
    const ours = codes.filter((character) => character !== '"' && character !== '\\')
    const opaques = fc.array(fc.constantFrom(...ours)).map((characters) => characters.join(''))
    fc.assert(
      fc.property(opaques, fc.boolean(), (opaque, isWeak) => {
        const tag = entityTag(opaque, { weak: isWeak })
        expect(parseEntityTag(formatEntityTag(tag))).toEqual(tag)
        expect(parseEntityTagList(`${formatEntityTag(tag)}, "x"`)).toEqual([tag, strong('x')])
      }),
    )
  })
})

describe('READINGS 12: which comparison', () => {
  // RFC 9110, Section 8.8.3.2, Table 3.
  test.each([
    ['W/"1"', 'W/"1"', false, true],
    ['W/"1"', 'W/"2"', false, false],
    ['W/"1"', '"1"', false, true],
    ['"1"', '"1"', true, true],
    ['"1"', '"2"', false, false],
    ['"a"', '"A"', false, false],
  ])('READINGS 12: %s and %s', (a, b, strongly, weakly) => {
    const [left, right] = [parseEntityTag(a)!, parseEntityTag(b)!]
    expect([strongMatch(left, right), strongMatch(right, left)]).toEqual([strongly, strongly])
    expect([weakMatch(left, right), weakMatch(right, left)]).toEqual([weakly, weakly])
  })

  const weakState = { version: 'v1', weak: true } as const
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'])('READINGS 12: If-Match is strong on %s', (method) => {
    expect(outcome(evaluatePreconditions(request(method, { 'If-Match': 'W/"v1"' }), v1))).toBe(412)
    expect(outcome(evaluatePreconditions(request(method, { 'If-Match': '"v1"' }), weakState))).toBe(412)
    expect(outcome(evaluatePreconditions(request(method, { 'If-Match': 'W/"v1"' }), weakState))).toBe(412)
    expect(outcome(evaluatePreconditions(request(method, { 'If-Match': '"v1"' }), v1))).toBe('go on')
  })

  test.each([
    ['GET', 304],
    ['HEAD', 304],
    ['QUERY', 304],
    ['PUT', 412],
    ['PATCH', 412],
    ['POST', 412],
    ['DELETE', 412],
  ])('READINGS 12: If-None-Match is weak on %s: %i', (method, due) => {
    expect(outcome(evaluatePreconditions(request(method, { 'If-None-Match': 'W/"v1"' }), v1))).toBe(due)
    expect(outcome(evaluatePreconditions(request(method, { 'If-None-Match': '"v1"' }), weakState))).toBe(due)
    expect(outcome(evaluatePreconditions(request(method, { 'If-None-Match': 'W/"v1"' }), weakState))).toBe(due)
  })

  test.each([
    ['"v1"', v1, 206],
    ['W/"v1"', v1, 200],
    ['"v1"', weakState, 200],
    ['W/"v1"', weakState, 200],
  ] as const)('READINGS 12: If-Range: %s is strong', (field, state, due) => {
    expect(evaluateRange(GET({ Range: 'bytes=0-4', 'If-Range': field }), state, 100).status).toBe(due)
  })
})
