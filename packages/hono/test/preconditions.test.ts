import { preconditions } from '@ifmatch/hono'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { describe, expect, test } from 'vitest'

const modified = new Date('2026-01-02T03:04:05Z')

/** One note at version 7, with a count of what ran. */
function notes(options: Parameters<typeof preconditions>[1] = {}) {
  const ran: string[] = []
  const app = new Hono()
  app.on(
    ['GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'],
    '/notes/:id',
    preconditions((c) => {
      ran.push('select')
      return c.req.param('id') === '7' ? { version: 7, lastModified: modified } : null
    }, options),
    (c) => {
      ran.push('handler')
      return c.req.method === 'GET' || c.req.method === 'HEAD' ? c.text('hello') : c.body(null, 204)
    },
  )
  return {
    ran,
    ask: (method: string, headers: Record<string, string> = {}, id = '7') =>
      app.request(`/notes/${id}`, { method, headers }),
  }
}

describe('preconditions', () => {
  test('a 200 to a read is stamped', async () => {
    const answer = await notes().ask('GET')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).toBe('"7"')
    expect(answer.headers.get('last-modified')).toBe('Fri, 02 Jan 2026 03:04:05 GMT')
    expect(await answer.text()).toBe('hello')
  })

  test.each([
    ['GET', { 'if-none-match': '"7"' }, 304],
    ['HEAD', { 'if-none-match': 'W/"7"' }, 304],
    ['GET', { 'if-none-match': '"6", "7"' }, 304],
    ['GET', { 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }, 304],
    ['GET', { 'if-match': '"6"' }, 412],
    ['HEAD', { 'if-match': '"6"' }, 412],
    ['PUT', { 'if-match': '"6"' }, 412],
    ['PUT', { 'if-match': 'W/"7"' }, 412],
    ['PATCH', { 'if-unmodified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, 412],
    ['DELETE', { 'if-match': '7' }, 412],
    ['POST', { 'if-none-match': '*' }, 412],
  ])('%s with %j never runs the handler', async (method, headers, status) => {
    const { ask, ran } = notes()
    const answer = await ask(method, headers)
    expect(answer.status).toBe(status)
    expect(ran).toEqual(['select'])
  })

  test.each([
    ['GET', { 'if-none-match': '"6"' }, 200, ['select', 'handler']],
    ['HEAD', {}, 200, ['select', 'handler']],
    ['PUT', { 'if-match': '"7"' }, 204, ['select', 'handler']],
    ['PUT', { 'if-match': '*' }, 204, ['select', 'handler']],
    ['PUT', {}, 204, ['handler']],
    ['OPTIONS', { 'if-match': '"6"' }, 204, ['handler']],
  ])('%s with %j goes on, and selects no more than is needed', async (method, headers, status, expected) => {
    const { ask, ran } = notes()
    const answer = await ask(method, headers)
    expect(answer.status).toBe(status)
    expect(ran).toEqual(expected)
  })

  test('a write is answered without validators: the handler changed what was selected', async () => {
    const answer = await notes().ask('PUT', { 'if-match': '"7"' })
    expect(answer.headers.has('etag')).toBe(false)
    expect(answer.headers.has('last-modified')).toBe(false)
  })

  test.each([
    ['PUT', {}, 428],
    ['PATCH', {}, 428],
    ['PUT', { 'if-none-match': '"6"' }, 428],
    ['PUT', { 'if-match': '"6"' }, 412],
    ['PUT', { 'if-match': '"7"' }, 204],
    ['POST', {}, 204],
    ['GET', {}, 200],
  ])('%s with %j is %i where a condition is required', async (method, headers, status) => {
    expect((await notes({ require: true }).ask(method, headers)).status).toBe(status)
  })

  test('a 412 says what to do, and HEAD has its fields alone', async () => {
    const answer = await notes().ask('PUT', { 'if-match': '"6"' })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      status: 412,
      precondition: 'If-Match',
      reason: 'mismatch',
      received: '"6"',
      current: '"7"',
    })
    const head = await notes().ask('HEAD', { 'if-match': '"6"' })
    expect(head.headers.get('content-type')).toBe('application/problem+json')
    const { length } = await (await notes().ask('GET', { 'if-match': '"6"' })).text()
    expect(head.headers.get('content-length')).toBe(`${length}`)
    expect(await head.text()).toBe('')
  })

  test('null: If-None-Match: * lets a creation through, If-Match does not, and a read goes on', async () => {
    expect((await notes().ask('PUT', { 'if-none-match': '*' }, '8')).status).toBe(204)
    expect((await notes().ask('PUT', { 'if-match': '*' }, '8')).status).toBe(412)
    expect((await notes().ask('GET', { 'if-none-match': '*' }, '8')).status).toBe(200)
    expect((await notes({ create: false }).ask('PUT', { 'if-match': '*' }, '8')).status).toBe(204)
  })

  test('on app.use it guards every route behind it, and stamps only a 200', async () => {
    const app = new Hono()
    app.use(
      '/notes/*',
      preconditions(() => ({ version: 7 })),
    )
    app.get('/notes/made', (c) => c.text('made', 201))
    app.get('/notes/text', (c) => c.text('hello'))
    expect((await app.request('/notes/text', { headers: { 'if-none-match': '"7"' } })).status).toBe(304)
    expect((await app.request('/notes/text')).headers.get('etag')).toBe('"7"')
    for (const [path, status] of [
      ['made', 201],
      ['missing', 404],
    ] as const) {
      const answer = await app.request(`/notes/${path}`)
      expect(answer.status).toBe(status)
      expect(answer.headers.has('etag')).toBe(false)
    }
  })

  test('what an earlier middleware knows is there for select', async () => {
    const app = new Hono<{ Variables: { version: number } }>()
    app.use(async (c, next) => {
      c.set('version', 12)
      await next()
    })
    app.get(
      '/',
      preconditions<{ Variables: { version: number } }>((c) => ({ version: c.get('version') })),
      (c) => c.text(''),
    )
    expect((await app.request('/')).headers.get('etag')).toBe('"12"')
  })

  test('a QUERY is evaluated on the tag of its own answer, after it ran', async () => {
    let selections = 0
    const app = new Hono()
    const guard = preconditions(() => {
      selections++
      return { version: 7 }
    })
    app.on('QUERY', '/', guard, (c) => c.json([], 200, { etag: '"of-the-query"' }))
    const ask = (tag: string) => app.request('/', { method: 'QUERY', headers: { 'if-none-match': tag } })
    expect((await ask('"of-the-query"')).status).toBe(304)
    expect((await ask('"7"')).status).toBe(200)
    expect(selections).toBe(0)
  })

  test('an answer that came from fetch() is stamped, though its headers are immutable', async () => {
    const app = new Hono()
    app.get(
      '/',
      preconditions(() => ({ version: 7 })),
      () => fetch('data:text/plain,hello'),
    )
    const answer = await app.request('/')
    expect(answer.headers.get('etag')).toBe('"7"')
    expect(await answer.text()).toBe('hello')
  })

  test('the errors of handler and select go to app.onError untouched', async () => {
    const app = new Hono()
    const failure = new Error('the database is gone')
    app.onError((error, c) =>
      c.text(error === failure ? 'mine' : 'other', error instanceof HTTPException ? error.status : 500),
    )
    app.get(
      '/handler',
      preconditions(() => ({ version: 7 })),
      () => {
        throw failure
      },
    )
    app.get(
      '/http',
      preconditions(() => ({ version: 7 })),
      () => {
        throw new HTTPException(418)
      },
    )
    app.get(
      '/select',
      preconditions(() => Promise.reject(failure)),
      (c) => c.text('never'),
    )
    // @ts-expect-error undefined is neither validators nor null
    const mistaken = preconditions(() => undefined)
    app.get('/mistake', mistaken, (c) => c.text('never'))
    for (const [path, status, text] of [
      ['handler', 500, 'mine'],
      ['http', 418, 'other'],
      ['select', 500, 'mine'],
      ['mistake', 500, 'other'],
    ]) {
      const answer = await app.request(`/${path}`)
      expect([path, answer.status, await answer.text()]).toEqual([path, status, text])
      expect(answer.headers.has('etag')).toBe(false)
    }
  })

  test('every answer is told of once, and a mistake is', async () => {
    const decisions: unknown[] = []
    const mistakes: string[] = []
    const app = new Hono()
    const guard = preconditions(() => ({ version: 7 }), {
      onDecision: ({ status, reason }) => decisions.push([status, reason]),
      onMistake: (message) => mistakes.push(message),
    })
    app.get('/', guard, (c) => c.text('hello', 200, { etag: '"other"' }))
    for (const tag of ['"7"', '"6"', '"6"']) await app.request('/', { headers: { 'if-none-match': tag } })
    expect(decisions).toEqual([
      [304, 'not-modified'],
      [null, null],
      [null, null],
    ])
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatch(/another ETag/)
  })
})
