import { evaluatePreconditions, prepare, respond, type Options } from '@ifmatch/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mustAnswer } from '../support/answer.ts'
import { setClock, startClock, stopClock } from '../support/clock.ts'
import { GET, HEAD, PUT, QUERY, request } from '../support/request.ts'
import { document, L, lText, secondBefore, v1 } from '../support/state.ts'

const nowText = 'Mon, 23 Nov 2026 20:00:00 GMT'

beforeEach(() => stopClock('2026-11-23T20:00:00.900Z'))
afterEach(startClock)

const answers: readonly (readonly [string, number, ReturnType<typeof GET>, Options])[] = [
  ['GET', 200, GET(), {}],
  ['HEAD', 200, HEAD(), {}],
  ['QUERY', 200, QUERY(), {}],
  ['a range', 206, GET({ Range: 'bytes=0-4' }), {}],
  ['two ranges', 206, GET({ Range: 'bytes=0-4,10-14' }), {}],
  ['a revisit', 304, GET({ 'If-None-Match': '"v1"' }), {}],
  ['a revisit by date', 304, GET({ 'If-Modified-Since': lText }), {}],
  ['HEAD, revisited', 304, HEAD({ 'If-None-Match': '"v1"' }), {}],
  ['another tag', 412, GET({ 'If-Match': '"x"' }), {}],
  ['an earlier date', 412, GET({ 'If-Unmodified-Since': secondBefore }), {}],
  ['an unsatisfiable range', 416, GET({ Range: 'bytes=999-' }), {}],
  ['an unreadable list', 400, GET({ 'If-Match': 'x' }), { unreadable: 'reject' }],
  ['another method', 405, PUT(), {}],
  ['DELETE', 405, request('DELETE'), {}],
]

describe('CASES 35: respond sets Date, of now', () => {
  test.each(answers)('CASES 35: %s, %i', async (_, status, asked, options) => {
    const prepared = prepare(document(v1).representation)
    for (const representation of [document().representation, prepared]) {
      const answer = await respond(asked, representation, options)
      expect([answer.status, answer.headers.get('Date')]).toEqual([status, nowText])
    }
    setClock('2026-11-23T20:01:00Z')
    const later = await respond(asked, prepared, options)
    expect(later.headers.get('Date')).toBe('Mon, 23 Nov 2026 20:01:00 GMT')
  })

  test('CASES 35: 404 and 503', async () => {
    const missing = await respond(GET(), null)
    const changing = await respond(GET(), { version: 1, body: () => null })
    expect([missing.headers.get('Date'), changing.headers.get('Date')]).toEqual([nowText, nowText])
  })

  test('CASES 35: a Date among the fields, or of a Response as content, is not sent beside it', async () => {
    const old = { Date: lText }
    for (const asked of [GET(), GET({ 'If-None-Match': '"v1"' }), GET({ Range: 'bytes=0-4' })]) {
      const { representation } = document({ ...v1, headers: old })
      expect((await respond(asked, representation)).headers.get('Date')).toBe(nowText)
    }
    const content = { ...v1, body: () => new Response('x', { headers: old }) }
    expect((await respond(GET(), content)).headers.get('Date')).toBe(nowText)
  })
})

describe('the bare evaluatePreconditions leaves Date to the server', () => {
  test.each([
    ['304', GET({ 'If-None-Match': '"v1"' }), {}],
    ['412', PUT({ 'If-Match': '"x"' }), {}],
    ['428', PUT(), { require: true }],
    ['400', PUT({ 'If-Match': 'x' }), { unreadable: 'reject' }],
  ] as const)('%s', (status, asked, options) => {
    for (const state of [v1, prepare({ ...v1, headers: { Date: lText } })]) {
      const answer = mustAnswer(evaluatePreconditions(asked, state, options))
      expect([String(answer.status), answer.headers.get('Date')]).toEqual([status, null])
    }
  })
})

describe('Last-Modified is never later than Date', () => {
  test('for a date of this second, of the last one, and of days ago', async () => {
    for (const held of [
      '2026-11-23T20:00:00.900Z',
      '2026-11-23T20:00:00.000Z',
      '2026-11-23T19:59:59.999Z',
      L.toISOString(),
    ]) {
      const { headers } = await respond(GET(), { lastModified: new Date(held), body: () => 'x' })
      expect(Date.parse(headers.get('Last-Modified')!)).toBeLessThanOrEqual(Date.parse(headers.get('Date')!))
    }
  })
})
