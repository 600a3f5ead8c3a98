import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Runtime, type Service, start, temporaryFolder } from './service.ts'

const [clients, turns] = [8, 10]

interface Case {
  readonly name: string
  readonly runtime: Runtime
  readonly variables: Record<string, string>
}

const { IFMATCH_POSTGRES: postgres, IFMATCH_REDIS: redis } = process.env

const cases: readonly Case[] = [
  { name: 'Bun with SQLite', runtime: 'bun', variables: { DATA: join(temporaryFolder(), 'new', 'documents.sqlite') } },
  { name: 'Deno with Deno KV', runtime: 'deno', variables: { DATA: join(temporaryFolder(), 'new', 'documents.kv') } },
  {
    name: 'workerd with a Durable Object a document',
    runtime: 'workers-local',
    variables: { DATA: join(temporaryFolder(), 'new') },
  },
  // The servers, where the environment names them.
  ...(['node', 'bun'] as const).flatMap((runtime): Case[] => [
    ...(postgres ? [{ name: `${runtime} with PostgreSQL`, runtime, variables: { DATABASE_URL: postgres } }] : []),
    ...(redis ? [{ name: `${runtime} with Redis`, runtime, variables: { REDIS_URL: redis } }] : []),
  ]),
]

describe.each(cases)('the service on $name', ({ name, runtime, variables }) => {
  let service: Service
  let url: string
  let counter: string

  // Where the documents outlive the test, as on a server, each run has its own.
  beforeAll(async () => {
    service = await start(variables, runtime)
    const own = `${name.replaceAll(' ', '-')}-${process.pid}`
    url = `${service.origin}/documents/${own}`
    counter = `${service.origin}/documents/${own}-counter`
  }, 120_000)
  afterAll(async () => {
    if (!variables.DATA) await Promise.all([url, counter].map(remove))
    await service.stop()
  })

  const put = (at: string, body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(at, { method: 'PUT', body, headers: { 'Content-Type': 'application/json', ...headers } })

  async function remove(at: string): Promise<number> {
    const etag = (await fetch(at)).headers.get('etag')!
    return (await fetch(at, { method: 'DELETE', headers: { 'If-Match': etag } })).status
  }

  test('reads the seeds: whole, 304, and in part', async () => {
    const welcome = `${service.origin}/documents/welcome`
    const whole = await fetch(welcome)
    const text = await whole.text()
    expect([whole.status, whole.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(whole.headers.get('content-security-policy')).toBe('sandbox')
    expect(Date.now() - Date.parse(whole.headers.get('last-modified')!)).toBeGreaterThan(5 * 86_400_000)
    const etag = whole.headers.get('etag')!
    expect((await fetch(welcome, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    const since = { 'If-Modified-Since': whole.headers.get('last-modified')! }
    expect((await fetch(welcome, { headers: since })).status).toBe(304)
    const part = await fetch(welcome, { headers: { Range: 'bytes=2-8', 'If-Range': etag } })
    expect([part.status, await part.text()]).toEqual([206, text.slice(2, 9)])
    expect(await (await fetch(service.origin)).text()).toContain('<a href="/documents/board">')
  })

  test.each(['/', '/edit/welcome', '/documents/welcome', '/documents/none', '/documents/a%20b', '/nothing'])(
    'dates its answers to HEAD %s',
    async (path) => {
      const { headers } = await fetch(new URL(path, service.origin), { method: 'HEAD' })
      expect(headers.get('date')).toMatch(/^[A-Z][a-z]{2}, .* GMT$/)
    },
  )

  test('creates once, and replaces and patches only what was seen', async () => {
    const created = await put(url, '{"n":1}', { 'If-None-Match': '*' })
    expect([created.status, (await put(url, '{}', { 'If-None-Match': '*' })).status]).toEqual([201, 412])
    expect((await put(url, '{}', {})).status).toBe(428)
    const etag = created.headers.get('etag')!
    expect((await put(url, '{"n":2}', { 'If-Match': etag })).status).toBe(204)
    const stale = await put(url, '{"n":9}', { 'If-Match': etag })
    expect(stale.status).toBe(412)
    expect(await stale.json()).toMatchObject({ precondition: 'If-Match', reason: 'mismatch', received: etag })
    const patch = (body: unknown, type: string): Promise<Response> =>
      fetch(url, { method: 'PATCH', body: JSON.stringify(body), headers: { 'Content-Type': type } })
    expect((await patch({ by: 'merge' }, 'application/merge-patch+json')).status).toBe(204)
    const operations = [{ op: 'add', path: '/also', value: 'operation' }]
    expect((await patch(operations, 'application/json-patch+json')).status).toBe(204)
    expect(await (await fetch(url)).json()).toEqual({ n: 2, by: 'merge', also: 'operation' })
  })

  test('does what is asked for twice once, by Idempotency-Key', async () => {
    const before = (await fetch(url)).headers.get('etag')!
    const once = { 'If-Match': before, 'Idempotency-Key': `"${crypto.randomUUID()}"` }
    expect((await put(url, '{"n":3}', once)).status).toBe(204)
    const after = (await fetch(url)).headers.get('etag')
    expect((await put(url, '{"n":3}', once)).status).toBe(204)
    expect((await put(url, '{"n":4}', once)).status).toBe(422)
    expect((await fetch(url)).headers.get('etag')).toBe(after)
  })

  test('loses no increment of those that it accepts', async () => {
    expect((await put(counter, '0', { 'If-None-Match': '*' })).status).toBe(201)
    let accepted = 0
    const increment = async (): Promise<void> => {
      for (;;) {
        const seen = await fetch(counter)
        const next = `${Number(await seen.text()) + 1}`
        const { status } = await put(counter, next, { 'If-Match': seen.headers.get('etag')! })
        if (status === 204) return void accepted++
        expect([412, 503]).toContain(status)
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 30))
      }
    }
    await Promise.all(
      Array.from({ length: clients }, async () => {
        for (let turn = 0; turn < turns; turn++) await increment()
      }),
    )
    expect([accepted, Number(await (await fetch(counter)).text())]).toEqual([clients * turns, clients * turns])
  })

  if (variables.DATA) {
    test('keeps its file, and brings no seed back', { timeout: 120_000 }, async () => {
      expect(await remove(`${service.origin}/documents/board`)).toBe(204)
      expect(await service.stop()).toBe(0)
      expect([service.printed().error, existsSync(variables.DATA!)]).toEqual(['', true])
      service = await start(variables, runtime)
      const statusOf = async (id: string): Promise<number> => (await fetch(`${service.origin}/documents/${id}`)).status
      expect([await statusOf('board'), await statusOf('welcome')]).toEqual([404, 200])
    })
  }
})
