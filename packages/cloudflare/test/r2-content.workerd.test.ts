import { env } from 'cloudflare:workers'
import { r2 } from '@ifmatch/cloudflare'
import { type Body, update, type Upload } from '@ifmatch/core'
import { beforeEach, describe, expect, test } from 'vitest'

const { FILES } = env

const upload = (body: Upload['body'], type: string | null = 'text/plain', size: number | null = null): Upload => ({
  type,
  size,
  body,
})
const text = async (content: unknown) => new Response(content as ReadableStream).text()

describe('what is kept beside the bytes', () => {
  const key = 'kept'
  beforeEach(() => FILES.delete(key))

  test('64 write ids as core makes them fit, and 5,000 bytes of 8,192 stay free', async () => {
    const id = (n: number) => `${'k'.repeat(20)}${String(n).padStart(2, '0')}.${'f'.repeat(15)}.204.${'v'.repeat(6)}`
    const ids = Array.from({ length: 64 }, (_, n) => id(n))
    await FILES.put(key, 'A', { customMetadata: { rest: 'x'.repeat(4700) } })
    const note = r2(FILES, key)
    await note.swap(await note.read(), upload('B'), ids)
    expect((await note.read())!.writeIds).toEqual(ids)
    await note.swap(await note.read(), upload('C'))
    expect((await note.read())!.writeIds).toEqual(ids)
    const { customMetadata } = (await FILES.head(key))!
    const size = Object.entries(customMetadata!).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    expect(size - 4704).toBeLessThan(3400)
  })

  test('ids that do not fit are an error of the store, and the old state stays whole', async () => {
    const note = r2(FILES, key)
    const first = (await note.swap(null, upload('A'), ['one']))!
    await expect(note.swap(first, upload('B'), ['x'.repeat(9000)])).rejects.toThrow('metadata')
    const left = (await note.read())!
    expect([left.version, left.writeIds, await text(await left.body())]).toEqual([first.version, ['one'], 'A'])
  })

  test('what the application set stays, and what was said of the old bytes does not', async () => {
    const httpMetadata = {
      contentType: 'text/html',
      contentLanguage: 'de',
      cacheControl: 'no-cache',
      contentDisposition: 'inline',
    }
    await FILES.put(key, 'A', { httpMetadata, customMetadata: { owner: 'ada' } })
    const note = r2(FILES, key)
    const state = await note.swap(await note.read(), upload('B', null))
    expect(state!.type).toBe(undefined)
    const object = (await FILES.head(key))!
    expect(object.httpMetadata).toEqual({ cacheControl: 'no-cache', contentDisposition: 'inline' })
    expect(object.customMetadata!.owner).toBe('ada')
  })

  test('the storage class stays', async () => {
    const object = { key, version: '1', uploaded: new Date(0), storageClass: 'InfrequentAccess' } as R2Object
    const asked: unknown[] = []
    const bucket = {
      head: async () => object,
      put: async (...all: unknown[]) => (asked.push(all[2]), object),
    } as unknown as R2Bucket
    await r2(bucket, key).swap(await r2(bucket, key).read(), upload('B'))
    expect(asked).toMatchObject([{ storageClass: 'InfrequentAccess' }])
  })

  test('an object of somebody else: no write ids, and the time of its upload, rounded up', async () => {
    const customMetadata = { 'ifmatch-write-ids': 'mine', 'ifmatch-last-modified': 'never' }
    const { uploaded } = await FILES.put(key, 'A', { customMetadata })
    const state = (await r2(FILES, key).read())!
    expect(state.writeIds).toEqual([])
    const age = state.lastModified!.getTime() - uploaded.getTime()
    expect([state.lastModified!.getTime() % 1000, age > 0 && age <= 1000]).toEqual([0, true])
  })

  test('a copy of the metadata does not make a new upload an old one', async () => {
    const note = r2(FILES, key)
    await note.swap(null, upload('A'))
    const { customMetadata } = (await FILES.head(key))!
    const stamped = { ...customMetadata, 'ifmatch-last-modified': '1000' }
    const { uploaded } = await FILES.put(key, 'B', { customMetadata: stamped })
    expect((await note.read())!.lastModified!.getTime()).toBeGreaterThan(uploaded.getTime())
  })

  test('an object with a content coding is no document', async () => {
    await FILES.put(key, 'A', { httpMetadata: { contentEncoding: 'gzip' } })
    await expect(r2(FILES, key).read()).rejects.toThrow('Cannot read kept: it is stored with Content-Encoding gzip')
  })

  test('keys that R2 cannot have: nothing is there, and a write says why', async () => {
    for (const key of ['', 'x'.repeat(1025)]) {
      expect(await r2(FILES, key).read()).toBe(null)
      await expect(r2(FILES, key).swap(null, upload('A'))).rejects.toThrow('1 to 1,024 bytes')
    }
  })
})

