import { withPreconditions, type RequestLike, type Validators } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/answer.ts'
import { guarded, quiet } from '../support/guarded.ts'
import { GET, guardedRequest, QUERY, request } from '../support/request.ts'
import { L, lText, secondBefore, v1 } from '../support/state.ts'

describe('withPreconditions: when select runs', () => {
  const conditional = { 'If-Match': '"v1"' }
  test.each([
    ['GET', {}, {}, 1],
    ['HEAD', {}, {}, 1],
    ['GET', { 'If-None-Match': '"x"' }, {}, 1],
    ['PUT', {}, {}, 0],
    ['POST', {}, {}, 0],
    ['PATCH', {}, {}, 0],
    ['DELETE', {}, {}, 0],
    ['PUT', conditional, {}, 1],
    ['POST', conditional, {}, 1],
    ['PATCH', conditional, {}, 1],
    ['DELETE', conditional, {}, 1],
    ['PUT', { 'If-None-Match': '*' }, {}, 1],
    ['PUT', { 'If-Unmodified-Since': lText }, {}, 1],
    ['PUT', {}, { require: true }, 1],
    ['PATCH', {}, { require: true }, 1],
    ['DELETE', {}, { require: true }, 1],
    ['POST', {}, { require: true }, 0],
    ['OPTIONS', conditional, { require: true }, 0],
    ['QUERY', { 'If-None-Match': '"v1"' }, {}, 0],
  ])('%s %o, options %o: %i times', async (method, fields, options, times) => {
    const { select, serve } = guarded(v1, () => new Response(null, { status: 204 }), options)
    await serve(request(method, fields))
    expect(select).toHaveBeenCalledTimes(times)
  })
})

describe('withPreconditions: when the handler runs', () => {
  test.each([
    ['GET', { 'If-None-Match': '"v1"' }, 304],
    ['HEAD', { 'If-None-Match': '"v1"' }, 304],
    ['GET', { 'If-Modified-Since': lText }, 304],
    ['GET', { 'If-Match': '"x"' }, 412],
    ['PUT', { 'If-Match': '"x"' }, 412],
    ['PUT', { 'If-None-Match': '*' }, 412],
    ['DELETE', { 'If-Unmodified-Since': secondBefore }, 412],
  ])('TRAP: %s %o is %i, and the handler never runs', async (method, fields, due) => {
    const { handler, serve } = guarded()
    expect((await serve(request(method, fields))).status).toBe(due)
    expect(handler).not.toHaveBeenCalled()
  })

  test('428 too', async () => {
    const { handler, serve } = guarded(v1, undefined, { require: true })
    const answer = await serve(request('PUT'))
    expect([answer.status, (await problemOf(answer)).reason]).toEqual([428, 'required'])
    expect(handler).not.toHaveBeenCalled()
  })

  test.each([
    ['GET', {}],
    ['GET', { 'If-None-Match': '"x"' }],
    ['PUT', { 'If-Match': '"v1"' }],
    ['PUT', {}],
    ['POST', {}],
    ['OPTIONS', { 'If-Match': '"x"' }],
  ])('%s %o goes on, and it runs once', async (method, fields) => {
    const { handler, serve } = guarded()
    expect((await serve(request(method, fields))).status).toBe(200)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('where nothing is there the handler says what that means', async () => {
    const { handler, serve } = guarded(null, () => new Response('none', { status: 404 }))
    expect((await serve(GET({ 'If-None-Match': '*' }))).status).toBe(404)
    expect((await serve(request('PUT', { 'If-Match': '*' }))).status).toBe(412)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('select may promise', async () => {
    const serve = withPreconditions(
      async () => v1,
      async () => new Response('new'),
    )
    expect((await serve(GET({ 'If-None-Match': '"v1"' }))).status).toBe(304)
    expect((await serve(GET())).headers.get('ETag')).toBe('"v1"')
  })

  test('what select throws is thrown on', async () => {
    const serve = withPreconditions(
      (): Validators => {
        throw new Error('the database')
      },
      () => new Response('new'),
    )
    await expect(serve(GET())).rejects.toThrow('the database')
  })
})

describe('withPreconditions: QUERY is evaluated on the tag of its answer', () => {
  const answer = () => new Response('found', { headers: { ETag: '"q1"', 'Last-Modified': lText } })

  test.each([
    [{ 'If-None-Match': '"q1"' }, 304],
    [{ 'If-None-Match': '"v1"' }, 200],
    [{ 'If-Modified-Since': lText }, 304],
    [{ 'If-Match': '"x"' }, 412],
    [{}, 200],
  ])('%o is %i, after the handler ran', async (fields, due) => {
    const { select, handler, serve } = guarded(v1, answer)
    expect((await serve(QUERY(fields))).status).toBe(due)
    expect(select).not.toHaveBeenCalled()
    expect(handler).toHaveBeenCalledTimes(1)
  })
})

describe('withPreconditions: the request', () => {
  test.each(['GET', 'HEAD', 'PUT'])(
    'TRAP: a %s is handed on as it is, never cloned, its body never touched',
    async (method) => {
      const asked = guardedRequest(method, { 'If-Match': '"v1"' })
      const { select, handler, serve } = guarded()
      expect((await serve(asked)).status).toBe(200)
      expect(select.mock.calls[0]![0]).toBe(asked)
      expect(handler.mock.calls[0]![0]).toBe(asked)
    },
  )

  test('TRAP: a handler behind it still reads the body', async () => {
    const serve = withPreconditions<Request, []>(
      () => v1,
      async (asked) => new Response(await asked.text()),
    )
    const asked = new Request('http://localhost/', { method: 'PUT', body: 'mine', headers: { 'If-Match': '"v1"' } })
    expect(await (await serve(asked)).text()).toBe('mine')
  })

  test('further arguments go to select and to the handler', async () => {
    const select = vi.fn((_request: RequestLike, env: { id: number }, _context: string) => ({
      version: env.id,
      lastModified: L,
    }))
    const handler = vi.fn(
      (_request: RequestLike, env: { id: number }, context: string) => new Response(`${env.id} ${context}`),
    )
    const asked = GET()
    const answer = await withPreconditions(select, handler)(asked, { id: 7 }, 'ctx')
    expect([answer.headers.get('ETag'), await answer.text()]).toEqual(['"7"', '7 ctx'])
    expect(select.mock.calls).toEqual([[asked, { id: 7 }, 'ctx']])
    expect(handler.mock.calls).toEqual([[asked, { id: 7 }, 'ctx']])
  })

  test.each(['GET', 'HEAD', 'PUT', 'QUERY'])(
    'a handler that returns undefined to %s passes through',
    async (method) => {
      const upgrade = () => undefined as unknown as Response
      const { serve } = guarded(v1, upgrade, quiet)
      expect(await serve(request(method, { 'If-Match': '"v1"' }))).toBe(undefined)
      expect(await serve(request(method))).toBe(undefined)
    },
  )
})
