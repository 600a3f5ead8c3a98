import { describe, expect, test } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { request } from '../../test/support/request.ts'
import { decide, goOn } from './decide.ts'
import { evaluatePreconditions, reportGoOn } from './evaluate-preconditions.ts'

const v7 = { version: 7, headers: { vary: 'Accept', 'content-language': 'de' } }

describe('evaluatePreconditions', () => {
  test('builds the 304', () => {
    const answer = evaluatePreconditions(request('GET', { 'If-None-Match': '"7"' }), v7)
    expect([answer?.status, Object.fromEntries(answer!.headers)]).toEqual([304, { etag: '"7"', vary: 'Accept' }])
  })

  test.each([
    ['412', { 'If-Match': '"6"' }, {}, 412],
    ['428', {}, { require: true }, 428],
    ['400', { 'If-Match': 'oops' }, { unreadable: 'reject' }, 400],
  ] as const)(
    'builds the %s, with nothing of the 200 but the tag in its problem',
    async (_, fields, options, status) => {
      const answer = evaluatePreconditions(request('PUT', fields), v7, options)
      expect(answer?.status).toBe(status)
      expect(['etag', 'vary', 'content-language'].filter((name) => answer!.headers.has(name))).toEqual([])
      expect(await answer!.json()).toMatchObject({ status, current: '"7"' })
    },
  )

  test('has no document for HEAD', () => {
    expect(evaluatePreconditions(request('HEAD', { 'If-Match': '"6"' }), v7)?.body).toBe(null)
  })

  test.each([
    ['no condition', 'GET', {}],
    ['a condition that holds', 'PUT', { 'If-Match': '"7"' }],
    ['one that is not evaluated', 'OPTIONS', { 'If-Match': '"6"' }],
  ])('goes on by null: %s', (_, method, fields) => {
    expect(evaluatePreconditions(request(method, fields), v7)).toBe(null)
  })
})

describe('onDecision', () => {
  test.each([
    ['a 304', 'GET', { 'If-None-Match': '"7"' }],
    ['a 412', 'PUT', { 'If-Match': '"6"' }],
  ])('is told of %s once, before it is built', (_, method, fields) => {
    const { onDecision } = listeners()
    const asked = request(method, fields)
    evaluatePreconditions(asked, v7, { onDecision })
    expect(onDecision.mock.calls).toEqual([[decide(asked, v7), asked]])
  })

  test.each([
    ['a condition that holds', 'PUT', { 'If-Match': '"7"' }, 1],
    ['a condition that is ignored', 'OPTIONS', { 'If-Match': '"6"' }, 1],
    ['a Range with its condition', 'GET', { Range: 'bytes=0-', 'If-Range': '"7"' }, 1],
    ['no condition', 'GET', {}, 0],
    ['a Range alone', 'GET', { Range: 'bytes=0-' }, 0],
  ])('of a request that goes on: %s', (_, method, fields, times) => {
    const { onDecision } = listeners()
    const asked = request(method, fields)
    expect(evaluatePreconditions(asked, v7, { onDecision })).toBe(null)
    expect(onDecision.mock.calls).toEqual(Array.from({ length: times }, () => [goOn, asked]))
  })

  test('is called as a method of its options', () => {
    const options = {
      statuses: [] as (number | null)[],
      onDecision({ status }: { status: number | null }) {
        this.statuses.push(status)
      },
    }
    evaluatePreconditions(request('GET', { 'If-None-Match': '"7"' }), v7, options)
    evaluatePreconditions(request('GET', { 'If-None-Match': '"6"' }), v7, options)
    expect(options.statuses).toEqual([304, null])
  })

  test('need not be there', () => {
    expect(reportGoOn(request('GET', { 'If-None-Match': '"6"' }), {})).toBe(undefined)
  })
})
