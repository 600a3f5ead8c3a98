import { type Body, handleResource, type InMemory, json, memoryResource, UnreadableBody, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { scripted } from './scripted-resource.ts'
import { brokenOff, send, streamOf } from './write-request.ts'

const read = (_: unknown, body: Body) => body.text()
const any = { '~standard': { validate: (value: unknown) => ({ value: JSON.stringify(value) }) } }

describe('a body', () => {
  test('is the same on every turn, though it is read once', async () => {
    const sent = send('PATCH', { 'Content-Type': 'application/json' }, '{"n":1}')
    const store = scripted('one', { lose: 3 })
    const seen: unknown[] = []
    await update(sent, store, async (_, body) => {
      seen.push(await body.json(), await body.text(), (await body.bytes()).byteLength)
      return 'mine'
    })
    expect(seen).toEqual(Array.from({ length: 4 }, () => [{ n: 1 }, '{"n":1}', 7]).flat())
    expect(sent.opened()).toBe(1)
  })

  test('stays whole when change spoils the bytes it was given', async () => {
    const store = scripted('one', { lose: 2 })
    await update(send('PATCH'), store, async (_, body) => {
      const bytes = await body.bytes()
      const text = new TextDecoder().decode(bytes)
      bytes.fill(0)
      return text
    })
    expect(store.state?.value).toBe('mine')
  })

  test('says its type and its size by Content-Length, or null', async () => {
    const seen: unknown[] = []
    const note = (_: unknown, { type, size }: Body) => String(seen.push([type, size]))
    await update(
      send('PATCH', { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': '4' }),
      scripted(),
      note,
    )
    await update(send('PATCH'), scripted(), note)
    expect(seen).toEqual([
      ['text/plain; charset=utf-8', 4],
      [null, null],
    ])
  })

  test('form data is read again after a lost swap', async () => {
    const form = new URLSearchParams({ title: 'tea & cake' }).toString()
    const sent = send('POST', { 'Content-Type': 'application/x-www-form-urlencoded' }, form)
    const store = scripted('one', { lose: 2 })
    const answer = await update(sent, store, async (_, body) => String((await body.formData()).get('title')))
    expect([answer.status, store.state?.value]).toEqual([204, 'tea & cake'])
  })

  test.each(['', '{', '{"a":1', 'undefined', "{'a':1}"])('400 for JSON that is none: %j', async (text) => {
    const store = scripted()
    const answer = await update(send('PATCH', {}, text), store, async (_, body) => String(await body.json()))
    expect([answer.status, store.calls]).toEqual([400, ['read']])
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  })

  test('400 for form data that is none', async () => {
    for (const type of ['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', undefined]) {
      const sent = send('PATCH', { 'Content-Type': type }, 'no form at all')
      const answer = await update(sent, scripted(), async (_, body) => String((await body.formData()).get('a')))
      expect(answer.status, type).toBe(400)
    }
  })

  test('UnreadableBody is what json() rejects with, so that change may answer it', async () => {
    const caught = vi.fn()
    await update(send('PATCH', {}, '{'), scripted(), async (_, body) => {
      await body.json().catch((error: unknown) => caught(error instanceof UnreadableBody))
      return 'mine'
    })
    expect(caught).toHaveBeenCalledWith(true)
  })

  test('that breaks off changes nothing', async () => {
    for (const change of [
      read,
      async (_: unknown, body: Body) => String((await body.bytes()).byteLength),
      async (_: unknown, body: Body) => JSON.stringify(await body.json()),
    ]) {
      const store = scripted()
      const answer = await update(send('PUT', { 'If-Match': '"v1"' }, brokenOff()), store, change)
      expect([answer.status, store.state?.value, store.calls]).toEqual([400, 'one', ['read']])
    }
    for (const body of [
      brokenOff(),
      new ReadableStream({ start: (controller) => controller.error(new Error('gone')) }),
    ]) {
      const init = { method: 'PATCH', headers: { 'Content-Length': '100' }, body, duplex: 'half' }
      expect((await update(new Request('http://localhost/', init), scripted(), read)).status).toBe(400)
    }
  })

  test('that nobody asks for is not read', async () => {
    const sent = send('POST')
    expect((await update(sent, scripted(), () => 'mine')).status).toBe(204)
    expect(sent.opened()).toBe(0)
  })

  test('a real Request is read as well, and an empty one is empty', async () => {
    const store = scripted()
    const url = 'http://localhost/'
    await update(new Request(url, { method: 'PATCH', body: 'héllo' }), store, read)
    expect(store.state?.value).toBe('héllo')
    await update(new Request(url, { method: 'PATCH' }), store, async (_, body) => `[${await body.text()}]`)
    expect(store.state?.value).toBe('[]')
  })
})

describe('a limit', () => {
  const put = (size: number, fields = {}) => send('PUT', { 'If-Match': '"v1"', ...fields }, 'x'.repeat(size))

  test.each([
    [4, 204],
    [5, 413],
  ])('%i bytes of at most 4, with no Content-Length: %i', async (size, status) => {
    const store = scripted()
    expect((await update(put(size), store, read, { limit: 4 })).status).toBe(status)
    expect(store.state?.value).toBe(status === 204 ? 'xxxx' : 'one')
  })

  test('is judged by Content-Length before anything is read or evaluated', async () => {
    const sent = put(5, { 'Content-Length': '5', 'If-Match': '"x"' })
    expect((await update(sent, scripted(), read, { limit: 4 })).status).toBe(413)
    expect(sent.opened()).toBe(0)
  })

  test('a Content-Length that lies does not help', async () => {
    for (const length of ['1', '-1', 'x', '1e0', '']) {
      const store = scripted()
      const answer = await update(put(5, { 'Content-Length': length }), store, read, { limit: 4 })
      expect([answer.status, store.state?.value], length).toEqual([413, 'one'])
    }
  })

  test('is 1 MiB unless said, for json too', async () => {
    const large = 1024 * 1024
    expect((await update(put(large), scripted(), read)).status).toBe(204)
    expect((await update(put(large + 1), scripted(), read)).status).toBe(413)
    const note = memoryResource('one')
    const announced = { 'If-Match': '"9"', 'Content-Type': 'application/json', 'Content-Length': String(large + 1) }
    const put413 = handleResource<InMemory<string>, string>(put(5, announced), note, {
      put: { 'application/json': json(any) },
    })
    expect((await put413).status).toBe(413)
  })

  test('nothing makes a stream of content whose length is announced', async () => {
    const sent = put(4, { 'Content-Length': '4' })
    Object.defineProperty(sent, 'body', {
      get() {
        throw new Error('A stream was made')
      },
    })
    expect((await update(sent, scripted(), read, { limit: 4 })).status).toBe(204)
  })

  test('stops to read as soon as it is passed', async () => {
    let chunks = 0
    const endless = Array.from({ length: 1000 }, () => () => {
      chunks++
      return new Uint8Array(1000)
    })
    const answer = await update(send('PATCH', {}, streamOf(...endless)), scripted(), read, { limit: 2500 })
    expect(answer.status).toBe(413)
    expect(chunks).toBeLessThan(10)
  })
})
