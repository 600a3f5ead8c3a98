import { decide, evaluatePreconditions, type Options } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { mustAnswer, outcome, problemOf } from '../support/answer.ts'
import { type FieldTable, request } from '../support/request.ts'
import { lText, secondBefore } from '../support/state.ts'

const wouldBe404 = ['GET', 'HEAD', 'QUERY', 'DELETE'] as const
const wouldCreate = ['PUT', 'POST', 'PATCH'] as const

const every = [
  { 'If-Match': '"v1"' },
  { 'If-Match': '*' },
  { 'If-Match': 'unreadable' },
  { 'If-Match': '' },
  { 'If-None-Match': '*' },
  { 'If-None-Match': '"v1"' },
  { 'If-Unmodified-Since': secondBefore },
  { 'If-Modified-Since': lText },
]

const decided = (method: string, fields: FieldTable, options?: Options) =>
  outcome(evaluatePreconditions(request(method, fields), null, options))

describe('READINGS 2: nothing is there', () => {
  test.each(wouldBe404)('READINGS 2: %s would be 404: nothing is evaluated', (method) => {
    for (const fields of every) {
      expect(decided(method, fields)).toBe('go on')
      expect(decided(method, fields, { unreadable: 'reject', require: true })).toBe('go on')
    }
  })

  test.each(wouldCreate)('READINGS 2: %s would create: If-Match is false, 412', (method) => {
    for (const field of ['"v1"', '*', 'W/"v1"', '"a", "b"', '']) {
      expect(decide(request(method, { 'If-Match': field }), null)).toMatchObject({
        status: 412,
        field: 'If-Match',
        received: field,
        current: null,
      })
    }
    expect(decided(method, { 'If-Match': 'unreadable' })).toBe(412)
  })

  test.each(['"v1"', '*'])('READINGS 2: the reason of If-Match: %s is no-representation', (field) => {
    expect(decide(request('PUT', { 'If-Match': field }), null).reason).toBe('no-representation')
  })

  test('READINGS 2: and the problem says so', async () => {
    const answer = mustAnswer(evaluatePreconditions(request('PUT', { 'If-Match': '"v1"' }), null))
    const problem = await problemOf(answer)
    expect(problem).toMatchObject({ status: 412, reason: 'no-representation', precondition: 'If-Match', current: null })
  })

  test.each(wouldCreate)('READINGS 2: If-None-Match holds on %s while nothing is there', (method) => {
    for (const field of ['*', '"v1"', 'W/"v1"', '', 'unreadable', '*, *']) {
      expect(decided(method, { 'If-None-Match': field })).toBe('go on')
    }
  })

  test.each(wouldCreate)('READINGS 2: dates are ignored on %s while nothing is there', (method) => {
    expect(decided(method, { 'If-Unmodified-Since': secondBefore })).toBe('go on')
    expect(decided(method, { 'If-Modified-Since': lText })).toBe('go on')
  })
})

describe('READINGS 2: options.create says whether this request may create', () => {
  test.each(wouldCreate)('READINGS 2: create: false makes %s a 404: nothing is evaluated', (method) => {
    for (const fields of every) {
      expect(decided(method, fields, { create: false })).toBe('go on')
      expect(decided(method, fields, { create: false, require: true, unreadable: 'reject' })).toBe('go on')
    }
  })

  test('CASES 12: PATCH with If-Match where nothing is there and nothing is made is left to the 404', () => {
    expect(decided('PATCH', { 'If-Match': '"v1"' }, { create: false })).toBe('go on')
  })

  test('CASES 13: PATCH with If-Match: * and create: true is 412', () => {
    expect(decided('PATCH', { 'If-Match': '*' }, { create: true })).toBe(412)
  })

  test('CASES 14: DELETE with If-Match where a plain DELETE would succeed is 412', () => {
    expect(decide(request('DELETE', { 'If-Match': '"v1"' }), null, { create: true })).toMatchObject({
      status: 412,
      reason: 'no-representation',
    })
  })

  test.each(['GET', 'HEAD', 'QUERY'])(
    'READINGS 2: create: true is ignored on %s: a safe request never creates',
    (method) => {
      for (const fields of every) expect(decided(method, fields, { create: true })).toBe('go on')
    },
  )

  test('READINGS 2: create says nothing about what is there', () => {
    const state = { version: 'v1' }
    const stale = request('PUT', { 'If-Match': '"x"' })
    expect(outcome(evaluatePreconditions(stale, state, { create: false }))).toBe(412)
    expect(outcome(evaluatePreconditions(stale, state, { create: true }))).toBe(412)
  })
})
