import { decide, evaluatePreconditions, explain, prepare, validatorFields, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf, outcome } from '../support/answer.ts'
import { GET, PUT } from '../support/request.ts'
import { bare, dateOnly, L, lText, v1 } from '../support/state.ts'

const oneSentence = expect.stringMatching(/^[^\n:]+: [^\n]+$/)

const uses: readonly (readonly [string, (state: Validators) => unknown])[] = [
  ['evaluatePreconditions', (state) => evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state)],
  ['evaluatePreconditions of a plain request', (state) => evaluatePreconditions(GET(), state)],
  ['evaluatePreconditions by date', (state) => evaluatePreconditions(PUT({ 'If-Unmodified-Since': lText }), state)],
  ['decide', (state) => decide(PUT({ 'If-Match': '"v1"' }), state)],
  ['explain', (state) => explain(GET({ 'If-None-Match': '"v1"' }), state)],
  ['validatorFields', validatorFields],
  ['prepare', prepare],
]

/** What JavaScript, or a cast, may hand over although the types forbid it. */
const untyped = (value: unknown): Validators => value as Validators

const forgotten: readonly (readonly [string, unknown])[] = [
  ['version: undefined', { version: undefined }],
  ['etag: undefined', { etag: undefined }],
  ['lastModified: undefined', { lastModified: undefined }],
  ['exists: undefined', { exists: undefined }],
  ['etag: undefined beside a date', { etag: undefined, lastModified: L }],
  ['lastModified: undefined beside a version', { version: 7, lastModified: undefined }],
  ['variant: undefined', { version: 7, variant: undefined }],
  ['weak: undefined', { version: 7, weak: undefined }],
  ['dateIsStrong: undefined', { ...dateOnly, dateIsStrong: undefined }],
  ['headers: undefined', { version: 7, headers: undefined }],
  ['nothing at all', {}],
  ['undefined', undefined],
]

const wrong: readonly (readonly [string, unknown])[] = [
  ['an etag without quotes', { etag: 'v1' }],
  ['an etag with one quote', { etag: '"v1' }],
  ['a weak etag without quotes', { etag: 'W/v1' }],
  ['a small w', { etag: 'w/"v1"' }],
  ['an empty etag', { etag: '' }],
  ['a star', { etag: '*' }],
  ['two etags', { etag: '"a", "b"' }],
  ['an etag with a space', { etag: '"a b"' }],
  ['an etag with a line feed', { etag: '"a\nb"' }],
  ['an etag object with a quote', { etag: { weak: false, opaque: 'a"b' } }],
  ['a version with ~', { version: '7~html' }],
  ['a version with quotes', { version: '"7"' }],
  ['a version with a space', { version: '7 8' }],
  ['a version with a backslash', { version: '7\\8' }],
  ['a version with DEL', { version: '7\u007f' }],
  ['a version beyond ASCII', { version: 'caf\u00e9' }],
  ['a variant with a space', { version: 7, variant: 'a b' }],
  ['a variant with a quote', { version: 7, variant: 'a"b' }],
  ['a variant beyond ASCII', { version: 7, variant: 'caf\u00e9' }],
  ['a version and a tag, two sources of one truth', { version: 7, etag: '"7"' }],
  ['TRAP: a minus sign that is not ASCII', { version: '\u22121' }],
  ['a date that no field can carry', { lastModified: new Date(Date.UTC(10000, 0, 1)) }],
  ['an invalid date', { lastModified: new Date(Number.NaN) }],
]

describe.each(uses)('what the author forgot is thrown by %s', (_, use) => {
  test.each([...forgotten, ...wrong])('%s', (_, state) => {
    expect(() => use(untyped(state))).toThrow(TypeError)
    expect(() => use(untyped(state))).toThrow(expect.objectContaining({ message: oneSentence }))
  })
})

describe('what is allowed', () => {
  test.each([
    ['a tag with all that Section 8.8.3 allows', { etag: '"!#~\\,\u0080\u00e9"' }],
    ['an empty tag', { etag: '""' }],
    ['a version of punctuation', { version: "!#$%&'()*+,-./:;<=>?@[]^_`{|}" }],
    ['a bigint', { version: 12345678901234567890n }],
    ['a date of zero', { lastModified: new Date(0) }],
    ['the last second that a field can carry', { lastModified: new Date(Date.UTC(9999, 11, 31, 23, 59, 59)) }],
    ['existence alone', bare],
  ] as const)('%s', (_, state) => {
    for (const [, use] of uses.slice(0, 5)) expect(() => use(state)).not.toThrow()
    expect(() => prepare(state)).not.toThrow()
  })

  test('null, there without validators, and a date are three different things', () => {
    const star = PUT({ 'If-Match': '*' })
    expect([null, bare, dateOnly].map((state) => outcome(evaluatePreconditions(star, state)))).toEqual([
      412,
      'go on',
      'go on',
    ])
    const dated = PUT({ 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' })
    expect([null, bare, dateOnly].map((state) => outcome(evaluatePreconditions(dated, state)))).toEqual([
      'go on',
      'go on',
      412,
    ])
  })
})

describe('validatorFields', () => {
  test('gives ETag, Last-Modified and the fields, for a 200 or 201 made by hand', () => {
    const fields = validatorFields({ ...v1, headers: { 'Cache-Control': 'no-cache', Vary: 'Accept' } })
    expect([...fields].map(([name, value]) => [name.toLowerCase(), value]).sort()).toEqual([
      ['cache-control', 'no-cache'],
      ['etag', '"v1"'],
      ['last-modified', lText],
      ['vary', 'Accept'],
    ])
  })

  test('gives none where there are none', () => {
    expect([...validatorFields(bare)]).toEqual([])
  })

  test('cuts milliseconds', () => {
    expect(validatorFields({ lastModified: new Date(L.getTime() + 999) }).get('Last-Modified')).toBe(lText)
  })

  test('makes new Headers each time', () => {
    const state = prepare({ ...v1, headers: { Vary: 'Accept' } })
    validatorFields(state).set('Vary', 'changed')
    expect(fieldsOf(new Response(null, { headers: validatorFields(state) }), ['Vary', 'ETag'])).toEqual({
      Vary: 'Accept',
      ETag: '"v1"',
    })
  })
})

describe('prepare', () => {
  test('gives a frozen copy that says the same', () => {
    const state = { version: 7, lastModified: L, body: () => 'x', type: 'text/plain' }
    const prepared = prepare(state)
    expect(prepared).not.toBe(state)
    expect(Object.isFrozen(prepared)).toBe(true)
    expect([prepared.version, prepared.lastModified, prepared.type, prepared.body()]).toEqual([7, L, 'text/plain', 'x'])
    expect(Object.isFrozen(state)).toBe(false)
  })

  test('what changes the original later does not change it', () => {
    const state: { version: number; lastModified: Date } = { version: 7, lastModified: new Date(L) }
    const prepared = prepare(state)
    state.version = 8
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"7"' }), prepared))).toBe(304)
  })

  test('a copy of a prepared one that differs is evaluated as what it says', () => {
    const next = { ...prepare({ version: 7 }), version: 8 }
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"7"' }), next))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"8"' }), next))).toBe(304)
  })

  test('preparing twice is preparing once', () => {
    const twice = prepare(prepare(v1))
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), twice))).toBe(304)
  })
})
