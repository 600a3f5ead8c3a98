import { env } from 'cloudflare:workers'
import { r2 } from '@ifmatch/cloudflare'
import { storeChecks } from '@ifmatch/conformance'
import { documents, handleResource, type Stored, update, type Upload } from '@ifmatch/core'
import { beforeEach, describe, expect, test } from 'vitest'

const { FILES } = env

const upload = (body: Upload['body'], type: string | null = 'text/plain', size: number | null = null): Upload => ({
  type,
  size,
  body,
})
const bytesOf = async (body: Upload['body']) => new Uint8Array(await new Response(body as BodyInit).arrayBuffer())

async function same(state: Stored, { type, body }: Upload): Promise<boolean> {
  const [stored, due] = [await bytesOf(await state.body()), await bytesOf(body)]
  return (state.type ?? null) === type && state.size === due.length && stored.every((byte, at) => byte === due[at])
}

describe('the contract of a Resource', () => {
  const open = (key: string) => r2(FILES, key)
  const value = (n: number) => upload(String(n))
  const values = [
    upload(''),
    upload('é'.repeat(1000), null),
    upload(
      new Uint8Array(2 * 1024 * 1024).map((_, n) => n % 251),
      'application/octet-stream',
    ),
    upload(new Blob(['a', 'b']), 'application/x-blob'),
  ]
  for (const check of storeChecks(open, value, { same, values, remove: false })) test(check.name, check.run)
})

describe('what R2 alone can see', () => {
  const key = 'note'
  beforeEach(() => FILES.delete(key))

  test('by its etag, equal bytes are one state: a stale write gets through', async () => {
    const { etag } = (await FILES.put(key, 'A'))!
    await FILES.put(key, 'B')
    await FILES.put(key, 'A')
    expect(await FILES.put(key, 'stale', { onlyIf: { etagMatches: etag } })).not.toBe(null)
  })

  test('beside an etag that matches, it ignores the date', async () => {
    const { etag, uploaded } = (await FILES.put(key, 'A'))!
    const longBefore = new Date(uploaded.getTime() - 60_000)
    expect(await FILES.put(key, 'B', { onlyIf: { etagMatches: etag, uploadedBefore: longBefore } })).not.toBe(null)
  })

  test('so a state is told by the time of its upload: from A to B and back to A, a stale write is lost', async () => {
    const note = r2(FILES, key)
    const first = await note.swap(null, upload('A'))
    const second = await note.swap(first, upload('B'))
    const third = (await note.swap(second, upload('A')))!
    expect(await note.swap(first, upload('stale'))).toBe(null)
    expect((await note.read())!.version).toBe(third.version)
    expect(await note.swap(third, upload('C'))).not.toBe(null)
  })

  test('also where the same bytes are written again, and where the object was deleted and came back', async () => {
    const note = r2(FILES, key)
    const first = await note.swap(null, upload('A'))
    await FILES.put(key, 'A')
    expect(await note.swap(first, upload('stale'))).toBe(null)
    const second = await note.read()
    await FILES.delete(key)
    expect(await note.swap(second, upload('stale'))).toBe(null)
    expect(await FILES.head(key)).toBe(null)
    await FILES.put(key, 'A')
    expect(await note.swap(second, upload('stale'))).toBe(null)
  })

  test('a state that was carried here by its version alone is looked up', async () => {
    const note = r2(FILES, key)
    const first = { ...(await note.swap(null, upload('A')))! }
    const second = await note.swap(first, upload('B'))
    expect(second).not.toBe(null)
    expect(await note.swap(first, upload('stale'))).toBe(null)
    await FILES.delete(key)
    expect(await note.swap({ ...second! }, upload('stale'))).toBe(null)
  })

  test('no upload follows another one in the same millisecond', async () => {
    const uploaded = new Date()
    const object = { key, version: '1', etag: 'a', size: 1, uploaded } as R2Object
    let at = 0
    const instant = { head: async () => object, put: async () => ((at = Date.now()), object) } as unknown as R2Bucket
    const note = r2(instant, key)
    await note.swap(await note.read(), upload('B'))
    expect(at - uploaded.getTime()).toBeGreaterThan(1)
  })
})

describe('over HTTP', () => {
  beforeEach(() => FILES.delete('doc'))
  const ask = (method: string, headers: Record<string, string> = {}, body?: string) =>
    new Request('https://example.com/doc', { method, headers, ...(body !== undefined && { body }) })
  const serve = (request: Request) => handleResource(request, r2(FILES, 'doc'), documents())

  test('create, read in parts, replace, refuse what is stale', async () => {
    const created = await serve(ask('PUT', { 'If-None-Match': '*', 'Content-Type': 'text/plain' }, 'hello world'))
    const tag = created.headers.get('etag')!
    expect([created.status, tag]).toEqual([201, `"${(await FILES.head('doc'))!.version}"`])
    expect((await serve(ask('GET', { 'If-None-Match': tag }))).status).toBe(304)
    const part = await serve(ask('GET', { Range: 'bytes=6-', 'If-Range': tag }))
    expect([part.status, await part.text(), part.headers.get('content-type')]).toEqual([206, 'world', 'text/plain'])
    expect((await serve(ask('PUT', { 'If-Match': tag }, 'second'))).status).toBe(204)
    expect((await serve(ask('PUT', { 'If-Match': tag }, 'third'))).status).toBe(412)
    expect(await (await serve(ask('GET'))).text()).toBe('second')
  })

  test('an empty document, also by ranges', async () => {
    expect((await serve(ask('PUT', { 'If-None-Match': '*' }, ''))).status).toBe(201)
    for (const headers of [{}, { Range: 'bytes=0-' }] as Record<string, string>[]) {
      const answer = await serve(ask('GET', headers))
      expect([answer.status, await answer.text()]).toEqual([200, ''])
    }
  })

  test('DELETE is 405, since R2 has no conditional delete', async () => {
    await serve(ask('PUT', { 'If-None-Match': '*' }, 'x'))
    const answer = await serve(ask('DELETE', { 'If-Match': '*' }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, PATCH, OPTIONS'])
  })

  test('a stream goes through, and one that grows over the limit is 413', async () => {
    const put = (body: string, limit: number) =>
      update(
        ask('PUT', { 'If-None-Match': '*' }, body),
        r2(FILES, 'doc'),
        (_, sent) => ({ type: sent.type, size: sent.size, body: sent.stream() }),
        { create: true, limit },
      )
    expect((await put('x'.repeat(2000), 1000)).status).toBe(413)
    expect(await FILES.head('doc')).toBe(null)
    expect((await put('x'.repeat(2000), 2000)).status).toBe(201)
    expect((await FILES.head('doc'))!.size).toBe(2000)
  })
})
