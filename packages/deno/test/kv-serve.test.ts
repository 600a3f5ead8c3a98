import { handleResource, json, type Schema } from '@ifmatch/core'
import { kv } from '@ifmatch/deno'
import { afterAll, expect, test } from 'vitest'

interface Note {
  n: number
  text: string
}

const Input: Schema<Note> = {
  '~standard': {
    validate: (value) =>
      typeof (value as Note).n === 'number' ? { value: value as Note } : { issues: [{ message: 'n is no number' }] },
  },
}

const CLIENTS = 16

const db = await Deno.openKv(':memory:')
const note = kv<Note>(db, ['note'])
const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, (request: Request) =>
  handleResource(request, note, {
    create: true,
    get: ({ version, value }) => ({ version, body: () => Response.json(value) }),
    put: { 'application/json': json(Input) },
  }),
)
const url = `http://127.0.0.1:${server.addr.port}/`

afterAll(async () => {
  await server.shutdown()
  db.close()
})

function put(condition: Record<string, string>, body: string) {
  return fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json', ...condition }, body })
}

/** Increments with GET and PUT If-Match, again on 412: gives how many the server accepted, and how many it refused. */
async function increment(times: number, text: string): Promise<{ accepted: number; refused: number }> {
  const counted = { accepted: 0, refused: 0 }
  while (counted.accepted < times) {
    const read = await fetch(url)
    const note = (await read.json()) as Note
    const next = JSON.stringify({ n: note.n + 1, text })
    const { status } = await put({ 'If-Match': read.headers.get('etag')! }, next)
    if (status === 204) counted.accepted++
    else if (status !== 412) throw new Error(`A PUT was answered ${status}`)
    else {
      counted.refused++
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    }
  }
  return counted
}

test('over a socket, of 16 × 3 increments of large values none is lost', { timeout: 120_000 }, async () => {
  const text = 'x'.repeat(200_000)
  expect((await put({ 'If-None-Match': '*' }, JSON.stringify({ n: 0, text }))).status).toBe(201)
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => increment(3, text)))
  const sum = (of: 'accepted' | 'refused') => clients.reduce((all, client) => all + client[of], 0)
  expect([sum('accepted'), ((await (await fetch(url)).json()) as Note).n]).toEqual([48, 48])
  // Nobody raced where nobody was refused.
  expect(sum('refused')).toBeGreaterThan(0)
})
