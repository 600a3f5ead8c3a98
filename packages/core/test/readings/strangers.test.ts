import {
  decide,
  evaluatePreconditions,
  evaluateRange,
  explain,
  parseEntityTag,
  parseEntityTagList,
  parseHttpDate,
  respond,
} from '@ifmatch/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { GET, PUT, request } from '../support/request.ts'
import { bare, dateOnly, document, lText, v1 } from '../support/state.ts'

const long = 1_000_000

/** 15 KB of blanks once blocked a server for 170 ms: with a square in it none of these would come back in time. */
const lengthy: readonly (readonly [string, string])[] = [
  ['blanks behind a tag', `"a"${' '.repeat(long)}x`],
  ['blanks in front of a tag', `${' '.repeat(long)}"a" x`],
  ['tabs between tags', `"a",${'\t'.repeat(long)}x`],
  ['blanks and commas', `${' ,'.repeat(long / 2)}x`],
  ['commas', `${','.repeat(long)}x`],
  ['quotes', `${'"'.repeat(long)}x`],
  ['an open quote', `"${'a'.repeat(long)}`],
  ['many open quotes', '"a,'.repeat(long / 3)],
  ['W/', 'W/'.repeat(long / 2)],
  ['a valid list, and then not', `${'"a", '.repeat(long / 5)}x`],
]

describe('TRAP: time is linear in the length of a field', () => {
  test.each(lengthy)('TRAP: %s', (_, field) => {
    expect(parseEntityTagList(field)).toBe(null)
    expect(decide(PUT({ 'If-Match': field }), v1).reason).toBe('malformed')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field }), v1))).toBe('go on')
    expect(parseEntityTag(field)).toBe(null)
    expect(parseHttpDate(field)).toBe(null)
  })

  test('TRAP: a long list that can be read', () => {
    const field = `${'"a" , '.repeat(long / 6)}"v1"`
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), v1))).toBe('go on')
    expect(parseEntityTagList(field)).toHaveLength(Math.floor(long / 6) + 1)
  })

  test.each([
    ['blanks', `bytes=0-1${' '.repeat(long)}x`],
    ['commas', `bytes=${','.repeat(long)}x`],
    ['digits', `bytes=${'9'.repeat(long)}-x`],
    ['ranges that overlap', `bytes=${'0-9,'.repeat(long / 4)}x`],
    ['ranges', `bytes=${Array.from({ length: 50_000 }, (_, n) => `${2 * n}-${2 * n}`).join(',')}`],
    [
      'ranges, backwards',
      `bytes=${Array.from({ length: 50_000 }, (_, n) => `${100_000 - 2 * n}-${100_000 - 2 * n}`).join(',')}`,
    ],
  ])('TRAP: Range of many %s', (_, field) => {
    expect(evaluateRange(GET({ Range: field }), v1, 1_000_000).status).toBe(200)
  })
})

describe('nothing that a client sends throws', () => {
  const pieces = fc.constantFrom(
    '"',
    'W/',
    '*',
    ',',
    ' ',
    '\t',
    'v1',
    '"v1"',
    '\u0000',
    '\u007f',
    '\u00e9',
    '\ufffd',
    '\ud800',
    lText,
    'GMT',
    '-',
    'bytes=',
    '0',
    '99',
  )
  const field = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((each) => each.join('')),
  )
  const names = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range', 'Range'] as const
  const fields = fc
    .array(fc.tuple(fc.constantFrom(...names), field), { maxLength: 4 })
    .map((pairs) => Object.fromEntries(pairs))
  const method = fc.oneof(
    fc.constantFrom('GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'),
    fc.string(),
  )
  const state = fc.constantFrom(v1, bare, dateOnly, { version: 'v1', weak: true }, { etag: '"\u00e9"' }, null)
  const options = fc.constantFrom(
    {},
    { unreadable: 'reject', require: true, ifMatch: 'intermediaries' } as const,
    { ifMatch: 'version' } as const,
  )

  test('evaluatePreconditions, decide, explain and evaluateRange', () => {
    fc.assert(
      fc.property(method, fields, state, options, (each, sent, selected, policy) => {
        const asked = request(each, sent)
        const status = evaluatePreconditions(asked, selected, policy)?.status ?? null
        const decision = decide(asked, selected, policy)
        expect(decision.status).toBe(status)
        const steps = explain(asked, selected, policy)
        for (const { outcome } of steps) expect(['holds', 'fails', 'ignored']).toContain(outcome)
        const failed = steps.filter(({ outcome, field }) => outcome === 'fails' && field !== 'If-Range')
        if (status === null) expect(failed).toEqual([])
        if (status === 304 || status === 412) expect(failed.map(({ field }) => field)).toEqual([decision.field])
        expect([200, 206, 416]).toContain(evaluateRange(asked, v1, 100).status)
      }),
      { numRuns: 500 },
    )
  })

  test('respond', async () => {
    await fc.assert(
      fc.asyncProperty(method, fields, async (each, sent) => {
        const { status } = await respond(request(each, sent), document().representation)
        expect([200, 206, 304, 400, 405, 412, 416]).toContain(status)
      }),
      { numRuns: 200 },
    )
  })
})
