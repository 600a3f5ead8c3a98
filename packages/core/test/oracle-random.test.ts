import { decide, evaluatePreconditions, evaluateRange, explain, isConditional } from '@ifmatch/core'
import type { RequestLike, Validators } from '@ifmatch/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spelled } from './oracle/examples.ts'
import { firstFailure, path, pathTold } from './oracle/path.ts'
import { verdict, type Policy } from './oracle/precedence.ts'
import { fieldsRead, headersOf, requestOf } from './oracle/requests.ts'
import { spelledRanges } from './oracle/range-examples.ts'
import { anyFields, anyMethod, anyPolicy, anySelected, patience, runs, wildFields } from './random.ts'
import { rangeVerdict } from './range-oracle.ts'

function agrees(request: RequestLike, selected: Validators | null, policy: Policy) {
  const fields = fieldsRead(request)
  const due = verdict(request.method, fields, selected, policy)
  const before = `${request.method} is answered ${spelled(due)}`
  expect(`${request.method} is answered ${spelled(decide(request, selected, policy))}`).toBe(before)
  expect(evaluatePreconditions(request, selected, policy)?.status ?? null).toBe(due.status)
  const steps = explain(request, selected, policy)
  expect(firstFailure(steps)).toBe(due.field)
  expect(pathTold(steps)).toBe(path(request.method, fields, selected, policy, Date.now()))
  if (due.status !== null && due.status !== 428) expect(isConditional(request)).toBe(true)
  if (selected !== null) agreesOnRanges(request, selected, 100)
}

function agreesOnRanges(request: RequestLike, selected: Validators, size: number) {
  const due = rangeVerdict(request.method, fieldsRead(request), selected, size)
  const ours = evaluateRange(request, selected, size)
  if (due.mayBeWhole && ours.status === 200) return
  expect(spelledRanges(ours.status, ours.ranges)).toBe(spelledRanges(due.status, due.ranges))
}

describe('the engine agrees with the oracle', () => {
  test(
    'on every request that Headers can hold',
    () => {
      const fields = anyFields.filter((sent) => headersOf(sent) !== null)
      fc.assert(
        fc.property(anyMethod, fields, anySelected, anyPolicy, (method, sent, selected, policy) => {
          agrees({ method, headers: headersOf(sent) ?? new Headers() }, selected, policy)
        }),
        runs(6000),
      )
    },
    patience(6000),
  )

  test(
    'on every text at all, where somebody hands over no Headers',
    () => {
      fc.assert(
        fc.property(anyMethod, wildFields, anySelected, anyPolicy, (method, sent, selected, policy) => {
          agrees(requestOf(method, sent), selected, policy)
        }),
        runs(6000),
      )
    },
    patience(6000),
  )

  test(
    'on ranges of representations of every size',
    () => {
      const size = fc.oneof(fc.nat(120), fc.constantFrom(0, 1, 5000, Number.MAX_SAFE_INTEGER))
      const read = fc.tuple(fc.constantFrom('GET', 'GET', 'QUERY', 'HEAD'), wildFields)
      fc.assert(
        fc.property(read, anySelected, size, ([method, fields], selected, bytes) => {
          if (selected !== null) agreesOnRanges(requestOf(method, fields), selected, bytes)
        }),
        runs(3000),
      )
    },
    patience(3000),
  )
})

test('the random requests meet every answer often', () => {
  const times = new Map<string, number>()
  const count = (answer: string) => times.set(answer, (times.get(answer) ?? 0) + 1)
  const samples = fc.sample(fc.tuple(anyMethod, anyFields, anySelected, anyPolicy), { numRuns: 4000, seed: 9110 })
  for (const [method, fields, selected, policy] of samples) {
    count(spelled(verdict(method, fields, selected, policy)))
    if (selected === null || fields.range === null) continue
    const { status, ranges } = rangeVerdict(method, fields, selected, 100)
    count(ranges.length > 1 ? 'several ranges' : `${status}`)
  }
  const rare = [...times].filter(([, n]) => n < 12)
  expect(rare).toEqual([])
  expect([...times.keys()].sort()).toEqual([
    '200',
    '206',
    '304 If-Modified-Since not-modified',
    '304 If-None-Match not-modified',
    '400 If-Match malformed',
    '400 If-None-Match malformed',
    '412 If-Match malformed',
    '412 If-Match mismatch',
    '412 If-Match no-representation',
    '412 If-Match weak',
    '412 If-Match weakened-by-intermediary',
    '412 If-None-Match exists',
    '412 If-Unmodified-Since modified-since',
    '416',
    '428 If-Match required',
    '428 If-None-Match required',
    'go on',
    'several ranges',
  ])
})
