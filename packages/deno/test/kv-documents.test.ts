import { documents, handleResource, type Content } from '@ifmatch/core'
import { kvDocuments } from '@ifmatch/deno'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysOf, overwrite, watched } from './support/database.ts'
import { bytesOf, bytesOfLength, upload } from './support/uploads.ts'

const CHUNK = 63 * 1024

let db: Deno.Kv
let store: ReturnType<typeof kvDocuments>
let chunksRead: unknown[]

beforeEach(async () => {
  db = await Deno.openKv(':memory:')
  chunksRead = []
  const counted = watched(db, {
    getMany(keys: readonly Deno.KvKey[]) {
      chunksRead.push(...keys.filter(([, kind]) => kind === 'chunk').map((key) => key.at(-1)))
      return db.getMany(keys) as never
    },
  })
  store = kvDocuments(counted, ['documents'])
})
afterEach(() => db.close())

function ask(method: string, headers: Record<string, string> = {}, body?: string | Uint8Array<ArrayBuffer>) {
  const request = new Request('http://localhost/a', { method, headers, ...(body !== undefined && { body }) })
  return handleResource(request, store('a'), documents({ limit: 10_000_000 }))
}

describe('documents() serves them', () => {
  test('created, read, by range, patched, removed', async () => {
    const type = { 'Content-Type': 'application/json' }
    const created = await ask('PUT', { 'If-None-Match': '*', ...type }, '{"a":1}')
    expect([created.status, created.headers.get('etag')]).toEqual([
      201,
      `"${(await db.get(['documents', 'a'])).versionstamp}"`,
    ])
    const part = await ask('GET', { Range: 'bytes=1-3' })
    expect([part.status, await part.text(), part.headers.get('content-type')]).toEqual([206, '"a"', 'application/json'])
    expect((await ask('PATCH', { 'Content-Type': 'application/merge-patch+json' }, '{"b":2}')).status).toBe(204)
    expect(await (await ask('GET')).json()).toEqual({ a: 1, b: 2 })
    const stale = { 'If-Match': created.headers.get('etag')! }
    expect((await ask('DELETE', stale)).status).toBe(412)
    const current = { 'If-Match': (await ask('HEAD')).headers.get('etag')! }
    expect((await ask('DELETE', current)).status).toBe(204)
    expect((await ask('GET')).status).toBe(404)
    expect([await keysOf(db, 'chunk'), await keysOf(db, 'content'), await keysOf(db, 'about')]).toEqual([[], [], []])
  })

  test('whole, as they were sent, where they are long', async () => {
    const bytes = bytesOfLength(3_000_000)
    await ask('PUT', { 'If-None-Match': '*', 'Content-Type': 'image/png' }, bytes)
    const whole = await ask('GET')
    expect([whole.headers.get('content-type'), whole.headers.get('content-length')]).toEqual(['image/png', '3000000'])
    expect(await whole.bytes()).toEqual(bytes)
    const parts = await ask('GET', { Range: 'bytes=10-1999999' })
    expect(await parts.bytes()).toEqual(bytes.subarray(10, 2_000_000))
  })
})

describe('of the body', () => {
  beforeEach(async () => {
    await store('a').swap(null, upload(bytesOfLength(40 * CHUNK + 7)))
  })

  test('only the chunks of the range are read', async () => {
    const state = (await store('a').read())!
    const bytes = bytesOfLength(40 * CHUNK + 7)
    for (const [offset, length, due] of [
      [0, 1, [0]],
      [CHUNK - 1, 1, [0]],
      [CHUNK - 1, 2, [0, 1]],
      [2 * CHUNK, CHUNK, [2]],
      [40 * CHUNK, 7, [40]],
      [5, 0, []],
      [3 * CHUNK + 1, 11 * CHUNK, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]],
      [CHUNK + 1, 30 * CHUNK, Array.from({ length: 31 }, (_, n) => n + 1)],
    ] as const) {
      chunksRead = []
      expect(await bytesOf(state, { offset, length })).toEqual(bytes.subarray(offset, offset + length))
      expect(chunksRead).toEqual(due)
    }
  })

  test('nothing is read for HEAD, 304, 412 and a write', async () => {
    const tag = (await ask('HEAD')).headers.get('etag')!
    expect((await ask('GET', { 'If-None-Match': tag })).status).toBe(304)
    expect((await ask('GET', { 'If-Match': '"other"' })).status).toBe(412)
    expect((await ask('PUT', { 'If-Match': tag }, 'next')).status).toBe(204)
    expect(chunksRead).toEqual([])
  })

  test('of a long one, only what is taken is read', async () => {
    const content = await (await store('a').read())!.body()
    const reader = (content as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.cancel()
    expect(chunksRead).toHaveLength(10)
  })
})

