import { commit, json, memoryResource, type Schema } from '@ifmatch/core'
import { resource } from '@ifmatch/hono'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { validator } from 'hono/validator'
import { describe, expect, test, vi } from 'vitest'
import { etag } from '../src/index.ts'

interface Note {
  text: string
}
const Note: Schema<Note> = {
  '~standard': {
    validate: (value) =>
      typeof (value as Note | null)?.text === 'string'
        ? { value: value as Note }
        : { issues: [{ message: 'text is missing' }] },
  },
}

function notes() {
  const stored = new Map([['1', memoryResource<Note>({ text: 'first' })]])
  const open = (id: string) => stored.get(id) ?? memoryResource<Note>()
  return { open, read: async () => (await open('1').read())!.value.text }
}

const send = (body: string, tag = '"1"', type = 'application/json') => ({
  method: 'PUT',
  headers: { 'If-Match': tag, 'Content-Type': type },
  body,
})

describe('resource', () => {
  test('answers every method of a route, by its parameter', async () => {
    const { open, read } = notes()
    const app = new Hono().all(
      '/notes/:id',
      resource((c) => open(c.req.param('id')!), {
        get: ({ version, value }) => ({ version, body: () => Response.json(value) }),
        put: { 'application/json': json(Note) },
        delete: true,
      }),
    )
    expect((await app.request('/notes/2')).status).toBe(404)
    expect(await (await app.request('/notes/1')).json()).toEqual({ text: 'first' })
    expect((await app.request('/notes/1', send('{"text":"second"}'))).status).toBe(204)
    expect((await app.request('/notes/1', send('{"text":"third"}'))).status).toBe(412)
    expect((await app.request('/notes/1', send('{}', '"2"'))).status).toBe(422)
    expect((await app.request('/notes/1', { method: 'OPTIONS' })).headers.get('allow')).toBe(
      'GET, HEAD, PUT, DELETE, OPTIONS',
    )
    expect(await read()).toBe('second')
    expect((await app.request('/notes/1', { method: 'DELETE', headers: { 'If-Match': '"2"' } })).status).toBe(204)
  })

  test('methods may depend on the context', async () => {
    const { open } = notes()
    type Users = { Variables: { user: string } }
    const app = new Hono<Users>()
    app.use(async (c, next) => {
      c.set('user', c.req.header('x-user') ?? '')
      await next()
    })
    app.all(
      '/notes/:id',
      resource(
        (c: Context<Users>) => open(c.req.param('id')!),
        (c) => ({
          authorize: () => (c.get('user') === 'ada' ? null : c.text('no', 403)),
          get: ({ version, value }) => ({ version, body: () => value.text }),
        }),
      ),
    )
    expect((await app.request('/notes/1')).status).toBe(403)
    expect((await app.request('/notes/1', { headers: { 'x-user': 'ada' } })).status).toBe(200)
  })

  test.each([
    ['json', 'application/json', '{"text":"read twice"}'],
    ['form', 'application/x-www-form-urlencoded', 'text=read+twice'],
  ] as const)('a %s validator before it has read the content, and does no harm', async (target, type, body) => {
    const { open, read } = notes()
    const app = new Hono().put(
      '/notes/:id',
      validator(target, (value) => value),
      resource((c) => open(c.req.param('id')!), {
        put: {
          'application/json': json(Note),
          'multipart/form-data': async (_, body) => ({ text: String((await body.formData()).get('text')) }),
          'application/x-www-form-urlencoded': async (_, body) => ({
            text: String((await body.formData()).get('text')),
          }),
        },
      }),
    )
    const answer = await app.request('/notes/1', send(body, '"1"', type))
    expect([answer.status, await read()]).toEqual([204, 'read twice'])
  })

  test('content that somebody read past c.req is told to the developer', async () => {
    const { open } = notes()
    const app = new Hono().put(
      '/notes/:id',
      async (c, next) => {
        await c.req.raw.text()
        await next()
      },
      resource((c) => open(c.req.param('id')!), { put: { 'application/json': json(Note) } }),
    )
    const error = vi.fn((error: Error) => new Response(error.message, { status: 500 }))
    app.onError(error)
    expect(await (await app.request('/notes/1', send('{"text":"x"}'))).text()).toContain('somebody has read it before')
    expect(error).toHaveBeenCalledOnce()
  })

  test('behind cors() and etag(): fields of both, evaluated once', async () => {
    const { open } = notes()
    const app = new Hono()
    app.use(cors(), etag())
    app.all(
      '/notes/:id',
      resource((c) => open(c.req.param('id')!), {
        get: ({ version, value }) => ({ version, body: () => value.text }),
        put: { 'application/json': json(Note) },
      }),
    )
    const answer = await app.request('/notes/1', { headers: { 'If-None-Match': '"1"' } })
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('access-control-allow-origin')]).toEqual([
      304,
      '"1"',
      '*',
    ])
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const late = await app.request('/notes/1', send('{"text":"x"}', '"0"'))
    expect([late.status, late.headers.get('access-control-allow-origin')]).toEqual([412, '*'])
    expect((await app.request('/notes/1', send('{"text":"x"}', '"1"'))).status).toBe(204)
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })

  test('a write whose content a validator read is not reported by an etag() before it', async () => {
    const { open } = notes()
    const onMistake = vi.fn()
    const app = new Hono().use(etag({ onMistake })).put(
      '/notes/:id',
      validator('json', (value) => value),
      resource((c) => open(c.req.param('id')!), { put: { 'application/json': json(Note) } }),
    )
    expect((await app.request('/notes/1', send('{"text":"x"}'))).status).toBe(204)
    expect(onMistake).not.toHaveBeenCalled()
  })

  test('sixteen clients that add to one counter lose no update', async () => {
    const counter = memoryResource(0)
    const app = new Hono().all(
      '/counter',
      resource(() => counter, {
        get: ({ version, value }) => ({ version, body: () => String(value) }),
        put: { 'text/plain': async (_, body) => Number(await body.text()) },
      }),
    )
    const add = async (): Promise<void> => {
      const read = await app.request('/counter')
      const next = String(Number(await read.text()) + 1)
      const answer = await app.request('/counter', send(next, read.headers.get('etag')!, 'text/plain'))
      if (answer.status === 412) return add()
      expect(answer.status).toBe(204)
    }
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let round = 0; round < 10; round++) await add()
      }),
    )
    expect((await commit(counter, 161, (state) => state!.value)).ok).toBe(true)
    expect((await counter.read())!.value).toBe(160)
  })
})
