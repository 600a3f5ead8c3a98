import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import { guarded, quiet } from '../support/guarded.ts'
import { immutable } from '../support/immutable.ts'
import { GET, HEAD, request } from '../support/request.ts'
import { lText, secondBefore, v1 } from '../support/state.ts'

describe('withPreconditions: what is stamped', () => {
  test.each([GET(), HEAD()])('a 200 to a read whose handler set no validators', async (read) => {
    const { serve } = guarded(
      { ...v1, headers: { 'Cache-Control': 'no-cache' } },
      () => new Response('new', { headers: { 'X-Own': 'yes' } }),
    )
    const answer = await serve(read)
    expect(fieldsOf(answer, ['ETag', 'Last-Modified', 'Cache-Control', 'X-Own'])).toEqual({
      ETag: '"v1"',
      'Last-Modified': lText,
      'Cache-Control': 'no-cache',
      'X-Own': 'yes',
    })
    expect(await answer.text()).toBe('new')
  })

  test.each([201, 203, 204, 206, 301, 401, 403, 404, 500])('a %i is not', async (status) => {
    const { serve } = guarded(v1, () => new Response(status === 204 ? null : 'new', { status }))
    const answer = await serve(GET())
    expect(answer.status).toBe(status)
    expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': null })
  })

  test.each([
    ['an ETag', { ETag: '"own"' }, { ETag: '"own"', 'Last-Modified': null }],
    ['a Last-Modified', { 'Last-Modified': secondBefore }, { ETag: null, 'Last-Modified': secondBefore }],
  ])('where the handler set %s, neither is added', async (_, headers, due) => {
    const { serve } = guarded(v1, () => new Response('new', { headers }), quiet)
    expect(fieldsOf(await serve(GET()), ['ETag', 'Last-Modified'])).toEqual(due)
  })

  test.each([
    ['CASES 2: PUT with If-Match: "v1", 204', 'PUT', 204],
    ['CASES 2: PUT, 200', 'PUT', 200],
    ['POST, 200', 'POST', 200],
    ['PATCH, 200', 'PATCH', 200],
  ])('%s: a write gets no ETag and no Last-Modified', async (_, method, status) => {
    const { serve } = guarded(v1, () => new Response(null, { status }))
    const answer = await serve(request(method, { 'If-Match': '"v1"' }))
    expect(answer.status).toBe(status)
    expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': null })
  })

  test('a write keeps the tag that its handler set', async () => {
    const { serve } = guarded(v1, () => new Response(null, { status: 204, headers: { ETag: '"v2"' } }))
    expect((await serve(request('PUT', { 'If-Match': '"v1"' }))).headers.get('ETag')).toBe('"v2"')
  })

  test('where nothing was there, or nothing is known of it, nothing is stamped', async () => {
    for (const state of [null, { exists: true }] as const) {
      const answer = await guarded(state).serve(GET())
      expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': null })
    }
  })

  test('TRAP: immutable headers are copied, not set', async () => {
    const fetched = () => immutable(new Response('fetched', { headers: { 'X-Own': 'yes' } }))
    const answer = await guarded(v1, fetched).serve(GET())
    expect([answer.status, await answer.text()]).toEqual([200, 'fetched'])
    expect(fieldsOf(answer, ['ETag', 'X-Own'])).toEqual({ ETag: '"v1"', 'X-Own': 'yes' })
  })

  test('a cookie of the validators is added to those of the handler', async () => {
    const state = { ...v1, headers: { 'Set-Cookie': 'c=3' } }
    const answer = await guarded(state, () => new Response('new', { headers: { 'Set-Cookie': 'a=1' } })).serve(GET())
    expect([...answer.headers.getSetCookie()].sort()).toEqual(['a=1', 'c=3'])
  })

  test('TRAP: each Set-Cookie of the handler comes through', async () => {
    const cookies = () =>
      new Response('new', {
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
      })
    expect((await guarded(v1, cookies).serve(GET())).headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
