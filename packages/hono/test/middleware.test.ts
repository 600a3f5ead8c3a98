import { respond } from '@ifmatch/core'
import { etag, preconditions } from '@ifmatch/hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { describe, expect, test } from 'vitest'

const stale = { 'if-match': '"6"' }
const fresh = { 'if-none-match': '"7"' }

describe('beside other middleware', () => {
  test.each([
    ['304', fresh],
    ['412', stale],
  ])('a %s has the fields of cors(), secureHeaders() and others', async (status, headers) => {
    const app = new Hono()
    app.use(cors({ origin: 'https://a.example', credentials: true, exposeHeaders: ['ETag'] }), secureHeaders())
    app.use(async (c, next) => {
      c.header('X-Request-Id', '17')
      c.header('Set-Cookie', 'a=1', { append: true })
      c.header('Set-Cookie', 'b=2', { append: true })
      await next()
      c.header('Server-Timing', 'total')
    })
    app.get(
      '/',
      preconditions(() => ({ version: 7, headers: { 'set-cookie': 'c=3', vary: 'Accept' } })),
      (c) => c.text('hello'),
    )
    const answer = await app.request('/', { headers: { ...headers, origin: 'https://a.example' } })
    expect(answer.status).toBe(Number(status))
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.example')
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age/)
    expect(answer.headers.get('x-request-id')).toBe('17')
    expect(answer.headers.get('server-timing')).toBe('total')
    expect(answer.headers.get('vary')).toMatch(/Origin/)
    expect(answer.headers.getSetCookie()).toEqual(status === '304' ? ['c=3', 'a=1', 'b=2'] : ['a=1', 'b=2'])
  })

  test.each([
    ['through c.header()', false],
    ['through c.res', true],
  ])('of the fields set ahead %s, a 304 has no content field, and a 412 no freshness and no tag', async (_, direct) => {
    const ahead = {
      'cache-control': 'public, max-age=60',
      'content-language': 'de',
      'content-length': '5',
      'content-security-policy': "default-src 'self'",
      'content-type': 'text/html',
      etag: '"ahead"',
      expires: 'Fri, 02 Jan 2026 03:04:05 GMT',
      'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
      vary: 'Cookie',
    }
    const app = new Hono()
    app.use(async (c, next) => {
      for (const [name, value] of Object.entries(ahead)) {
        if (direct) c.res.headers.set(name, value)
        else c.header(name, value)
      }
      await next()
    })
    app.get(
      '/',
      preconditions(() => ({ version: 7, headers: { vary: 'Accept' } })),
      (c) => c.text('hello'),
    )

    const notModified = await app.request('/', { headers: fresh })
    expect(notModified.status).toBe(304)
    expect(Object.fromEntries(notModified.headers)).toEqual({
      'cache-control': ahead['cache-control'],
      'content-security-policy': ahead['content-security-policy'],
      etag: '"7"',
      expires: ahead.expires,
      vary: 'Accept, Cookie',
    })

    const failed = await app.request('/', { headers: stale })
    expect(failed.status).toBe(412)
    expect(Object.fromEntries(failed.headers)).toEqual({
      'content-security-policy': ahead['content-security-policy'],
      'content-type': 'application/problem+json',
      vary: 'Cookie',
    })
  })

  test('a write that preconditions() evaluated is not reported by an etag() around it', async () => {
    const decisions: unknown[] = []
    const mistakes: string[] = []
    const app = new Hono()
    app.use(
      etag({ onDecision: (decision) => decisions.push(decision), onMistake: (message) => mistakes.push(message) }),
    )
    app.put(
      '/',
      preconditions(() => ({ version: 7 })),
      (c) => c.body(null, 204),
    )
    expect((await app.request('/', { method: 'PUT', headers: { 'if-match': '"7"' } })).status).toBe(204)
    expect((await app.request('/', { method: 'PUT', headers: stale })).status).toBe(412)
    expect([...decisions, ...mistakes]).toEqual([])
  })
})

describe('behind compress()', () => {
  const text = 'hello '.repeat(500)
  const plain = { 'content-type': 'text/plain' }
  const app = new Hono()
  app.use(compress())
  app.get('/etag', etag(), (c) => c.body(text, 200, plain))
  app.get(
    '/preconditions',
    preconditions(() => ({ version: 7 })),
    (c) => c.body(text, 200, plain),
  )
  app.get('/respond', (c) =>
    respond(c.req.raw, { version: 7, type: 'text/plain', size: text.length, body: () => text }),
  )
  const ask = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { 'accept-encoding': 'gzip', ...headers } })

  test.each(['/etag', '/preconditions', '/respond'])(
    '%s: a coded 200 has a weak tag that is answered 304 when it comes back',
    async (path) => {
      const first = await ask(path)
      expect(first.headers.get('content-encoding')).toBe('gzip')
      const tag = first.headers.get('etag')!
      expect(tag).toMatch(/^W\/"/)
      const again = await ask(path, { 'if-none-match': tag })
      expect(again.status).toBe(304)
      expect(again.headers.has('content-encoding')).toBe(false)
    },
  )

  test('CASES 65: a 206 is not encoded, and has bytes 0 to 4 of what the tag names', async () => {
    const part = await ask('/respond', { range: 'bytes=0-4', 'if-range': '"7"' })
    expect(part.status).toBe(206)
    expect(part.headers.has('content-encoding')).toBe(false)
    expect(part.headers.get('etag')).toBe('"7"')
    expect(part.headers.get('content-range')).toBe('bytes 0-4/3000')
    expect(await part.text()).toBe('hello')
  })

  test('CASES 65: several ranges are not encoded either, and a long part neither', async () => {
    for (const range of ['bytes=0-4, 100-104', 'bytes=0-2000']) {
      const part = await ask('/respond', { range })
      expect(part.status).toBe(206)
      expect(part.headers.has('content-encoding')).toBe(false)
      expect((await part.arrayBuffer()).byteLength).toBe(Number(part.headers.get('content-length')))
    }
  })

  test('the tag of a coded answer resumes nothing: the whole is sent', async () => {
    expect((await ask('/respond', { range: 'bytes=0-4', 'if-range': 'W/"7"' })).status).toBe(200)
  })
})
