import { describe, expect, test, vi } from 'vitest'
import type { Reason } from '../conditions/condition.ts'
import type { Decision, Problem } from './options.ts'
import { preconditionFailed } from './precondition-failed.ts'

/** The fields of an answer. Some classes announce the length of a text by themselves. */
function fieldsOf({ headers }: Response): Record<string, string> {
  const { 'content-length': _, ...fields } = Object.fromEntries(headers)
  return fields
}

const mismatch: Decision = { status: 412, field: 'If-Match', reason: 'mismatch', received: '"6"', current: '"7"' }
const required: Decision = { status: 428, field: 'If-Match', reason: 'required', received: null, current: '"7"' }

async function problemOf(decision: Decision, method = 'PUT'): Promise<Problem> {
  return JSON.parse(await preconditionFailed(method, decision, {}).text()) as Problem
}

test('a 412 says what did not hold, what was received, and what is current', async () => {
  const answer = preconditionFailed('PUT', mismatch, {})
  expect(answer.status).toBe(412)
  expect(fieldsOf(answer)).toEqual({ 'content-type': 'application/problem+json' })
  expect(JSON.parse(await answer.text())).toEqual({
    type: 'about:blank',
    title: 'Precondition Failed',
    status: 412,
    detail: expect.stringContaining('If-Match lists no current entity tag'),
    precondition: 'If-Match',
    reason: 'mismatch',
    received: '"6"',
    current: '"7"',
  })
})

describe('the detail says what did not hold and what to do next', () => {
  test.each<[Reason, string, string, string]>([
    ['mismatch', 'If-Match', 'lists no current entity tag', 'fetch the resource again, reapply the change, and retry'],
    ['weak', 'If-Match', 'the current one is weak', "or to evaluate with ifMatch: 'version'"],
    ['weakened-by-intermediary', 'If-Match', 'a proxy that compresses', 'retry with the tag in "current"'],
    ['weakened-by-intermediary', 'If-Match', 'the strong comparison refuses that', "ifMatch: 'intermediaries'"],
    [
      'malformed',
      'If-None-Match',
      'neither * nor a list of entity tags, each in double quotes',
      'correct it and retry',
    ],
    ['no-representation', 'If-Match', 'nothing is there', 'retry with If-None-Match: *'],
    ['exists', 'If-None-Match', 'it is there already', 'fetch the resource again'],
    ['modified-since', 'If-Unmodified-Since', 'it was modified since', 'fetch the resource again'],
  ])('%s of %s: %s, %s', async (reason, field, because, next) => {
    const { detail } = await problemOf({ ...mismatch, field, reason })
    expect(detail).toContain(`${field} `)
    expect(detail).toContain(because)
    expect(detail).toContain(next)
    expect(detail).toMatch(/\.$/)
  })

  test.each<[Reason, string, string, string]>([
    ['mismatch', 'If-Match', 'lists no current entity tag', 'without If-Match'],
    ['weak', 'If-Match', 'the current one is weak', 'without If-Match'],
    ['weakened-by-intermediary', 'If-Match', 'a proxy that compresses', 'retry with the tag in "current"'],
    ['malformed', 'If-None-Match', 'neither * nor a list of entity tags', 'correct it and retry'],
    ['modified-since', 'If-Unmodified-Since', 'it was modified since', 'without If-Unmodified-Since'],
  ])('%s of %s on a read: no change is spoken of', async (reason, field, because, next) => {
    for (const method of ['GET', 'QUERY']) {
      const { detail } = await problemOf({ ...mismatch, field, reason }, method)
      expect(detail).toContain(because)
      expect(detail).toContain(next)
      expect(detail).toContain('nothing was sent')
      expect(detail).not.toContain('change')
    }
    expect((await problemOf({ ...mismatch, field, reason })).detail).toContain('nothing was changed')
  })

  test('a missing If-Match guards what is there', async () => {
    const { detail } = await problemOf(required)
    expect(detail).toContain('needs If-Match with the current entity tag')
  })

  test('a missing If-None-Match guards what is not', async () => {
    const { detail, current } = await problemOf({ ...required, field: 'If-None-Match', current: null })
    expect(detail).toContain('needs If-None-Match: *')
    expect(current).toBe(null)
  })
})

test.each([
  [400, 'Bad Request', null, 'malformed'],
  [412, 'Precondition Failed', null, 'mismatch'],
  [428, 'Precondition Required', 'no-store', 'required'],
] as const)('%i is titled %s, and Cache-Control is %s', async (status, title, cacheControl, reason) => {
  const answer = preconditionFailed('PUT', { ...mismatch, status, reason }, {})
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, cacheControl])
  expect(await answer.json()).toMatchObject({ title, status, reason })
})

test.each([
  ['of a thousand characters is sent back whole', 'a'.repeat(1000), 'a'.repeat(1000)],
  ['that is longer is cut', `${'a'.repeat(1000)}b`, `${'a'.repeat(1000)}…`],
  ['that is empty is sent back', '', ''],
  ['that is absent is null', null, null],
])('a field %s', async (_, received, expected) => {
  expect((await problemOf({ ...mismatch, received })).received).toBe(expected)
})

test('HEAD has the fields and no content', async () => {
  const answer = preconditionFailed('HEAD', mismatch, {})
  const get = preconditionFailed('GET', mismatch, {})
  expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([
    412,
    null,
    'application/problem+json',
  ])
  expect(answer.headers.get('content-length')).toBe(`${(await get.arrayBuffer()).byteLength}`)
})

describe('options.problem', () => {
  test('is shown the document', async () => {
    const problem = vi.fn((shown: Problem) => ({ ...shown, type: 'https://example.org/stale' }))
    const answer = preconditionFailed('PUT', mismatch, { problem })
    expect(problem).toHaveBeenCalledTimes(1)
    expect(await answer.json()).toEqual({ ...(await problemOf(mismatch)), type: 'https://example.org/stale' })
  })

  test('replaces it', async () => {
    expect(await preconditionFailed('PUT', mismatch, { problem: () => ({ error: 'stale' }) }).json()).toEqual({
      error: 'stale',
    })
  })

  test('drops it', () => {
    const answer = preconditionFailed('PUT', required, { problem: () => null })
    expect([answer.status, answer.body]).toEqual([428, null])
    expect([...answer.headers]).toEqual([['cache-control', 'no-store']])
  })

  test('is called as a method of its options', () => {
    const options = {
      note: 'stale',
      problem() {
        return { error: this.note }
      },
    }
    return expect(preconditionFailed('PUT', mismatch, options).json()).resolves.toEqual({ error: 'stale' })
  })
})

test('what is on every answer is on this one', () => {
  const answer = preconditionFailed('PUT', mismatch, { always: { 'access-control-allow-origin': '*' } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})
