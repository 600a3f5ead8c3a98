import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { respond, withPreconditions } from '@ifmatch/core'
import { etag, preconditions } from '@ifmatch/hono'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { stream } from 'hono/streaming'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const modified = new Date('2026-01-02T03:04:05Z')
const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
let written = 0

const app = new Hono()
app.use(cors())
app.get('/etag', etag(), (c) => c.text('hello'))
app.get('/open', etag(), (c) =>
  stream(c, async (body) => {
    await body.write('one')
    await new Promise((resolve) => setTimeout(resolve, 60))
    await body.write('two')
  }),
)
const guard = preconditions(() => ({ version: 7, lastModified: modified }))
app.get('/note', guard, (c) => c.text('hello'))
app.put('/note', guard, (c) => {
  written++
  return c.body(null, 204)
})
app.get('/respond', (c) => respond(c.req.raw, { version: 7, type: 'text/plain', size: 5, body: () => 'hello' }))

// What the light Response of this server is given: a record, or Headers, which the handler keeps for the next answer.
const record = { 'Content-Type': 'text/css', Vary: 'Accept' }
const shared = new Headers({ 'Content-Type': 'text/css' })
const stamped: Response[] = []
const handlers = new Map<string, (request: Request) => Promise<Response>>()
for (const [path, headers] of Object.entries({ '/record': record, '/shared': shared, '/bare': undefined })) {
  const handler = withPreconditions(
    () => ({ version: 7, headers: { Vary: 'Accept' } }),
    () => new Response('hello', headers && { headers }),
  )
  handlers.set(path, async (request) => {
    const answer = await handler(request)
    stamped.push(answer)
    return answer
  })
}

// Hono itself makes heavy ones of them, where middleware has set a field before.
const dispatch = (request: Request) => (handlers.get(new URL(request.url).pathname) ?? app.fetch)(request)

let server: ServerType
beforeAll(
  () =>
    new Promise<void>(
      (resolve) => (server = serve({ fetch: dispatch, port: 0, hostname: '127.0.0.1' }, () => resolve())),
    ),
)
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

