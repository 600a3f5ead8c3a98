import { documents, handleResource, json, type Schema } from '@ifmatch/core'
import { kv, kvDocuments } from '@ifmatch/deno'
import { afterAll, expect, test } from 'vitest'
import { useFile, openFile } from './support/database.ts'
import { bytesOfLength, sameBytes } from './support/uploads.ts'

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

const folder = useFile()
const [memory, file] = [await Deno.openKv(':memory:'), await openFile()]

function serve(db: Deno.Kv): Deno.HttpServer<Deno.NetAddr> {
  const store = kvDocuments(db, ['documents'])
  return Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, (request: Request) => {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/')
    if (kind === 'documents') return handleResource(request, store(id), documents())
    return handleResource(request, kv<Note>(db, ['notes', id]), {
      create: true,
      delete: true,
      get: (note) => ({ version: note.version, body: () => Response.json(note.value) }),
      put: { 'application/json': json(Input) },
    })
  })
}

const servers = { memory: serve(memory), file: serve(file) }
const urlOf = (name: keyof typeof servers, path: string) => `http://127.0.0.1:${servers[name].addr.port}${path}`

afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.shutdown()))
  memory.close()
  file.close()
  await Deno.remove(folder, { recursive: true })
})

function put(url: string, condition: Record<string, string>, body: BodyInit, type = 'application/json') {
  return fetch(url, { method: 'PUT', headers: { 'Content-Type': type, ...condition }, body })
}

/** Increments with GET and PUT If-Match, again on 412: gives how many the server accepted, and how many it refused. */
async function increment(url: string, times: number, text: string): Promise<{ accepted: number; refused: number }> {
  const counted = { accepted: 0, refused: 0 }
  while (counted.accepted < times) {
    const read = await fetch(url)
    const note = (await read.json()) as Note
    const next = JSON.stringify({ n: note.n + 1, text })
    const { status } = await put(url, { 'If-Match': read.headers.get('etag')! }, next)
    if (status === 204) counted.accepted++
    else if (status !== 412) throw new Error(`A PUT was answered ${status}`)
    else {
      counted.refused++
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    }
  }
  return counted
}

test.each([
  ['memory', 25, 'small', 'x'],
  ['file', 25, 'small', 'x'],
  ['memory', 3, 'large', 'x'.repeat(200_000)],
] as const)(
  'over a socket, in %s, of 16 × %i increments of %s values none is lost',
  { timeout: 120_000 },
  async (name, times, kind, text) => {
    const url = urlOf(name, `/notes/${kind}`)
    expect((await put(url, { 'If-None-Match': '*' }, JSON.stringify({ n: 0, text }))).status).toBe(201)
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => increment(url, times, text)))
    const sum = (of: 'accepted' | 'refused') => clients.reduce((all, client) => all + client[of], 0)
    const due = CLIENTS * times
    expect([sum('accepted'), ((await (await fetch(url)).json()) as Note).n]).toEqual([due, due])
    // Nobody raced where nobody was refused.
    expect(sum('refused')).toBeGreaterThan(0)
  },
)

test('over a socket, of 16 creators one wins each round', async () => {
  for (let round = 0; round < 20; round++) {
    const url = urlOf('file', `/documents/${round}`)
    const creators = Array.from({ length: CLIENTS }, (_, n) => put(url, { 'If-None-Match': '*' }, `${n}`, 'text/plain'))
    const statuses = (await Promise.all(creators)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, ...Array(CLIENTS - 1).fill(412)])
  }
})

test(
  'over a socket, every body matches its tag while the document is rewritten all the time',
  { timeout: 120_000 },
  async () => {
    const url = urlOf('file', '/documents/rewritten')
    const content = (n: number) => bytesOfLength(70_000 + n)
    let tag = (await put(url, { 'If-None-Match': '*' }, content(0), 'image/png')).headers.get('etag')!
    const lengths = new Map([[tag, 70_000]])
    let isOver = false
    const writer = async (): Promise<void> => {
      for (let n = 1; !isOver; n++) {
        const answer = await put(url, { 'If-Match': tag }, content(n), 'image/png')
        tag = answer.headers.get('etag')!
        lengths.set(tag, 70_000 + n)
      }
    }
    const read: [string, Uint8Array][] = []
    const reader = async (): Promise<void> => {
      while (read.length < 200) {
        const answer = await fetch(url)
        // 503 says that it changed ten times while it was read.
        if (answer.status === 200) read.push([answer.headers.get('etag')!, await answer.bytes()])
        else expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('while it was read')])
      }
    }
    const writing = writer()
    await Promise.all([reader(), reader()]).finally(() => (isOver = true))
    await writing
    expect(lengths.size).toBeGreaterThan(5)
    for (const [tag, bytes] of read) expect(sameBytes(bytes, bytesOfLength(lengths.get(tag)!))).toBe(true)
  },
)
