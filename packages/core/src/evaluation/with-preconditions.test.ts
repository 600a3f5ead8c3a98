import { describe, expect, test, vi } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { setClock, startClock, stopClock } from '../../test/support/clock.ts'
import { request } from '../../test/support/request.ts'
import type { Validators } from '../fields/validators.ts'
import type { Options } from '../responses/options.ts'
import { withPreconditions } from './with-preconditions.ts'

const v7 = { version: 7 }

function wrapped(selected: Validators | null = v7, options?: Options) {
  const select = vi.fn(() => Promise.resolve(selected))
  const handler = vi.fn(() => new Response('hello'))
  return { select, handler, fetch: withPreconditions(select, handler, options) }
}

describe('select', () => {
  test.each([
    ['GET', {}, true],
    ['HEAD', {}, true],
    ['PUT', { 'If-Match': '"7"' }, true],
    ['POST', { 'If-Unmodified-Since': 'oops' }, true],
    ['DELETE', { 'If-None-Match': '*' }, true],
    ['PUT', {}, false],
    ['POST', {}, false],
    ['QUERY', { 'If-None-Match': '"7"' }, false],
    ['OPTIONS', { 'If-Match': '"6"' }, false],
    ['TRACE', { 'If-Match': '"6"' }, false],
    ['CONNECT', { 'If-Match': '"6"' }, false],
  ])('is asked on %s %j: %s', async (method, fields, expected) => {
    const { select, fetch } = wrapped()
    await fetch(request(method, fields))
    expect(select).toHaveBeenCalledTimes(expected ? 1 : 0)
  })

  test.each([
    ['PUT', true],
    ['PATCH', true],
    ['DELETE', true],
    ['POST', false],
    ['OPTIONS', false],
  ])('where a condition is required, on a bare %s: %s', async (method, expected) => {
    const { select, handler, fetch } = wrapped(v7, { require: true })
    expect((await fetch(request(method))).status).toBe(expected ? 428 : 200)
    expect([select.mock.calls.length, handler.mock.calls.length]).toEqual(expected ? [1, 0] : [0, 1])
  })

  test('comes before the handler, with all that it gets', async () => {
    const { select, handler, fetch } = wrapped()
    const [asked, env, context] = [request('GET'), { db: 1 }, { waitUntil: 2 }]
    await (fetch as (...all: unknown[]) => Promise<Response>)(asked, env, context)
    expect([select.mock.calls, handler.mock.calls]).toEqual([[[asked, env, context]], [[asked, env, context]]])
    expect(select.mock.invocationCallOrder[0]).toBeLessThan(handler.mock.invocationCallOrder[0]!)
  })

  test('that gives nothing useful is a mistake', async () => {
    const fetch = withPreconditions(
      () => undefined as never,
      () => new Response('hello'),
    )
    await expect(fetch(request('GET'))).rejects.toThrow(/^Cannot read validators: undefined says nothing/)
  })

  test('that throws, throws', async () => {
    const fetch = withPreconditions(
      () => Promise.reject(new Error('the store is gone')),
      () => new Response('hello'),
    )
    await expect(fetch(request('GET'))).rejects.toThrow('the store is gone')
  })
})

describe('the handler', () => {
  test.each([
    ['GET', { 'If-None-Match': '"7"' }, 304],
    ['GET', { 'If-Match': '"6"' }, 412],
    ['PUT', { 'If-Match': '"6"' }, 412],
  ])('never runs for %s %j', async (method, fields, status) => {
    const { handler, fetch } = wrapped()
    expect((await fetch(request(method, fields))).status).toBe(status)
    expect(handler).not.toHaveBeenCalled()
  })

  test.each([
    ['GET', {}, '"7"'],
    ['HEAD', {}, '"7"'],
    ['GET', { 'If-None-Match': '"6"' }, '"7"'],
    ['PUT', { 'If-Match': '"7"' }, null],
    ['POST', {}, null],
    ['OPTIONS', {}, null],
    ['QUERY', {}, null],
  ])('answers %s %j, and its 200 has the tag %s', async (method, fields, etag) => {
    const { fetch } = wrapped()
    const answer = await fetch(request(method, fields))
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, etag, 'hello'])
  })

  test('answers for what is not there', async () => {
    const fetch = withPreconditions(
      () => null,
      () => new Response('nothing', { status: 404 }),
    )
    const answer = await fetch(request('GET', { 'If-None-Match': '*' }))
    expect([answer.status, answer.headers.has('etag')]).toEqual([404, false])
  })

  test('that throws, throws', async () => {
    const fetch = withPreconditions(
      () => v7,
      () => Promise.reject(new Error('the handler is gone')),
    )
    await expect(fetch(request('GET'))).rejects.toThrow('the handler is gone')
  })
})

describe('a QUERY', () => {
  const query = (etag: string, fields: Record<string, string>) =>
    withPreconditions(
      () => v7,
      () => new Response('hello', { headers: { etag } }),
    )(request('QUERY', fields))

  test('is evaluated on the tag of its own answer', async () => {
    expect((await query('"q1"', { 'If-None-Match': '"q1"' })).status).toBe(304)
    expect((await query('"q1"', { 'If-None-Match': '"7"' })).status).toBe(200)
  })
})

test('options reach the evaluation', async () => {
  const { onDecision, onMistake } = listeners()
  const options = { ifMatch: 'version', always: { 'x-a': '1' }, onDecision, onMistake } as const
  const { fetch } = wrapped({ version: 7, weak: true }, options)
  expect((await fetch(request('PUT', { 'If-Match': '"7"' }))).status).toBe(200)
  expect((await fetch(request('PUT', { 'If-Match': '"6"' }))).headers.get('x-a')).toBe('1')
  expect(onDecision.mock.calls.map(([{ status }]) => status)).toEqual([null, 412])
  const differing = withPreconditions(
    () => v7,
    () => new Response(null, { headers: { etag: '"8"' } }),
    options,
  )
  await differing(request('GET'))
  await differing(request('GET'))
  expect(onMistake).toHaveBeenCalledTimes(1)
})

test('a strong date that had not come when it was selected is not stamped', async () => {
  const selected: Validators = { version: 7, lastModified: new Date('2026-06-15T12:00:01Z'), dateIsStrong: true }
  const handler = vi.fn(() => {
    setClock('2026-06-15T12:00:02Z')
    return new Response('hello')
  })
  const fetch = withPreconditions(() => selected, handler)
  stopClock('2026-06-15T12:00:00.900Z')
  try {
    const [first, second] = [await fetch(request('GET')), await fetch(request('GET'))]
    expect([first.headers.get('etag'), first.headers.get('last-modified')]).toEqual(['"7"', null])
    expect(second.headers.get('last-modified')).toBe('Mon, 15 Jun 2026 12:00:01 GMT')
  } finally {
    startClock()
  }
})