describe('content', () => {
  const key = 'content'
  const note = r2(FILES, key)
  beforeEach(() => FILES.delete(key))
  const streamOf = (...chunks: string[]) =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
        controller.close()
      },
    })

  test.each([
    ['a stream of known size', () => upload(streamOf('one ', 'two'), 'text/plain', 7)],
    ['a stream of unknown size', () => upload(streamOf('one ', 'two'))],
    ['a Response', () => upload(new Response('one two') as unknown as Upload['body'], 'text/plain', 7)],
    ['bytes', () => upload(new TextEncoder().encode('one two'), 'text/plain', 7)],
  ])('%s is stored', async (_, make) => {
    const state = (await note.swap(null, make()))!
    expect([
      state.size,
      await text(await state.body()),
      await text(await state.body({ offset: 4, length: 3 })),
    ]).toEqual([7, 'one two', 'two'])
  })

  test.each([
    ['a stream that is shorter', () => upload(streamOf('one'), 'text/plain', 7)],
    ['a stream that is longer', () => upload(streamOf('one two three'), 'text/plain', 7)],
    ['text that is shorter', () => upload('one', 'text/plain', 7)],
    ['no content', () => upload(null)],
  ])('%s is refused, and the old state stays whole', async (_, make) => {
    const first = (await note.swap(null, upload('first')))!
    await expect(note.swap(first, make())).rejects.toThrow(TypeError)
    expect(await text(await (await note.read())!.body())).toBe('first')
  })

  test('a stream that fails fails with its own error, and nothing is written', async () => {
    const failing = new ReadableStream({
      pull: (controller) => controller.error(new RangeError('gone')),
    })
    await expect(note.swap(null, upload(failing, null, 7))).rejects.toThrow(RangeError)
    expect(await note.read()).toBe(null)
  })

  test('a stream of unknown size is held up to 16 MiB, and then let go', async () => {
    let cancelled = false
    const chunk = new Uint8Array(1024 * 1024)
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
      cancel: () => void (cancelled = true),
    })
    await expect(note.swap(null, upload(endless))).rejects.toThrow('give its size')
    expect([cancelled, await note.read()]).toEqual([true, null])
  })

  test('whoever sends one to be stored is told 411', async () => {
    const content = new Blob([new Uint8Array(17 * 1024 * 1024)]).stream()
    const request = new Request('http://localhost/note', {
      method: 'PUT',
      body: content,
      headers: { 'If-None-Match': '*' },
    })
    const change = (_: unknown, body: Body): Upload => ({ type: null, size: body.size, body: body.stream() })
    const answer = await update(request, note, change, { create: true })
    expect([answer.status, await note.read()]).toEqual([411, null])
  })

  test('a state whose object was replaced opens nothing', async () => {
    const first = (await note.swap(null, upload('first')))!
    await note.swap(first, upload('first'))
    expect(await first.body()).toBe(null)
    expect(await first.body({ offset: 0, length: 2 })).toBe(null)
  })
})
