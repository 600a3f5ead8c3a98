import { decide, evaluatePreconditions, evaluateRange, explain, isConditional, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { requestOf, type SentFields } from './oracle/requests.ts'
import { countSteps } from './oracle/steps.ts'
import { closely } from './random.ts'

const selected: Validators = {
  version: 'v1',
  lastModified: new Date(Date.UTC(2021, 5, 7, 8, 9, 10)),
  dateIsStrong: true,
}
const date = 'Mon, 07 Jun 2021 08:09:10 GMT'
const tags = ['if-match', 'if-none-match', 'if-range'] as const
const dates = ['if-modified-since', 'if-unmodified-since', 'if-range'] as const

type Shape = readonly [
  name: string,
  fields: readonly (keyof SentFields)[],
  piece: string,
  before?: string,
  after?: string,
]
/** One piece, again and again, between a beginning and an end. */
const shapes: readonly Shape[] = [
  ['blanks', tags, ' '],
  ['blanks between tags', tags, ' ', '"a"', ', "v1"'],
  ['blanks and tabs between commas', tags, ' \t,'],
  ['commas', tags, ','],
  ['quotes', tags, '"'],
  ['an open quote before tags', tags, '"a",', '"'],
  ['open quotes', tags, ',"a'],
  ['one open quote', tags, 'a', '"'],
  ['one long tag', tags, 'a', '"', '"'],
  ['one long tag of commas', tags, ',', '"', '"'],
  ['a valid list', tags, '"a", '],
  ['a valid list of tags that are nearly the current one', tags, '"v2", W/"v1-", "v1.1", '],
  ['a valid list of spellings', tags, '"v0-gzip", W/"v0", "v0--gzip", "v0-br", '],
  ['a list with a bad end', tags, '"a", ', '', 'x'],
  ['weak marks', tags, 'W/'],
  ['stars', tags, '*, '],
  ['dates', dates, `${date}, `],
  ['a date with a tail of blanks', dates, ' ', date],
  ['a date with a head of blanks', dates, ' ', '', date],
  ['a date with a tail of digits', dates, '0', date],
  ['weekdays', dates, 'Monday'],
  ['many ranges', ['range'], '0-1,', 'bytes='],
  ['many ranges of nothing', ['range'], '9999-,', 'bytes='],
  ['many ranges and a bad one', ['range'], '0-1,', 'bytes=', 'x'],
  ['long digits', ['range'], '9', 'bytes=0-'],
  ['long digits in front', ['range'], '1', 'bytes=', '-'],
  ['long zeros', ['range'], '0', 'bytes=-'],
  ['commas after bytes', ['range'], ',', 'bytes=', '0-1'],
  ['blanks after bytes', ['range'], ' ', 'bytes=', '0-1'],
  ['units', ['range'], 'bytes'],
]
const sized = ([, , piece, before = '', after = '']: Shape, size: number) =>
  `${before}${piece.repeat(Math.ceil(size / piece.length))}${after}`

/** What looks at one field, on a read or a write, whichever looks longer. */
function evaluate(field: keyof SentFields, text: string) {
  if (field === 'range' || field === 'if-range') {
    evaluateRange(requestOf('GET', { range: 'bytes=0-4', [field]: text }), selected, 100)
  } else if (field === 'if-match' || field === 'if-unmodified-since') {
    const write = requestOf('PUT', { [field]: text })
    isConditional(write)
    decide(write, selected, { ifMatch: 'intermediaries', require: true, unreadable: 'reject' })
    explain(write, selected)
  } else decide(requestOf('GET', { [field]: text }), selected)
}
// A character may be looked at a few times in each of the evaluations above.
const perCharacter = 20

const [shortest, longest] = [1_000, closely ? 1_000_000 : 250_000]

describe('the steps of an evaluation grow as the field does, from 1 KB to 1 MB, to a quarter of it where it is asked again', () => {
  test.each(shapes.map((shape) => ({ name: shape[0], shape })))(
    '$name',
    ({ shape }) => {
      for (const field of shape[1]) {
        const short = sized(shape, shortest)
        const long = sized(shape, longest)
        evaluate(field, short)
        const few = countSteps(() => evaluate(field, short))
        const many = countSteps(() => evaluate(field, long))
        // What the application says of itself may be looked at with an expression. What a client says may not.
        expect(many.longestMatched).toBeLessThan(20)
        expect(many.count).toBeLessThanOrEqual(1.2 * (longest / shortest) * few.count)
        expect(many.count).toBeLessThanOrEqual(perCharacter * long.length)
      }
    },
    30_000,
  )

  // No measurement: what is quadratic in a way that nobody counts would take minutes.
  test.each(shapes.map((shape) => ({ name: shape[0], shape })))(
    'and a megabyte of it is answered: $name',
    ({ shape }) => {
      for (const field of shape[1]) {
        const fields = { range: 'bytes=0-4', [field]: sized(shape, 1_000_000) }
        const answer = evaluatePreconditions(requestOf(field === 'if-match' ? 'PUT' : 'GET', fields), selected)
        expect([null, 304, 412]).toContain(answer?.status ?? null)
      }
    },
    15_000,
  )
})

describe('the counting', () => {
  const list = sized(['', [], '"a", '], 1_000)
  test('sees every character of a list that the engine reads', () => {
    const steps = countSteps(() => decide(requestOf('PUT', { 'if-match': list }), selected))
    expect(steps.count).toBeGreaterThan(list.length)
  })
  test('sees a loop in a loop, a split by an expression, digits read exactly', () => {
    const quadratic = (text: string) => {
      for (let at = 0; at < text.length; at++) text.slice(at)
    }
    expect(countSteps(() => quadratic(list)).count).toBeGreaterThan(list.length ** 2 / 3)
    expect(countSteps(() => list.split(/\s*,\s*/)).longestMatched).toBe(list.length)
    expect(countSteps(() => BigInt('9'.repeat(1_000))).count).toBeGreaterThan(900_000)
  })
  test('puts everything back, also after an exception', () => {
    const before = String.prototype.charCodeAt
    const numbers = Number
    expect(() => countSteps(() => JSON.parse('{'))).toThrow(SyntaxError)
    expect(String.prototype.charCodeAt).toBe(before)
    expect(Number).toBe(numbers)
  })
})
