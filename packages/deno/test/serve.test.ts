import { withPreconditions } from '@ifmatch/deno'
import { respond } from '@ifmatch/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { send } from './support/socket.ts'

const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const before = 'Fri, 02 Jan 2026 03:04:04 GMT'
const ran: string[] = []

let server: Deno.HttpServer<Deno.NetAddr>
beforeAll(() => {
  const handler = withPreconditions(
    (request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => {
      ran.push(`select ${info.remoteAddr.hostname}`)
      return request.url.endsWith('/8') ? null : { version: 7, lastModified: new Date(date) }
    },
    (request, info) => {
      ran.push(`handler ${info.remoteAddr.hostname}`)
      if (request.url.endsWith('/broken')) throw new Error('the database is gone')
      return request.method === 'GET' || request.method === 'HEAD'
        ? new Response('hello')
        : new Response(null, { status: 204 })
    },
  )
  const onError = (error: unknown) => new Response((error as Error).message, { status: 500 })
  server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {}, onError }, handler)
})
beforeEach(() => void ran.splice(0))
afterAll(() => server.shutdown())

const ask = (line: string, ...fields: string[]) => send(server.addr.port, line, fields)

describe('withPreconditions, over a socket', () => {
  test('a 200 to a read is stamped, and has what Deno knows of its content', async () => {
    const answer = await ask('GET /7')
    expect([answer.status, answer.body]).toEqual([200, 'hello'])
    expect(answer.field('etag')).toBe('"7"')
    expect(answer.field('last-modified')).toBe(date)
    expect(answer.field('content-type')).toBe('text/plain;charset=UTF-8')
    expect(answer.field('content-length')).toBe('5')
    expect(ran).toEqual(['select 127.0.0.1', 'handler 127.0.0.1'])
  })

  test.each([
    ['GET', 'If-None-Match: "7"', 304],
    ['HEAD', 'If-None-Match: W/"7"', 304],
    ['GET', `If-Modified-Since: ${date}`, 304],
    ['GET', 'If-Match: "6"', 412],
    ['HEAD', 'If-Match: "6"', 412],
    ['PUT', 'If-Match: "6"', 412],
    ['DELETE', `If-Unmodified-Since: ${before}`, 412],
    ['PUT', 'If-None-Match: *', 412],
  ])('%s with %s never runs the handler: %i', async (method, field, status) => {
    const answer = await ask(`${method} /7`, field)
    expect(answer.status).toBe(status)
    expect(ran).toEqual(['select 127.0.0.1'])
    if (status === 304 || method === 'HEAD') expect(answer.body).toBe('')
    else expect(JSON.parse(answer.body)).toMatchObject({ status, current: '"7"' })
    if (status === 304) expect(answer.head).not.toMatch(/content-length|content-type|transfer-encoding/i)
    expect(answer.head.match(/^date: /gim)).toHaveLength(1)
  })

  test('HEAD has the fields of GET without its content', async () => {
    const answer = await ask('HEAD /7')
    expect([answer.status, answer.body, answer.field('etag')]).toEqual([200, '', '"7"'])
  })

  test('writes: what holds goes on, and a 204 has no validators of the state before it', async () => {
    const answer = await ask('PUT /7', 'If-Match: "7"')
    expect([answer.status, answer.field('etag')]).toEqual([204, null])
    expect((await ask('PUT /8', 'If-None-Match: *')).status).toBe(204)
    expect((await ask('PUT /8', 'If-Match: *')).status).toBe(412)
  })

  test('fields as they come: repeated lists are one, a repeated date is none, an empty list is one', async () => {
    expect((await ask('GET /7', 'If-None-Match: "6"', 'If-None-Match: "7"')).status).toBe(304)
    expect((await ask('GET /7', `If-Modified-Since: ${date}`, `If-Modified-Since: ${date}`)).status).toBe(200)
    expect((await ask('PUT /7', `If-Unmodified-Since: ${before}`, `If-Unmodified-Since: ${before}`)).status).toBe(204)
    expect((await ask('GET /7', 'If-None-Match: "7')).status).toBe(200)
    expect((await ask('GET /7', 'If-Match:')).status).toBe(412)
    expect((await ask('GET /7', 'If-None-Match:', `If-Modified-Since: ${date}`)).status).toBe(200)
  })

  test("a handler's error goes to Deno.serve's own onError", async () => {
    const answer = await ask('GET /broken')
    expect([answer.status, answer.body, answer.field('etag')]).toEqual([500, 'the database is gone', null])
  })

  test('a stale write with a large body is answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        fetch(`http://127.0.0.1:${server.addr.port}/7`, {
          method: 'PUT',
          headers: { 'If-Match': '"6"' },
          body: 'x'.repeat(8_000_000),
        }),
      ),
    )
    for (const answer of answers) expect([answer.status, (await answer.json()).reason]).toEqual([412, 'mismatch'])
  })
})

describe('respond, of what has no size', () => {
  test('HEAD has no Content-Length, since none is known', async () => {
    const unsized = { version: 7, body: () => 'hello' }
    const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, (request) =>
      respond(request, unsized),
    )
    try {
      const [get, head] = [await send(server.addr.port, 'GET /', []), await send(server.addr.port, 'HEAD /', [])]
      expect([get.body, head.status, head.field('etag'), head.field('content-length'), head.body]).toEqual([
        'hello',
        200,
        '"7"',
        null,
        '',
      ])
    } finally {
      await server.shutdown()
    }
  })
})
