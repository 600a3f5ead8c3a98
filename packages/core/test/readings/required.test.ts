import { decide, evaluatePreconditions, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { mustAnswer, outcome } from '../support/answer.ts'
import { PUT, request } from '../support/request.ts'
import { bare, dateOnly, lText, secondBefore, v1 } from '../support/state.ts'

const required = { require: true } as const
const decided = (fields: Record<string, string>, state: Validators | null) => {
  const { status, field, reason } = decide(PUT(fields), state, required)
  return [status, field, reason]
}

describe('428: what `require` asks of', () => {
  test.each([
    ['PUT', 428],
    ['PATCH', 428],
    ['DELETE', 428],
    ['POST', 'go on'],
    ['GET', 'go on'],
    ['HEAD', 'go on'],
    ['QUERY', 'go on'],
    ['OPTIONS', 'go on'],
  ])('an unconditional %s is %s', (method, due) => {
    expect(outcome(evaluatePreconditions(request(method), v1, required))).toBe(due)
  })

  test.each(['PUT', 'PATCH', 'DELETE'])('%s is free without `require`, and with `require: false`', (method) => {
    expect(outcome(evaluatePreconditions(request(method), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(request(method), v1, { require: false }))).toBe('go on')
  })

  test('428 is no-store', () => {
    expect(mustAnswer(evaluatePreconditions(PUT(), v1, required)).headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('428: what satisfies it where something is there', () => {
  test.each([
    ['CASES 15: the current tag', { 'If-Match': '"v1"' }],
    ['the current tag among others', { 'If-Match': '"x", "v1"' }],
    ['the current tag beside an If-None-Match that holds', { 'If-Match': '"v1"', 'If-None-Match': '"x"' }],
  ])('%s goes on', (_, fields) => {
    expect(decided(fields, v1)).toEqual([null, null, null])
  })

  test.each([
    ['nothing', {}, v1],
    ['If-Match: *', { 'If-Match': '*' }, v1],
    ['If-Match: * where there is no tag', { 'If-Match': '*' }, bare],
    ['a date that holds', { 'If-Unmodified-Since': lText }, v1],
    ['a date that holds, where there is no tag', { 'If-Unmodified-Since': lText }, dateOnly],
    ['an If-None-Match that holds', { 'If-None-Match': '"x"' }, v1],
    ['an If-None-Match that cannot be read', { 'If-None-Match': 'x' }, v1],
    ['a date that is no date', { 'If-Unmodified-Since': 'yesterday' }, v1],
    ['If-Modified-Since', { 'If-Modified-Since': lText }, v1],
  ])('%s does not: 428, naming If-Match', (_, fields, state) => {
    expect(decided(fields, state)).toEqual([428, 'If-Match', 'required'])
  })
})

describe('428 comes after the evaluation: a condition that is false is 412', () => {
  test.each([
    ['another tag', { 'If-Match': '"x"' }, v1, 'If-Match', 'mismatch'],
    ['an unreadable tag', { 'If-Match': 'x' }, v1, 'If-Match', 'malformed'],
    ['an empty list', { 'If-Match': '' }, v1, 'If-Match', 'mismatch'],
    ['a date that is false', { 'If-Unmodified-Since': secondBefore }, v1, 'If-Unmodified-Since', 'modified-since'],
    ['CASES 16: If-None-Match: * where something is there', { 'If-None-Match': '*' }, v1, 'If-None-Match', 'exists'],
    ['a listed tag in If-None-Match', { 'If-None-Match': '"v1"' }, v1, 'If-None-Match', 'exists'],
    ['the current tag in both', { 'If-Match': '"v1"', 'If-None-Match': '"v1"' }, v1, 'If-None-Match', 'exists'],
    ['a weak tag of ours', { 'If-Match': 'W/"v1"' }, { version: 'v1', weak: true }, 'If-Match', 'weak'],
    ['If-Match where nothing is there', { 'If-Match': '"v1"' }, null, 'If-Match', 'no-representation'],
    ['If-Match: * where nothing is there', { 'If-Match': '*' }, null, 'If-Match', 'no-representation'],
  ] as const)('%s: 412', (_, fields, state, field, reason) => {
    expect(decided(fields, state)).toEqual([412, field, reason])
  })
})

describe('428: where nothing is there', () => {
  test('If-None-Match: * satisfies it', () => {
    expect(decided({ 'If-None-Match': '*' }, null)).toEqual([null, null, null])
  })

  test.each([
    ['nothing', {}],
    ['a tag in If-None-Match', { 'If-None-Match': '"v1"' }],
    ['an If-None-Match that cannot be read', { 'If-None-Match': '*, *' }],
    ['a date', { 'If-Unmodified-Since': lText }],
  ])('%s does not: 428, naming If-None-Match', (_, fields) => {
    expect(decided(fields, null)).toEqual([428, 'If-None-Match', 'required'])
  })

  test('a DELETE of nothing is a 404, not 428; and a PUT that may not create', () => {
    expect(outcome(evaluatePreconditions(request('DELETE'), null, required))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT(), null, { ...required, create: false }))).toBe('go on')
  })
})
