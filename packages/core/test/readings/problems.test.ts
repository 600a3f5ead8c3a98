import { evaluatePreconditions, respond, type Options, type Problem, type Validators } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { fieldsOf, mustAnswer, problemOf } from '../support/answer.ts'
import { GET, HEAD, PUT, request } from '../support/request.ts'
import { document, L, lText, secondBefore, v1 } from '../support/state.ts'

const weakState = { version: 'v1', weak: true } as const

/** Each reason for which a request is refused, with a request that meets it. */
const refusals: readonly (readonly [
  string,
  number,
  string,
  Record<string, string>,
  Validators | null,
  Options,
  string,
])[] = [
  ['mismatch', 412, 'PUT', { 'If-Match': '"x"' }, v1, {}, 'If-Match'],
  ['weak', 412, 'PUT', { 'If-Match': 'W/"v1"' }, weakState, {}, 'If-Match'],
  ['weakened-by-intermediary', 412, 'PUT', { 'If-Match': 'W/"v1"' }, v1, {}, 'If-Match'],
  ['malformed', 412, 'PUT', { 'If-Match': 'v1' }, v1, {}, 'If-Match'],
  ['no-representation', 412, 'PUT', { 'If-Match': '"v1"' }, null, {}, 'If-Match'],
  ['modified-since', 412, 'PUT', { 'If-Unmodified-Since': secondBefore }, v1, {}, 'If-Unmodified-Since'],
  ['exists', 412, 'PUT', { 'If-None-Match': '*' }, v1, {}, 'If-None-Match'],
  ['exists', 412, 'POST', { 'If-None-Match': 'W/"v1"' }, v1, {}, 'If-None-Match'],
  ['mismatch', 412, 'GET', { 'If-Match': '"x"' }, v1, {}, 'If-Match'],
  ['required', 428, 'PUT', {}, v1, { require: true }, 'If-Match'],
  ['required', 428, 'PUT', {}, null, { require: true }, 'If-None-Match'],
  ['malformed', 400, 'PUT', { 'If-None-Match': 'v1' }, v1, { unreadable: 'reject' }, 'If-None-Match'],
  ['malformed', 400, 'GET', { 'If-Match': 'v1' }, v1, { unreadable: 'reject' }, 'If-Match'],
]

const titles: Record<number, string> = { 400: 'Bad Request', 412: 'Precondition Failed', 428: 'Precondition Required' }

describe('CASES 64: the problem document', () => {
  test.each(refusals)(
    'CASES 64: %s is a %i to %s %o',
    async (reason, status, method, fields, state, options, field) => {
      const answer = mustAnswer(evaluatePreconditions(request(method, fields), state, options))
      expect(answer.status).toBe(status)
      expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
      const problem = await problemOf(answer)
      expect(problem).toEqual({
        type: 'about:blank',
        title: titles[status],
        status,
        detail: expect.any(String),
        precondition: field,
        reason,
        received: fields[field] ?? null,
        current: state === null ? null : state === weakState ? 'W/"v1"' : '"v1"',
      } satisfies Record<Exclude<keyof Problem, 'idempotencyKey'>, unknown>)
    },
  )

  test.each(refusals)(
    'the detail of %s (%i, %s %o) names the field, and says what to do next',
    async (_, __, method, fields, state, options, field) => {
      const { detail } = await problemOf(evaluatePreconditions(request(method, fields), state, options))
      expect(detail).toContain(field)
      expect(detail.length).toBeGreaterThan(field.length + 20)
    },
  )

  test.each([
    ['mismatch', { 'If-Match': '"x"' }],
    ['modified-since', { 'If-Unmodified-Since': secondBefore }],
  ])('a person who lost to another writer (%s) is told to fetch again, reapply and retry', async (_, fields) => {
    const { detail } = await problemOf(evaluatePreconditions(PUT(fields), v1))
    expect(detail).toMatch(/fetch/i)
    expect(detail).toMatch(/again|retry/i)
  })

  test('the current tag is null where the representation has none', async () => {
    expect((await problemOf(evaluatePreconditions(PUT({ 'If-None-Match': '*' }), { exists: true }))).current).toBe(null)
  })
})

