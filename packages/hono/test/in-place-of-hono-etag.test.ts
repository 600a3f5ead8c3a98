import { etag, RETAINED_304_HEADERS } from '@ifmatch/hono'
import { type Context, Hono } from 'hono'
import { etag as honoEtag, RETAINED_304_HEADERS as honoRetained } from 'hono/etag'
import { describe, expect, test } from 'vitest'

type Options = NonNullable<Parameters<typeof honoEtag>[0]>

const own = { etag: '"own"', 'cache-control': 'max-age=60', vary: 'Cookie' }
const handlers: Record<string, (c: Context) => Response> = {
  text: (c) => c.text('hello'),
  json: (c) => c.json({ a: 1 }),
  bytes: (c) => c.body(new Uint8Array([1, 2, 3])),
  large: (c) => c.text('x'.repeat(200_000)),
  stream: (c) => c.body(new Response('hello').body!),
  own: (c) => c.text('hello', 200, own),
  weak: (c) => c.text('hello', 200, { ...own, etag: 'W/"own"' }),
  retained: (c) => c.text('hello', 200, { 'x-retained': '1', 'x-other': '2', ...own }),
  empty: (c) => c.body(''),
  missing: (c) => c.text('no', 404),
  broken: (c) => c.text('no', 500),
  redirect: (c) => c.redirect('/text'),
  nothing: (c) => c.body(null, 204),
}

const silent = { onMistake: () => {} }

/** The same application, with the one and with the other. */
function both(options?: Options) {
  const build = (middleware: typeof honoEtag) => {
    const app = new Hono()
    app.use(middleware({ ...options, ...silent }))
    for (const [name, handler] of Object.entries(handlers)) app.all(`/${name}`, handler)
    return app
  }
  return { ours: build(etag), theirs: build(honoEtag) }
}

async function shown(answer: Response) {
  return { status: answer.status, hasTag: answer.headers.has('etag'), body: await answer.text() }
}

const requests = Object.keys(handlers).flatMap(
  (name) =>
    [
      ['GET', name],
      ['HEAD', name],
      ['QUERY', name],
      ['PUT', name],
    ] as const,
)
const options: Record<string, Options | undefined> = {
  'no options': undefined,
  weak: { weak: true },
  retainedHeaders: { retainedHeaders: ['X-Retained', ...RETAINED_304_HEADERS] },
  generateDigest: { generateDigest: (body) => crypto.subtle.digest('SHA-512', body) },
}

describe.each(Object.keys(options))('with %s, the same as with hono/etag', (name) => {
  const { ours, theirs } = both(options[name])

  test.each(requests)('%s /%s', async (method, path) => {
    const [first, expected] = await Promise.all([ours, theirs].map((app) => app.request(`/${path}`, { method })))
    expect(first!.headers.get('etag')?.startsWith('W/')).toBe(expected!.headers.get('etag')?.startsWith('W/'))
    const tags = [first!.headers.get('etag') ?? '"none"', expected!.headers.get('etag') ?? '"none"']
    expect(await shown(first!)).toEqual(await shown(expected!))

    const lists = [
      (tag: string) => tag,
      (tag: string) => `"other", ${tag}`,
      (tag: string) => `W/${tag.replace('W/', '')}`,
      () => '*',
      () => '"other"',
    ]
    for (const list of lists) {
      // Theirs wants a tag before * can match: see below.
      if (list('') === '*' && !first!.headers.has('etag')) continue
      const ask = (app: Hono, tag: string) =>
        app.request(`/${path}`, { method, headers: { 'if-none-match': list(tag) } })
      const [again, expectedAgain] = [await ask(ours, tags[0]!), await ask(theirs, tags[1]!)]
      expect(await shown(again)).toEqual(await shown(expectedAgain))
      for (const [field, value] of expectedAgain.headers)
        if (field !== 'etag') expect(again.headers.get(field)).toBe(value)
    }
  })
})

test('a list for retainedHeaders means the same, and the constant is the same', async () => {
  expect(RETAINED_304_HEADERS).toEqual(honoRetained)
  const { ours, theirs } = both(options.retainedHeaders)
  const ask = async (app: Hono) => [
    ...(await app.request('/retained', { headers: { 'if-none-match': '"own"' } })).headers,
  ]
  expect(await ask(ours)).toEqual(await ask(theirs))
})

test('one digest of a small body makes the same tag', async () => {
  const { ours, theirs } = both(options.generateDigest)
  const tags = await Promise.all([ours, theirs].map(async (app) => (await app.request('/large')).headers.get('etag')))
  expect(tags[0]).toBe(tags[1])
})

describe('what differs, as the README says', () => {
  const { ours, theirs } = both()
  const statuses = async (path: string, headers: Record<string, string>) =>
    Promise.all([ours, theirs].map(async (app) => (await app.request(path, { headers })).status))

  test('tags are SHA-256, theirs SHA-1', async () => {
    const [one, other] = await Promise.all(
      [ours, theirs].map(async (app) => (await app.request('/text')).headers.get('etag')!.length),
    )
    expect([one, other]).toEqual([45, 42])
  })

  test('an If-Match that is false is 412', async () => {
    expect(await statuses('/own', { 'if-match': '"other"' })).toEqual([412, 200])
  })

  test('Last-Modified is evaluated', async () => {
    const build = (middleware: typeof honoEtag) =>
      new Hono()
        .use(middleware())
        .get('/', (c) => c.text('hello', 200, { 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' }))
    const headers = { 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }
    const answers = await Promise.all([etag, honoEtag].map((middleware) => build(middleware).request('/', { headers })))
    expect(answers.map(({ status }) => status)).toEqual([304, 200])
  })

  test('a list that cannot be read matches nothing', async () => {
    expect(await statuses('/own', { 'if-none-match': 'garbage "own' })).toEqual([200, 200])
    expect(await statuses('/own', { 'if-none-match': 'garbage "own"' })).toEqual([200, 304])
  })

  test('* is about what is there, tag or not', async () => {
    expect(await statuses('/empty', { 'if-none-match': '*' })).toEqual([304, 200])
    expect(await statuses('/missing', { 'if-none-match': '*' })).toEqual([404, 404])
  })

  test('a 304 keeps what does not describe the content', async () => {
    const kept = await Promise.all(
      [ours, theirs].map(async (app) =>
        (await app.request('/retained', { headers: { 'if-none-match': '"own"' } })).headers.has('x-other'),
      ),
    )
    expect(kept).toEqual([true, false])
  })

  test('a part gets no tag: it would name the part', async () => {
    const build = (middleware: typeof honoEtag) => new Hono().use(middleware()).get('/', (c) => c.body('hel', 206))
    const answers = await Promise.all([etag, honoEtag].map((middleware) => build(middleware).request('/')))
    expect(answers.map(({ headers }) => headers.has('etag'))).toEqual([false, true])
  })

  test('a body over the limit gets no tag', async () => {
    const build = (middleware: typeof honoEtag) =>
      new Hono().use(middleware()).get('/', (c) => c.body(new Uint8Array(1024 * 1024 + 1)))
    const answers = await Promise.all([etag, honoEtag].map((middleware) => build(middleware).request('/')))
    expect(answers.map(({ headers }) => headers.has('etag'))).toEqual([false, true])
  })
})