describe('once another version is there', () => {
  test.each([
    ['a short body', 10, undefined],
    ['a long body', 3_000_000, undefined],
    ['a range', 3_000_000, { offset: 1_000_000, length: 10 }],
  ])('%s is null', async (_, length, range) => {
    const first = (await store('a').swap(null, upload(bytesOfLength(length))))!
    await overwrite(store('a'), upload('other'))
    expect(await bytesOf(first, range)).toBeNull()
  })

  test('a long body that has begun breaks off', async () => {
    const first = (await store('a').swap(null, upload(bytesOfLength(3_000_000))))!
    const reader = ((await first.body()) as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).value).toEqual(bytesOfLength(3_000_000).subarray(0, 10 * CHUNK))
    await overwrite(store('a'), upload(bytesOfLength(3_000_000)))
    await expect(reader.read()).rejects.toThrow('Cannot send the document: it was replaced meanwhile')
  })

  test('a read over HTTP gives that one', async () => {
    await store('a').swap(null, upload('first'))
    let isReplaced = false
    const slow = watched(db, {
      async getMany(keys: readonly Deno.KvKey[]) {
        if (keys[0]![1] === 'chunk' && !isReplaced) {
          isReplaced = true
          await overwrite(store('a'), upload('second'))
        }
        return db.getMany(keys) as never
      },
    })
    const answer = await handleResource(
      new Request('http://localhost/a'),
      kvDocuments(slow, ['documents'])('a'),
      documents(),
    )
    const { versionstamp } = await db.get(['documents', 'a'])
    expect([isReplaced, await answer.text(), answer.headers.get('etag')]).toEqual([true, 'second', `"${versionstamp}"`])
  })
})

describe('an upload may be', () => {
  const stream = (): ReadableStream => new Blob(['con', 'tent']).stream()
  test.each<[string, Content]>([
    ['text', 'content'],
    ['a part of a buffer', new TextEncoder().encode('the content').subarray(4)],
    ['a Blob', new Blob(['content'])],
    ['a stream', stream()],
  ])('%s', async (_, body) => {
    const state = (await store('a').swap(null, { type: null, size: null, body }))!
    expect([state.size, state.type, new TextDecoder().decode((await bytesOf(state))!)]).toEqual([
      7,
      undefined,
      'content',
    ])
  })

  test('a stream that breaks off: then nothing changes', async () => {
    const first = (await store('a').swap(null, upload('first')))!
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    await expect(store('a').swap(first, { type: null, size: null, body })).rejects.toThrow('gone')
    expect((await store('a').read())?.version).toBe(first.version)
  })
})

test('so long that its chunks do not fit into one commit, it is deleted after it', async () => {
  const first = (await store('a').swap(null, upload(new Uint8Array(501 * CHUNK))))!
  expect(await keysOf(db, 'content')).toHaveLength(1)
  expect(await store('a').remove(first)).toBe(true)
  expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
})

describe('the list', () => {
  test('has the newest first, and only so many', async () => {
    for (const name of ['a', 'b', '']) await store(name).swap(null, upload(name, `text/x${name}`))
    await overwrite(store('a'), upload('again', null))
    const { version, lastModified } = (await store('a').read())!
    const listed = await store.list()
    expect(listed[0]).toEqual({ key: 'a', version, size: 5, lastModified })
    expect(listed.map(({ key, type, size }) => [key, type, size])).toEqual([
      ['a', undefined, 5],
      ['', 'text/x', 0],
      ['b', 'text/xb', 1],
    ])
    expect((await store.list(1)).map(({ key }) => key)).toEqual(['a'])
  })

  test('has the documents of this prefix alone, and none that was removed', async () => {
    await kvDocuments(db, ['documents', 'deeper'])('b').swap(null, upload('b'))
    await kvDocuments(db, ['others'])('c').swap(null, upload('c'))
    await store('gone').remove((await store('gone').swap(null, upload('x')))!)
    expect(await store.list()).toEqual([])
    expect((await kvDocuments(db, ['others']).list()).map(({ key }) => key)).toEqual(['c'])
  })
})

test('what other code wrote at the key of a document is no document: 503, and it stays', async () => {
  await db.set(['documents', 'a'], 'theirs')
  const errors: unknown[] = []
  const options = documents({ onError: (error) => errors.push(error) })
  const answer = await handleResource(new Request('http://localhost/a'), store('a'), options)
  const said = new TypeError('Cannot read the document "a": something else was written at its key')
  expect([answer.status, errors]).toEqual([503, [said]])
  expect(await store('a').swap(null, upload('ours'))).toBeNull()
  expect((await db.get(['documents', 'a'])).value).toBe('theirs')
})
