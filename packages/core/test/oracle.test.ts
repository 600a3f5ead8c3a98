import { decide, evaluatePreconditions, evaluateRange, explain, prepare, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { ifMatch, ifModifiedSince, ifNoneMatch, ifUnmodifiedSince, type Outcome } from './oracle/conditions.ts'
import { ownDate, ownTag } from './oracle/current.ts'
import { agreement } from './oracle/agreement.ts'
import { examples, spelled } from './oracle/examples.ts'
import { firstFailure, pathOf, pathTold } from './oracle/path.ts'
import { axes, cases, lists, policiesFor, shortened, sizeOf, states } from './oracle/product.ts'
import { verdict } from './oracle/precedence.ts'
import { rangeExamples, spelledRanges } from './oracle/range-examples.ts'
import { noFields, requestOf } from './oracle/requests.ts'
import { closely, methods, strangeMethods } from './random.ts'
import { rangeVerdict } from './range-oracle.ts'

const allMethods = [...methods, ...strangeMethods]

describe('the oracle and the engine agree with the examples by hand', () => {
  for (const [name, method, fields, selected, due, policy] of examples) {
    test(`${name}: ${method} is ${due}`, () => {
      expect(spelled(verdict(method, { ...noFields, ...fields }, selected, policy))).toBe(due)
      expect(spelled(decide(requestOf(method, fields), selected, policy))).toBe(due)
    })
  }

  for (const [name, method, fields, selected, due, size = 100] of rangeExamples) {
    test(`${name}: ${method} is ${due}`, () => {
      const { status, ranges } = rangeVerdict(method, { ...noFields, ...fields }, selected, size)
      expect(spelledRanges(status, ranges)).toBe(due)
      const answer = evaluateRange(requestOf(method, fields), selected, size)
      expect(spelledRanges(answer.status, answer.ranges)).toBe(due)
    })
  }
})

// Half a million cases take a second or two, and many times that on a machine that runs six such suites at once.
const unhurried = 120_000

describe('the full product of absent, true, false and unreadable agrees with the oracle', () => {
  const values = closely ? axes : (state: Validators | null) => shortened(axes(state))
  const size = sizeOf(values(null))
  const shortenedSize = sizeOf(shortened(axes(null)))
  const optioned = ['GET', 'HEAD', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'patch']
  const responding = ['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE', 'OPTIONS']

  test(
    'whose values are all four, where both validators are there',
    () => {
      const now = Date.now()
      for (const state of states) {
        if (state === null || !ownTag(state) || (ownDate(state, Infinity) ?? Infinity) > now) continue
        const values = axes(state)
        const words = (texts: readonly (string | null)[], judge: (text: string | null) => Outcome) =>
          [...new Set(texts.map((text) => judge(text).word))].sort().join()
        expect(words(values.ifMatch, (text) => ifMatch(text, state, false, 'strong'))).toBe('absent,false,true')
        expect(words(values.ifNoneMatch, (text) => ifNoneMatch(text, state, false))).toBe('absent,false,true')
        const dates = 'absent,disregarded,false,true'
        expect(words(values.ifUnmodifiedSince, (text) => ifUnmodifiedSince(text, state, now))).toBe(dates)
        expect(words(values.ifModifiedSince, (text) => ifModifiedSince(text, state, true, now))).toBe(dates)
      }
    },
    unhurried,
  )

  test(
    'in decide and explain, with every method and state',
    () => {
      const found = agreement()
      const now = Date.now()
      for (const selected of states) {
        for (const method of allMethods) {
          for (const { fields, outcomes, due } of cases(values(selected), method, selected, {}, now)) {
            const request = requestOf(method, fields)
            found.verdict(decide(request, selected), due, request, selected)
            const steps = explain(request, selected)
            found.same(firstFailure(steps), due.field, 'explain', request, selected)
            found.same(
              pathTold(steps),
              pathOf(method, fields, selected, {}, due.status, outcomes, now),
              'explain',
              request,
              selected,
            )
          }
        }
      }
      found.after(states.length * allMethods.length * size * 3)
    },
    unhurried,
  )

  test(
    'in the response of evaluatePreconditions',
    () => {
      const found = agreement()
      const now = Date.now()
      const wanted = [{}, { require: true }, { unreadable: 'reject' }] as const
      for (const selected of states) {
        for (const policy of wanted) {
          for (const method of responding) {
            for (const { fields, due } of cases(shortened(axes(selected)), method, selected, policy, now)) {
              const request = requestOf(method, fields)
              const status = evaluatePreconditions(request, selected, policy)?.status ?? null
              found.same(status, due.status, 'evaluatePreconditions', request, selected, policy)
            }
          }
        }
      }
      found.after(states.length * wanted.length * responding.length * shortenedSize)
    },
    unhurried,
  )

  test(
    'with every option',
    () => {
      const found = agreement()
      const now = Date.now()
      for (const selected of states) {
        const prepared = selected && prepare(selected)
        for (const policy of policiesFor(selected)) {
          for (const method of optioned) {
            for (const { fields, due } of cases(shortened(axes(selected)), method, selected, policy, now)) {
              const request = requestOf(method, fields)
              found.verdict(decide(request, prepared, policy), due, request, selected, policy)
            }
          }
        }
      }
      const options = states.flatMap(policiesFor).length
      found.after(options * optioned.length * shortenedSize)
    },
    unhurried,
  )

  test(
    'with every spelling of a list, and explain names the field under every option',
    () => {
      const found = agreement()
      const now = Date.now()
      const none = [null]
      const spelt = [
        { ifMatch: lists, ifNoneMatch: none, ifUnmodifiedSince: none, ifModifiedSince: none },
        { ifMatch: none, ifNoneMatch: lists, ifUnmodifiedSince: none, ifModifiedSince: none },
      ]
      for (const selected of states) {
        for (const policy of policiesFor(selected)) {
          for (const method of ['GET', 'PUT', 'DELETE']) {
            for (const { fields, outcomes, due } of spelt.flatMap((values) => [
              ...cases(values, method, selected, policy, now),
            ])) {
              const request = requestOf(method, fields)
              found.verdict(decide(request, selected, policy), due, request, selected, policy)
              const steps = explain(request, selected, policy)
              found.same(firstFailure(steps), due.field, 'explain', request, selected, policy)
              const duePath = pathOf(method, fields, selected, policy, due.status, outcomes, now)
              found.same(pathTold(steps), duePath, 'explain', request, selected, policy)
            }
          }
        }
      }
      const options = states.flatMap(policiesFor).length
      found.after(options * 3 * 2 * lists.length * 3)
    },
    unhurried,
  )

  test(
    'with Range and If-Range, which no precondition ever sees',
    () => {
      const found = agreement()
      const now = Date.now()
      const there = states.filter((selected): selected is Validators => selected !== null)
      for (const selected of there) {
        const { ifRange } = axes(selected)
        for (const method of allMethods) {
          for (const { fields, due } of cases(values(selected), method, selected, {}, now)) {
            for (const field of ifRange) {
              const request = requestOf(method, { ...fields, range: 'bytes=0-4', 'if-range': field })
              found.verdict(decide(request, selected), due, request, selected)
            }
          }
          for (const range of [null, 'bytes=0-4', 'bytes=100-', 'bytes=4-0']) {
            for (const field of ifRange) {
              const request = requestOf(method, { range, 'if-range': field })
              const ours = evaluateRange(request, selected, 100)
              const dueRange = rangeVerdict(method, { range, 'if-range': field }, selected, 100, now)
              found.same(ours.status, dueRange.status, 'evaluateRange', request, selected)
            }
          }
        }
      }
      found.after(there.length * allMethods.length * 4 * (size + 4))
    },
    unhurried,
  )
})