describe('412, 428, 400: what they never carry', () => {
  const headers = {
    'Cache-Control': 'public, max-age=60',
    Expires: 'Tue, 01 Jan 2030 00:00:00 GMT',
    'Content-Location': '/document.en',
    'Content-Language': 'de',
    'Content-Length': '100',
    'Content-Encoding': 'gzip',
  }
  const freshness = ['Expires', 'Content-Location', 'ETag', 'Last-Modified', 'Content-Language', 'Content-Encoding']
  const always = {
    'Access-Control-Allow-Origin': 'https://app.example',
    'Content-Security-Policy': "default-src 'none'",
  }
  const stored = (state: Validators | null): Validators | null =>
    state === null ? null : { lastModified: L, ...state, headers }

  test.each(refusals)(
    'CASES 7: %s (%i to %s %o) has no freshness and no validators, and has CORS',
    (_, status, method, fields, state, options) => {
      const answer = mustAnswer(evaluatePreconditions(request(method, fields), stored(state), { ...options, always }))
      expect(answer.status).toBe(status)
      expect(fieldsOf(answer, freshness)).toEqual(Object.fromEntries(freshness.map((name) => [name, null])))
      expect(answer.headers.get('Cache-Control')).toBe(status === 428 ? 'no-store' : null)
      expect(fieldsOf(answer, Object.keys(always))).toEqual(always)
      expect(answer.headers.get('Content-Length')).not.toBe('100')
    },
  )

  test('CASES 7: GET, If-Match: "x", through respond', async () => {
    const { representation } = document({ ...v1, headers })
    const answer = await respond(GET({ 'If-Match': '"x"' }), representation, { always })
    expect(answer.status).toBe(412)
    expect(fieldsOf(answer, ['Cache-Control', ...freshness])).toEqual(
      Object.fromEntries(['Cache-Control', ...freshness].map((name) => [name, null])),
    )
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example')
  })
})

describe('CASES 52: HEAD', () => {
  test.each([
    ['412', { 'If-Match': '"x"' }, {}],
    ['400', { 'If-Match': 'x' }, { unreadable: 'reject' }],
  ] as const)(
    'CASES 52: a %s to HEAD has the same fields, no content, and no Content-Length: 0',
    async (_, fields, options) => {
      const head = mustAnswer(evaluatePreconditions(HEAD(fields), v1, options))
      const get = mustAnswer(evaluatePreconditions(GET(fields), v1, options))
      expect(head.status).toBe(get.status)
      expect(head.headers.get('Content-Type')).toBe('application/problem+json')
      expect(head.headers.get('Content-Length')).not.toBe('0')
      expect(await head.text()).toBe('')
    },
  )

  test('CASES 52: through respond', async () => {
    const { representation, opened } = document()
    const answer = await respond(HEAD({ 'If-Match': '"x"' }), representation)
    expect([answer.status, answer.headers.get('Content-Type'), await answer.text()]).toEqual([
      412,
      'application/problem+json',
      '',
    ])
    expect(answer.headers.get('Content-Length')).not.toBe('0')
    expect(opened).toEqual([])
  })
})

describe('options.problem', () => {
  test('is handed the whole document, and replaces the body', async () => {
    const problem = vi.fn((given: Problem) => ({
      ...given,
      type: 'https://example.com/stale',
      current: { text: 'theirs' },
    }))
    const answer = mustAnswer(evaluatePreconditions(PUT({ 'If-Match': '"x"' }), v1, { problem }))
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([412, 'application/problem+json'])
    expect(await answer.json()).toMatchObject({
      type: 'https://example.com/stale',
      reason: 'mismatch',
      current: { text: 'theirs' },
    })
    expect(problem).toHaveBeenCalledTimes(1)
    expect(problem.mock.calls[0]![0]).toMatchObject({
      status: 412,
      title: 'Precondition Failed',
      precondition: 'If-Match',
      received: '"x"',
    })
  })

  test('drops the body with null: the status stays, and nothing announces content', async () => {
    for (const method of ['GET', 'PUT', 'HEAD']) {
      const answer = mustAnswer(
        evaluatePreconditions(request(method, { 'If-Match': '"x"' }), v1, { problem: () => null }),
      )
      expect(answer.status).toBe(412)
      expect(fieldsOf(answer, ['Content-Type', 'Content-Length'])).toEqual({
        'Content-Type': null,
        'Content-Length': null,
      })
      expect(await answer.text()).toBe('')
    }
  })

  test('speaks of 428 and 400 too, and never of a 304', async () => {
    const problem = vi.fn(() => ({ ours: true }))
    const required = mustAnswer(evaluatePreconditions(PUT(), v1, { problem, require: true }))
    const refused = mustAnswer(evaluatePreconditions(PUT({ 'If-Match': 'x' }), v1, { problem, unreadable: 'reject' }))
    expect(await required.json()).toEqual({ ours: true })
    expect(required.headers.get('Cache-Control')).toBe('no-store')
    expect(await refused.json()).toEqual({ ours: true })
    expect(problem).toHaveBeenCalledTimes(2)
    evaluatePreconditions(GET({ 'If-Modified-Since': lText }), v1, { problem })
    expect(problem).toHaveBeenCalledTimes(2)
  })
})
