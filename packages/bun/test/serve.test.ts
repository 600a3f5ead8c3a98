import { withPreconditions } from '@ifmatch/bun'
import { respond } from '@ifmatch/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { send } from './support/socket.ts'

const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const before = 'Fri, 02 Jan 2026 03:04:04 GMT'
const ran: string[] = []

function serve() {
  return Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    development: false,
    error: (error) => new Response(error.message, { status: 500 }),
    routes: {
      '/notes/:id': withPreconditions(
        (request, server) => {
          ran.push(`select ${request.params.id} ${server.port}`)
          return request.params.id === '7' ? { version: 7, lastModified: new Date(date) } : null
        },
        (request, server) => {
          ran.push(`handler ${request.params.id} ${server.port}`)
          return request.method === 'GET' || request.method === 'HEAD'
            ? new Response('hello')
            : new Response(null, { status: 204 })
        },
      ),
      '/methods': {
        GET: withPreconditions(
          () => ({ version: 7 }),
          () => new Response('hello'),
        ),
        PUT: withPreconditions(
          () => ({ version: 7 }),
          () => new Response(null, { status: 204 }),
          { require: true },
        ),
      },
      '/broken': withPreconditions(
        () => ({ version: 7 }),
        () => {
          throw new Error('the database is gone')
        },
      ),
    },
    fetch: withPreconditions(
      (request, server) => ({ version: `${new URL(request.url).pathname.slice(1)}-${server.pendingRequests}` }),
      (request) => new Response(request.url),
    ),
  })
}

let server: ReturnType<typeof serve>
beforeAll(() => void (server = serve()))
beforeEach(() => void ran.splice(0))
afterAll(() => server.stop(true))

const ask = (line: string, ...fields: string[]) => send(server.port!, line, fields)

describe('withPreconditions, on a route of Bun.serve', () => {
  test('a 200 to a read is stamped, and has what Bun knows of its content', async () => {
    const answer = await ask('GET /notes/7')
    expect([answer.status, answer.body]).toEqual([200, 'hello'])
    expect(answer.field('etag')).toBe('"7"')
    expect(answer.field('last-modified')).toBe(date)
    expect(answer.field('content-type')).toMatch(/^text\/plain/)
    expect(answer.field('content-length')).toBe('5')
    expect(ran).toEqual([`select 7 ${server.port}`, `handler 7 ${server.port}`])
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
    const answer = await ask(`${method} /notes/7`, field)
    expect(answer.status).toBe(status)
    expect(ran).toEqual([`select 7 ${server.port}`])
    if (status === 304 || method === 'HEAD') expect(answer.body).toBe('')
    else expect(JSON.parse(answer.body)).toMatchObject({ status, current: '"7"' })
    if (status === 304) expect(answer.head).not.toMatch(/content-length|content-type|transfer-encoding/i)
  })

  test('HEAD runs the handler of GET, and has its fields without its content', async () => {
    for (const path of ['/notes/7', '/methods']) {
      const answer = await ask(`HEAD ${path}`)
      expect([answer.status, answer.body]).toEqual([200, ''])
      expect(answer.field('etag')).toBe('"7"')
      expect(answer.field('content-length')).toBe('5')
    }
    expect((await ask('HEAD /methods', 'If-None-Match: "7"')).status).toBe(304)
  })

  test('writes: what holds goes on, and a 204 has no validators of the state before it', async () => {
    const answer = await ask('PUT /notes/7', 'If-Match: "7"')
    expect(answer.status).toBe(204)
    expect(answer.field('etag')).toBe(null)
    expect((await ask('PUT /notes/8', 'If-None-Match: *')).status).toBe(204)
    expect((await ask('PUT /notes/8', 'If-Match: *')).status).toBe(412)
  })

  test('an object of methods, with options of its own', async () => {
    expect((await ask('PUT /methods')).status).toBe(428)
    expect((await ask('PUT /methods', 'If-Match: "6"')).status).toBe(412)
    expect((await ask('PUT /methods', 'If-Match: "7"')).status).toBe(204)
  })

  test('fields as they come: repeated lists are one, a repeated date is none, an empty list is one', async () => {
    expect((await ask('GET /notes/7', 'If-None-Match: "6"', 'If-None-Match: "7"')).status).toBe(304)
    expect((await ask('GET /notes/7', `If-Modified-Since: ${date}`, `If-Modified-Since: ${date}`)).status).toBe(200)
    expect((await ask('PUT /notes/7', `If-Unmodified-Since: ${before}`, `If-Unmodified-Since: ${before}`)).status).toBe(
      204,
    )
    expect((await ask('GET /notes/7', 'If-None-Match: "7')).status).toBe(200)
    expect((await ask('GET /notes/7', 'If-Match:')).status).toBe(412)
    expect((await ask('GET /notes/7', 'If-None-Match:', `If-Modified-Since: ${date}`)).status).toBe(200)
  })

  test('CASES 57: a control character in a tag makes the field unreadable, though Bun lets it through', async () => {
    expect((await ask('GET /notes/7', 'If-None-Match: "7", "a\x7fb"')).status).toBe(200)
    expect((await ask('GET /notes/7', 'If-None-Match: "7", "ab"')).status).toBe(304)
  })

  test("a handler's error goes to Bun.serve's own", async () => {
    const answer = await ask('GET /broken')
    expect([answer.status, answer.body]).toEqual([500, 'the database is gone'])
    expect(answer.field('etag')).toBe(null)
  })

  test('fetch is wrapped alike', async () => {
    const answer = await ask('GET /other')
    expect(answer.field('etag')).toMatch(/^"other-\d"$/)
    expect((await ask('GET /other', `If-None-Match: ${answer.field('etag')}`)).status).toBe(304)
  })

  test('a stale write with a large body is answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        fetch(`http://127.0.0.1:${server.port}/notes/7`, {
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
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: (request) => respond(request, unsized) })
    try {
      const [get, head] = [await send(server.port!, 'GET /', []), await send(server.port!, 'HEAD /', [])]
      expect([get.body, head.status, head.field('etag'), head.field('content-length'), head.body]).toEqual([
        'hello',
        200,
        '"7"',
        null,
        '',
      ])
    } finally {
      await server.stop(true)
    }
  })
})
