import { decide, evaluateAnswer, evaluatePreconditions, evaluateRange, type Options } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { QUERY, request } from '../support/request.ts'
import { bare, dateOnly, lText, secondBefore, v1 } from '../support/state.ts'

const reads = ['GET', 'HEAD', 'QUERY'] as const
const writes = ['PUT', 'PATCH', 'POST', 'DELETE'] as const
const untouched = ['CONNECT', 'OPTIONS', 'TRACE'] as const

const anyFalse = [
  { 'If-Match': '"x"' },
  { 'If-Match': 'unreadable' },
  { 'If-None-Match': '"v1"' },
  { 'If-None-Match': '*' },
  { 'If-Unmodified-Since': secondBefore },
  { 'If-Modified-Since': lText },
]

describe('READINGS 1: QUERY is safe', () => {
  test.each([
    ['If-None-Match that lists the tag is 304', { 'If-None-Match': '"v1"' }, 304],
    ['If-None-Match: * is 304', { 'If-None-Match': '*' }, 304],
    ['If-Modified-Since: L is 304', { 'If-Modified-Since': lText }, 304],
    ['an If-Match that fails is 412', { 'If-Match': '"x"' }, 412],
    ['another tag goes on', { 'If-None-Match': '"v2"' }, 'go on'],
  ])('READINGS 1: %s', (_, fields, due) => {
    expect(outcome(evaluatePreconditions(QUERY(fields), v1))).toBe(due)
  })

  test('READINGS 1: ranges of a QUERY are served as for GET', () => {
    expect(evaluateRange(QUERY({ Range: 'bytes=0-4' }), v1, 100).status).toBe(206)
  })
})

describe('CASES 62 and 55: what only reads know', () => {
  test('CASES 62: QUERY with If-Modified-Since: L is 304', () => {
    expect(outcome(evaluatePreconditions(QUERY({ 'If-Modified-Since': lText }), v1))).toBe(304)
  })

  test.each(writes)('CASES 62: %s ignores If-Modified-Since', (method) => {
    expect(outcome(evaluatePreconditions(request(method, { 'If-Modified-Since': lText }), v1))).toBe('go on')
  })

  test.each(writes)('CASES 55: %s with If-None-Match: * is 412, never 304', (method) => {
    expect(outcome(evaluatePreconditions(request(method, { 'If-None-Match': '*' }), v1))).toBe(412)
  })

  test.each(writes)('CASES 55, READINGS 23: Range on %s is ignored', (method) => {
    expect(evaluateRange(request(method, { Range: 'bytes=0-4' }), v1, 100).status).toBe(200)
    expect(evaluateRange(request(method, { Range: 'bytes=999-' }), v1, 100).status).toBe(200)
  })
})

describe('READINGS 4: methods that have no representation to select', () => {
  const policies: Options[] = [{}, { require: true }, { unreadable: 'reject' }]

  test.each(untouched)('READINGS 4, CASES 54: %s is never evaluated, and never 428', (method) => {
    for (const fields of anyFalse) {
      for (const policy of policies) {
        for (const state of [v1, dateOnly, bare, null]) {
          expect(outcome(evaluatePreconditions(request(method, fields), state, policy))).toBe('go on')
        }
      }
    }
    expect(outcome(evaluatePreconditions(request(method), v1, { require: true }))).toBe('go on')
  })

  test('READINGS 4: methods are case-sensitive: `get` is no GET, and never 304', () => {
    expect(outcome(evaluatePreconditions(request('get', { 'If-None-Match': '"v1"' }), v1))).not.toBe(304)
    expect(outcome(evaluatePreconditions(request('Query', { 'If-None-Match': '"v1"' }), v1))).not.toBe(304)
    expect(outcome(evaluatePreconditions(request('head', { 'If-Modified-Since': lText }), v1))).toBe('go on')
  })

  test.each(['patch', 'Put', 'delete'])('READINGS 4: `%s` is none of the methods that `require` names', (method) => {
    expect(outcome(evaluatePreconditions(request(method), v1, { require: true }))).toBe('go on')
  })

  test('READINGS 4: `get` has no ranges', () => {
    expect(evaluateRange(request('get', { Range: 'bytes=0-4' }), v1, 100).status).toBe(200)
  })
})

describe('READINGS 19: If-Match and If-Unmodified-Since on reads', () => {
  test.each(reads)('READINGS 19: both are evaluated on %s: 412', (method) => {
    expect(decide(request(method, { 'If-Match': '"x"' }), v1)).toMatchObject({ status: 412, field: 'If-Match' })
    expect(decide(request(method, { 'If-Unmodified-Since': secondBefore }), v1)).toMatchObject({
      status: 412,
      field: 'If-Unmodified-Since',
      reason: 'modified-since',
    })
  })

  test.each(reads)('READINGS 19: both may hold on %s', (method) => {
    expect(outcome(evaluatePreconditions(request(method, { 'If-Match': '"v1"' }), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(request(method, { 'If-Unmodified-Since': lText }), v1))).toBe('go on')
  })
})

describe('READINGS 26: request directives for caches', () => {
  test.each([
    [{ 'Cache-Control': 'no-cache' }],
    [{ 'Cache-Control': 'no-store, max-age=0' }],
    [{ Pragma: 'no-cache' }],
  ])('READINGS 26: %o has no effect', (fields) => {
    const byTag = request('GET', { ...fields, 'If-None-Match': '"v1"' })
    const byDate = request('GET', { ...fields, 'If-Modified-Since': lText })
    expect(outcome(evaluatePreconditions(byTag, v1))).toBe(304)
    expect(outcome(evaluatePreconditions(byDate, v1))).toBe(304)
  })
})

describe('READINGS 3: an answer that is neither 2xx nor 412 is left alone', () => {
  test.each([301, 400, 401, 403, 404, 405, 406, 410, 413, 415, 429, 500, 503])(
    'READINGS 3: a %i stays as it is',
    (status) => {
      const answer = new Response('why', { status, headers: { ETag: '"v1"', 'Last-Modified': lText } })
      expect(evaluateAnswer(request('GET', { 'If-None-Match': '"v1"' }), answer)).toBe(answer)
      expect(evaluateAnswer(request('GET', { 'If-Match': '"x"' }), answer)).toBe(answer)
      expect(evaluateAnswer(request('HEAD', { 'If-Modified-Since': lText }), answer)).toBe(answer)
    },
  )
})
