import { createHash } from 'node:crypto'
import { etag } from '@ifmatch/hono'
import { Hono, type Handler } from 'hono'
import { cors } from 'hono/cors'
import { describe, expect, test } from 'vitest'

function app(handler: Handler, options?: Parameters<typeof etag>[0], method = 'GET') {
  const app = new Hono()
  app.use(etag(options))
  app.on([method], '/', handler)
  return (headers: Record<string, string> = {}, as = method) => app.request('/', { method: as, headers })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

describe('the tag', () => {
  test('is the SHA-256 of the body, and strong', async () => {
    const answer = await app((c) => c.text('hello'))()
    expect(answer.headers.get('etag')).toBe(`"${sha256('hello')}"`)
    expect(await answer.text()).toBe('hello')
  })

  test.each<[string, Handler]>([
    ['text', (c) => c.text('hello')],
    ['JSON', (c) => c.json({ a: 1 })],
    ['bytes', (c) => c.body(new Uint8Array([1, 2, 3]))],
    ['a buffer', (c) => c.body(new ArrayBuffer(3))],
    ['a Blob', () => new Response(new Blob(['hello']))],
    ['a stream of which all is there', (c) => c.body(new Response('hello').body!)],
    // A Blob's bytes come from another thread, on a busy machine later than any head may wait.
  ])('is there for %s', { retry: 20 }, async (_, handler) => {
    const ask = app(handler)
    const first = await ask()
    expect(first.headers.get('etag')).toMatch(/^"[\w-]{43}"$/)
    expect((await ask({ 'if-none-match': first.headers.get('etag')! })).status).toBe(304)
  })

  test.each<[string, Handler]>([
    ['a text', () => new Response('hello')],
    ['Hono', (c) => c.text('hello')],
    ['fetch()', () => fetch('data:text/plain,hello')],
    ['fetch(), without a type', () => fetch(URL.createObjectURL(new Blob(['hello'])))],
  ])('takes nothing from what is sent: %s', async (_, handler) => {
    const [plain, answer] = [await new Hono().get('/', handler).request('/'), await app(handler)()]
    expect(answer.headers.get('etag')).toBe(`"${sha256('hello')}"`)
    expect(answer.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    // A Blob shows the type that Bun keeps back until it sends it.
    expect((await answer.blob()).type).toBe((await plain.blob()).type)
  })

  test('is weak where that is asked for', async () => {
    expect((await app((c) => c.text('hello'), { weak: true })()).headers.get('etag')).toBe(`W/"${sha256('hello')}"`)
  })

  test("is the caller's digest in hexadecimal, asked for once with the whole body", async () => {
    const bodies: number[] = []
    const generateDigest = (body: Uint8Array<ArrayBuffer>) => {
      bodies.push(body.byteLength)
      return new Uint8Array([0, 10, 255]).buffer
    }
    const ask = app((c) => c.text('x'.repeat(300_000)), { generateDigest })
    expect((await ask()).headers.get('etag')).toBe('"000aff"')
    expect((await ask({ 'if-none-match': '"000aff"' })).status).toBe(304)
    expect(bodies).toEqual([300_000, 300_000])
    const slow = app((c) => c.text('x'), { weak: true, generateDigest: async () => new ArrayBuffer(1) })
    expect((await slow()).headers.get('etag')).toBe('W/"00"')
  })

  test("is the handler's own where it has one, and then no body is read", async () => {
    let read = 0
    const handler: Handler = (c) =>
      c.body(new ReadableStream({ pull: () => void read++ }, { highWaterMark: 0 }), 200, { etag: '"mine"' })
    expect((await app(handler)()).headers.get('etag')).toBe('"mine"')
    expect((await app(handler)({ 'if-none-match': '"mine"' })).status).toBe(304)
    expect(read).toBe(0)
  })

  test.each<[string, Handler]>([
    ['no body', () => new Response(null)],
    ['an empty body', (c) => c.body('')],
    ['204', (c) => c.body(null, 204)],
    ['201', (c) => c.text('made', 201)],
    ['206, of which it would name a part', (c) => c.body('hel', 206, { 'content-range': 'bytes 0-2/5' })],
    ['404', (c) => c.text('nothing', 404)],
    ['500', (c) => c.text('broken', 500)],
    ['a redirect', (c) => c.redirect('/there')],
  ])('is not made for %s', async (_, handler) => {
    const plain = new Hono().get('/', handler)
    const expected = await plain.request('/')
    const answer = await app(handler)({ 'if-none-match': '*' })
    expect(answer.headers.has('etag')).toBe(false)
    if (expected.ok) return
    expect(answer.status).toBe(expected.status)
    expect(await answer.text()).toBe(await expected.text())
  })

  test('is not made of more than the limit, and all of it is sent', async () => {
    for (const [length, tagged] of [
      [10, true],
      [11, false],
    ] as const) {
      const answer = await app((c) => c.text('x'.repeat(length)), { limit: 10 })()
      expect(answer.headers.has('etag')).toBe(tagged)
      expect(await answer.text()).toBe('x'.repeat(length))
    }
    const mebibyte = 'x'.repeat(1024 * 1024)
    expect((await app((c) => c.text(mebibyte))()).headers.has('etag')).toBe(true)
    expect((await app((c) => c.text(`${mebibyte}x`))()).headers.has('etag')).toBe(false)
  })

  test('is there once where two of us are', async () => {
    const twice = new Hono()
      .use(etag())
      .use(etag())
      .get('/', (c) => c.text('hello'))
    expect((await twice.request('/')).headers.get('etag')).toBe(`"${sha256('hello')}"`)
  })
})

describe('reads', () => {
  test.each([
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"a", W/"v,1"' }, 304],
    [{ 'if-none-match': '"v' }, 200],
    [{ 'if-none-match': '"v", 1"' }, 200],
    [{ 'if-match': '"v,1"' }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }, 304],
    [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, 200],
    [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT', 'if-none-match': '"other"' }, 200],
    [{ 'if-unmodified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, 412],
  ])('%j is %i on the tag and date of the handler', async (headers, status) => {
    const handler: Handler = (c) =>
      c.text('hello', 200, { etag: '"v,1"', 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' })
    expect((await app(handler)(headers)).status).toBe(status)
    expect((await app(handler)(headers, 'HEAD')).status).toBe(status)
  })

  test('HEAD has the tag of GET', async () => {
    const ask = app((c) => c.text('hello'))
    const head = await ask({}, 'HEAD')
    expect(head.headers.get('etag')).toBe(`"${sha256('hello')}"`)
    expect(await head.text()).toBe('')
  })

  test('QUERY is a read', async () => {
    const ask = app((c) => c.json([1]), {}, 'QUERY')
    expect((await ask({ 'if-none-match': (await ask()).headers.get('etag')! })).status).toBe(304)
  })

  test('a 304 keeps all that does not describe the content, CORS and each cookie too', async () => {
    const guarded = new Hono().use(cors(), etag()).get('/', (c) => {
      c.header('set-cookie', 'a=1', { append: true })
      c.header('set-cookie', 'b=2', { append: true })
      return c.text('hello', 200, {
        'cache-control': 'no-cache',
        'content-language': 'de',
        'content-length': '5',
        vary: 'Cookie',
        'x-own': '1',
      })
    })
    const answer = await guarded.request('/', { headers: { 'if-none-match': '*' } })
    expect(answer.status).toBe(304)
    expect([...answer.headers].sort()).toEqual([
      ['access-control-allow-origin', '*'],
      ['cache-control', 'no-cache'],
      ['etag', `"${sha256('hello')}"`],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['vary', 'Cookie'],
      ['x-own', '1'],
    ])
  })

  test('retainedHeaders is all that a 304 keeps, whatever its case', async () => {
    const handler: Handler = (c) => c.text('hello', 200, { 'cache-control': 'no-cache', 'x-own': '1', 'x-other': '2' })
    const answer = await app(handler, { retainedHeaders: ['ETag', 'X-Own', 'Content-Type'] })({ 'if-none-match': '*' })
    expect([...answer.headers]).toEqual([
      ['etag', `"${sha256('hello')}"`],
      ['x-own', '1'],
    ])
  })

  test("another's 304 is passed on whole", async () => {
    const handler: Handler = (c) => c.body(null, 304, { 'x-own': '1' })
    expect((await app(handler, { retainedHeaders: ['etag'] })()).headers.get('x-own')).toBe('1')
  })

  test('a 412 has no freshness and no tag', async () => {
    const handler: Handler = (c) => c.text('hello', 200, { 'cache-control': 'max-age=60', 'x-own': '1' })
    const answer = await app(handler)({ 'if-match': '"other"' })
    expect([...answer.headers]).toEqual([
      ['content-type', 'application/problem+json'],
      ['x-own', '1'],
    ])
  })

  test('the body that a 304 is sent instead of is cancelled', async () => {
    let cancelled = false
    const handler: Handler = (c) =>
      c.body(new ReadableStream({ cancel: () => void (cancelled = true) }), 200, { etag: '"v"' })
    expect((await app(handler)({ 'if-none-match': '"v"' })).status).toBe(304)
    expect(cancelled).toBe(true)
  })
})

describe('writes', () => {
  test.each(['PUT', 'POST', 'PATCH', 'DELETE'])(
    'CASES 1: a %s is never evaluated after it happened',
    async (method) => {
      for (const [name, value] of [
        ['if-match', '"v1"'],
        ['if-none-match', '*'],
        ['if-none-match', '"v2"'],
      ] as const) {
        const answer = await app(
          (c) => c.text('done', 200, { etag: '"v2"' }),
          { onMistake: () => {} },
          method,
        )({ [name]: value })
        expect(answer.status).toBe(200)
        expect(await answer.text()).toBe('done')
      }
      expect((await app((c) => c.text('done'), {}, method)()).headers.has('etag')).toBe(false)
    },
  )

  test('an If-Match that nobody evaluated is reported: each time to onDecision, once to onMistake', async () => {
    const decisions: unknown[] = []
    const mistakes: string[] = []
    const options = {
      onDecision: (decision: unknown) => decisions.push(decision),
      onMistake: (message: string) => mistakes.push(message),
    }
    const ask = app((c) => c.body(null, 204), options, 'PUT')
    await ask({ 'if-match': '"v1"' })
    await ask({ 'if-match': '"v2"' })
    await ask()
    expect(decisions).toMatchObject(
      ['"v1"', '"v2"'].map((received) => ({ status: null, field: 'If-Match', reason: 'unevaluated', received })),
    )
    expect(mistakes).toHaveLength(1)
  })

  test("a handler's error goes to app.onError untouched", async () => {
    const broken = new Hono().use(etag()).get('/', () => {
      throw new Error('broken')
    })
    broken.onError((error, c) => c.text(error.message, 500))
    const answer = await broken.request('/', { headers: { 'if-none-match': '*' } })
    expect([answer.status, await answer.text()]).toEqual([500, 'broken'])
  })
})