/** Sends a request as it is written here, and gives the answer as it comes. */
function send(
  line: string,
  fields: readonly string[] = [],
  body = '',
): Promise<{ status: number; head: string; body: string }> {
  return new Promise((resolve, reject) => {
    let text = ''
    const length = body ? [`Content-Length: ${body.length}`] : []
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.setEncoding('latin1')
    socket.on('data', (data) => (text += data))
    socket.on('error', reject)
    socket.on('close', () => {
      const end = text.indexOf('\r\n\r\n')
      resolve({ status: Number(text.slice(9, 12)), head: text.slice(0, end), body: text.slice(end + 4) })
    })
    socket.write(
      `${[`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...length, ...fields].join('\r\n')}\r\n\r\n${body}`,
    )
  })
}

describe('on Node, over a socket', () => {
  test.each(['/etag', '/note', '/respond'])(
    '%s: 200, and then 304 without content and without its length',
    async (path) => {
      const first = await send(`GET ${path}`)
      expect(first.status).toBe(200)
      expect(first.body).toContain('hello')
      expect(first.head).toMatch(/content-type: text\/plain/i)
      const again = await send(`GET ${path}`, [`If-None-Match: ${/^etag: (.*)$/im.exec(first.head)![1]}`])
      expect(again.status).toBe(304)
      expect(again.body).toBe('')
      expect(again.head).not.toMatch(/content-length|content-type|transfer-encoding/i)
      expect(again.head).toMatch(/access-control-allow-origin: \*/i)
      expect(again.head.match(/^date: /gim)).toHaveLength(1)
    },
  )

  test.each(['/etag', '/note', '/respond'])('%s: HEAD ends with its fields', async (path) => {
    const answer = await send(`HEAD ${path}`)
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(answer.head).toMatch(/etag: "/i)
  })

  test('a 412 comes with its document, and HEAD without it', async () => {
    const failed = await send('GET /note', ['If-Match: "6"'])
    expect(failed.status).toBe(412)
    expect(failed.body).toContain('"reason":"mismatch"')
    expect(failed.head).toMatch(/access-control-allow-origin: \*/i)
    const head = await send('HEAD /note', ['If-Match: "6"'])
    expect([head.status, head.body]).toEqual([412, ''])
    expect(head.head).toMatch(/content-type: application\/problem\+json/i)
    expect(head.head).not.toMatch(/content-length: 0/i)
  })

  test('repeated lists are one list; a repeated date is none, and one date is', async () => {
    expect((await send('GET /note', ['If-None-Match: "6"', 'If-None-Match: "7"'])).status).toBe(304)
    expect((await send('GET /note', ['If-Modified-Since: ' + date])).status).toBe(304)
    expect((await send('GET /note', ['If-Modified-Since: ' + date, 'If-Modified-Since: ' + date])).status).toBe(200)
    const before = 'Fri, 02 Jan 2026 03:04:04 GMT'
    written = 0
    expect((await send('PUT /note', ['If-Unmodified-Since: ' + before], 'x')).status).toBe(412)
    expect(written).toBe(0)
    expect(
      (await send('PUT /note', ['If-Unmodified-Since: ' + before, 'If-Unmodified-Since: ' + before], 'x')).status,
    ).toBe(204)
    expect(written).toBe(1)
  })

  test('fields as they may not be: an open quote matches nothing, an empty If-Match is false', async () => {
    expect((await send('GET /note', ['If-None-Match: "7'])).status).toBe(200)
    expect((await send('GET /note', ['If-Match:'])).status).toBe(412)
    expect((await send('GET /note', ['If-None-Match:', 'If-Modified-Since: ' + date])).status).toBe(200)
  })

  test('a stale write with a large body is answered, and nothing is written', async () => {
    written = 0
    const failed = await fetch(address('/note'), {
      method: 'PUT',
      headers: { 'if-match': '"6"' },
      body: 'x'.repeat(8_000_000),
    })
    expect(failed.status).toBe(412)
    expect(await failed.json()).toMatchObject({ reason: 'mismatch' })
    expect(written).toBe(0)
  })

  test('a part has its bytes and its length', async () => {
    const part = await send('GET /respond', ['Range: bytes=1-3', 'If-Range: "7"'])
    expect([part.status, part.body]).toEqual([206, 'ell'])
    expect(part.head).toMatch(/content-range: bytes 1-3\/5/i)
    expect(part.head).toMatch(/content-length: 3/i)
  })

  test('the head of an open stream is not held back, and its tag is left out', async () => {
    const answer = await send('GET /open')
    expect(answer.head).not.toMatch(/etag/i)
    expect(answer.body).toMatch(/one[^]*two/)
  })
})

describe('a 200 that was given', () => {
  test.each(['/record', '/shared', '/bare'])('%s is stamped, also on the wire', async (path) => {
    for (let visit = 0; visit < 2; visit++) {
      const { status, head, body } = await send(`GET ${path}`)
      expect([status, body]).toEqual([200, 'hello'])
      expect(head.toLowerCase()).toContain('\r\netag: "7"')
      expect(head.toLowerCase().match(/\r\netag:/g)).toHaveLength(1)
      expect(head.toLowerCase()).toContain(`\r\ncontent-type: text/${path === '/bare' ? 'plain' : 'css'}`)
      expect(head.toLowerCase()).toContain('\r\ncontent-length: 5')
      expect(head.toLowerCase()).toContain('\r\nvary: accept')
    }
  })

  test('what it was given stays as it was', () => {
    expect(record).toEqual({ 'Content-Type': 'text/css', Vary: 'Accept' })
    expect([...shared]).toEqual([['content-type', 'text/css']])
  })

  test('it is still a light one: a heavy one has lost what it was made from', () => {
    expect(stamped.length).toBeGreaterThan(0)
    for (const answer of stamped)
      expect(Object.getOwnPropertySymbols(answer).map(({ description }) => description)).toContain('cache')
  })
})
