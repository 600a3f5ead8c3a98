import { entityTagOfBytes, respond } from '@ifmatch/core'
import { file } from '@ifmatch/deno'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchOpenFiles } from './support/open-files.ts'

const SIZE = 20_000_000
const large = new Uint8Array(SIZE).map((_, n) => n % 251)
let folder: string
let path: string
let watched: ReturnType<typeof watchOpenFiles>

beforeAll(async () => {
  folder = await Deno.makeTempDir()
  path = `${folder}/large.bin`
})
beforeEach(() => {
  Deno.writeFileSync(path, large)
  watched = watchOpenFiles()
})
afterEach(() => watched.end())
afterAll(() => Deno.remove(folder, { recursive: true }))

const opened = async (range?: { offset: number; length: number }) =>
  (await (await file(path))!.body(range)) as ReadableStream<Uint8Array>
const digest = async (bytes: ArrayBuffer | Uint8Array) => (await entityTagOfBytes(bytes)).opaque
const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  respond(new Request('http://localhost/', { method, headers }), () => file(path))

describe('a file is closed', () => {
  test('after its last byte, and the bytes are right', async () => {
    expect(await digest(await (await ask()).arrayBuffer())).toBe(await digest(large))
    expect(watched.counts).toEqual({ opened: 1, closed: 1 })
    const part = await ask({ range: 'bytes=1000-200999' })
    expect(await digest(await part.arrayBuffer())).toBe(await digest(large.subarray(1000, 201_000)))
    expect(watched.counts).toEqual({ opened: 2, closed: 2 })
    await (await ask({ range: 'bytes=0-9, 500-509, 19999990-' })).arrayBuffer()
    expect(watched.counts).toEqual({ opened: 5, closed: 5 })
  })

  test('when nobody reads on', async () => {
    for (const answer of [await ask(), await ask({ range: 'bytes=5-' }), await ask({ range: 'bytes=0-9, 500-' })]) {
      const reader = answer.body!.getReader()
      await reader.read()
      await reader.cancel()
    }
    expect(watched.counts.closed).toBe(watched.counts.opened)
  })

  test('when nobody waits for the bytes that are on their way', async () => {
    const reader = (await opened()).getReader()
    await reader.read()
    void reader.read().catch(() => {})
    await reader.cancel()
    await vi.waitFor(() => expect(watched.counts).toEqual({ opened: 1, closed: 1 }))
  })

  test('when nobody waits for it to open', async () => {
    const reader = (await opened()).getReader()
    void reader.read().catch(() => {})
    await reader.cancel()
    await vi.waitFor(() => expect(watched.counts).toEqual({ opened: 1, closed: 1 }), 5000)
  })

  test('when the client goes away', async () => {
    const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, (request) =>
      respond(request, () => file(path)),
    )
    for (let n = 0; n < 5; n++) {
      const socket = await Deno.connect({ hostname: '127.0.0.1', port: server.addr.port })
      await socket.write(new TextEncoder().encode('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
      await socket.read(new Uint8Array(1000))
      socket.close()
    }
    await vi.waitFor(() => expect(watched.counts).toEqual({ opened: 5, closed: 5 }), 5000)
    await server.shutdown()
  })
})

describe('a file is not opened', () => {
  test('for 304, 412, 416 and HEAD', async () => {
    const tag = (await ask({}, 'HEAD')).headers.get('etag')!
    const answers = [
      await ask({ 'if-none-match': tag }),
      await ask({ 'if-match': tag }),
      await ask({ range: `bytes=${SIZE}-` }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([304, 412, 416])
    expect(watched.counts).toEqual({ opened: 0, closed: 0 })
  })

  test('for a body that nobody reads', async () => {
    await ask()
    await ask({ range: 'bytes=5-' })
    await opened()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(watched.counts).toEqual({ opened: 0, closed: 0 })
  })
})

describe('bytes of another state are never taken for those of the tag', () => {
  test('that was there before the first byte was asked for', async () => {
    const stream = await opened()
    Deno.writeTextFileSync(path, 'another')
    await expect(new Response(stream).arrayBuffer()).rejects.toThrow('changed meanwhile')
    expect(watched.counts).toEqual({ opened: 1, closed: 1 })
  })

  test('that was written while the first bytes were sent', async () => {
    const reader = (await opened()).getReader()
    await reader.read()
    const later = Date.now() / 1000 + 10
    Deno.writeFileSync(
      path,
      large.map((byte) => byte ^ 1),
    )
    Deno.utimeSync(path, later, later)
    let received = 0
    const rest = (async () => {
      for (let read = await reader.read(); !read.done; read = await reader.read()) received += read.value.byteLength
    })()
    await expect(rest).rejects.toThrow('changed meanwhile')
    expect(received).toBeLessThan(SIZE)
    expect(watched.counts).toEqual({ opened: 1, closed: 1 })
  })

  test('that is shorter', async () => {
    const reader = (await opened()).getReader()
    await reader.read()
    Deno.truncateSync(path, 1000)
    await expect(reader.read()).rejects.toThrow('changed meanwhile')
    expect(watched.counts).toEqual({ opened: 1, closed: 1 })
  })
})
