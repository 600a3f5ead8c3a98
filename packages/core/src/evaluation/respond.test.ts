import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startClock, stopClock } from '../../test/support/clock.ts'
import { request } from '../../test/support/request.ts'
import { prepare } from '../fields/current.ts'
import type { Representation } from '../responses/representation.ts'
import { respond } from './respond.ts'

const hello: Representation = { version: 7, type: 'text/plain', size: 5, body: () => 'hello' }
const changed: Representation = { ...hello, body: () => null }

beforeEach(() => stopClock('2026-06-15T12:00:00.999Z'))
afterEach(startClock)

describe('respond', () => {
  test.each([
    ['a representation', hello],
    ['a prepared one', prepare(hello)],
    ['a function of it', () => hello],
    ['a promise of it', () => Promise.resolve(hello)],
  ])('answers with %s', async (_, selected) => {
    const answer = await respond(request('GET'), selected)
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, '"7"', 'hello'])
  })

  test('asks a function again, ten times in all', async () => {
    const select = vi.fn(() => changed)
    expect((await respond(request('GET'), select)).status).toBe(503)
    expect(select).toHaveBeenCalledTimes(10)
  })

  test('asks a value once', async () => {
    const body = vi.fn(() => null)
    expect((await respond(request('GET'), { ...hello, body })).status).toBe(503)
    expect(body).toHaveBeenCalledTimes(1)
  })

  test.each(['PUT', 'POST', 'DELETE', 'OPTIONS', 'get'])('leaves %s to others, and selects nothing', async (method) => {
    const select = vi.fn(() => hello)
    const answer = await respond(request(method, { 'If-Match': '"6"' }), select, { always: { 'x-a': '1' } })
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('x-a')]).toEqual([
      405,
      'GET, HEAD, QUERY',
      '1',
    ])
    expect(await answer.json()).toMatchObject({ title: 'Method Not Allowed', status: 405 })
    expect(select).not.toHaveBeenCalled()
  })

  test('fails a QUERY that does not say what its content is', async () => {
    const select = vi.fn(() => hello)
    const answer = await respond(request('QUERY', { 'If-None-Match': '"7"' }), select, { always: { 'x-a': '1' } })
    expect([answer.status, answer.headers.get('x-a'), select.mock.calls.length]).toEqual([400, '1', 0])
    expect(await answer.json()).toMatchObject({ title: 'Bad Request', detail: expect.stringContaining('Content-Type') })
    expect((await respond(request('QUERY', { 'Content-Type': 'text/plain' }), hello)).status).toBe(200)
  })

  test.each([
    ['200', request('GET'), hello],
    ['206', request('GET', { Range: 'bytes=0-1' }), hello],
    ['304', request('GET', { 'If-None-Match': '"7"' }), prepare(hello)],
    [
      '304 of a state with a stale Date',
      request('GET', { 'If-None-Match': '"7"' }),
      { ...hello, headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT' } },
    ],
    [
      '200 of a state with a stale Date',
      request('GET'),
      { ...hello, headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT' } },
    ],
    ['400', request('QUERY'), hello],
    ['404', request('GET'), null],
    ['405', request('PUT'), hello],
    ['412', request('GET', { 'If-Match': '"6"' }), hello],
    ['416', request('GET', { Range: 'bytes=5-' }), hello],
    ['503', request('GET'), changed],
  ])('dates its %s', async (name, asked, selected) => {
    const answer = await respond(asked, selected)
    expect([answer.status, answer.headers.get('date')]).toEqual([
      Number(name.slice(0, 3)),
      'Mon, 15 Jun 2026 12:00:00 GMT',
    ])
  })

  test.each([
    ['200', {}],
    ['206', { Range: 'bytes=0-1' }],
    ['304', { 'If-None-Match': '"7"' }],
  ])('does not look at the %s that it has built: Deno would send it by a longer way', async (name, fields) => {
    class Unseen extends Response {
      override get headers(): Headers {
        throw new Error('looked at')
      }
    }
    const answer = await respond(request('GET', fields), hello, { fetchAPI: { Response: Unseen } })
    expect(answer.status).toBe(Number(name))
  })

  test('never dates a representation later than its answer', async () => {
    const answer = await respond(request('GET'), { ...hello, lastModified: new Date('2026-06-16T00:00:00Z') })
    expect(answer.headers.get('last-modified')).toBe(answer.headers.get('date'))
  })
})
