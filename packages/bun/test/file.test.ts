import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { file } from '@ifmatch/bun'
import { respond } from '@ifmatch/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { send } from './support/socket.ts'

const folder = mkdtempSync(join(tmpdir(), 'ifmatch-bun-'))
const path = join(folder, 'note.txt')
const kept = Bun.file(path)
let opened = 0
let meanwhile = () => {}

function serve() {
  return Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    development: false,
    error: (error) => new Response(String(error), { status: 500 }),
    routes: {
      // One BunFile for all requests, as people keep it.
      '/note': (request) =>
        respond(request, async () => {
          const selected = await file(kept, { headers: { 'cache-control': 'no-cache', 'content-language': 'de' } })
          return selected && { ...selected, body: (range) => (opened++, meanwhile(), selected.body(range)) }
        }),
      '/named/:name': (request) => respond(request, () => file(Bun.file(join(folder, request.params.name)))),
    },
  })
}

let server: ReturnType<typeof serve>
beforeAll(() => void (server = serve()))
beforeEach(() => {
  writeFileSync(path, 'hello world!')
  utimesSync(path, 1767323045, 1767323045.5)
  opened = 0
  meanwhile = () => {}
})
afterAll(async () => {
  await server.stop(true)
  rmSync(folder, { recursive: true })
})

const ask = (line: string, ...fields: string[]) => send(server.port!, line, fields)

describe('file', () => {
  test('is sent whole, with its type, size, weak tag and date', async () => {
    const answer = await ask('GET /note')
    expect([answer.status, answer.body]).toEqual([200, 'hello world!'])
    expect(answer.field('content-type')).toBe('text/plain;charset=utf-8')
    expect(answer.field('content-length')).toBe('12')
    expect(answer.field('etag')).toMatch(/^W\/"[\w-]+"$/)
    expect(answer.field('last-modified')).toBe('Fri, 02 Jan 2026 03:04:05 GMT')
    expect(answer.field('accept-ranges')).toBe('bytes')
    expect(answer.field('cache-control')).toBe('no-cache')
    expect(answer.field('date')).toMatch(/GMT$/)
  })

  test('HEAD has the same fields, and opens nothing', async () => {
    const [get, head] = [await ask('GET /note'), await ask('HEAD /note')]
    expect([head.status, head.body, opened]).toEqual([200, '', 1])
    for (const name of [
      'content-type',
      'content-length',
      'etag',
      'last-modified',
      'accept-ranges',
      'content-language',
    ]) {
      expect([name, head.field(name)]).toEqual([name, get.field(name)])
    }
    expect(head.head).toMatch(/^date: /im)
  })

  test('304 opens nothing', async () => {
    const tag = (await ask('HEAD /note')).field('etag')
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(`${method} /note`, `If-None-Match: ${tag}`)
      expect([answer.status, answer.body]).toEqual([304, ''])
      expect(answer.field('etag')).toBe(tag)
      expect(answer.field('cache-control')).toBe('no-cache')
      expect(answer.head).not.toMatch(/content-length|content-type|content-language|transfer-encoding/i)
      expect(answer.head.match(/^date: /gim)).toHaveLength(1)
    }
    expect((await ask('GET /note', 'If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT')).status).toBe(304)
    expect((await ask('GET /note', 'If-Match: "other"')).status).toBe(412)
    expect(opened).toBe(0)
  })

  test.each([
    ['bytes=0-4', 206, 'hello', 'bytes 0-4/12'],
    ['bytes=6-', 206, 'world!', 'bytes 6-11/12'],
    ['bytes=-6', 206, 'world!', 'bytes 6-11/12'],
    ['bytes=0-11', 206, 'hello world!', 'bytes 0-11/12'],
    ['bytes=4-2', 200, 'hello world!', null],
    ['lines=1-2', 200, 'hello world!', null],
  ])('Range: %s is %i', async (range, status, body, contentRange) => {
    const answer = await ask('GET /note', `Range: ${range}`)
    expect([answer.status, answer.body, answer.field('content-range')]).toEqual([status, body, contentRange])
    expect(answer.field('content-length')).toBe(String(body.length))
  })

  test('several ranges, none that is satisfiable, and HEAD', async () => {
    const several = await ask('GET /note', 'Range: bytes=0-0, 11-11')
    expect(several.status).toBe(206)
    expect(several.field('content-type')).toMatch(/^multipart\/byteranges; boundary=/)
    expect(several.field('content-range')).toBe(null)
    expect(several.body).toMatch(
      /Content-Range: bytes 0-0\/12\r\n\r\nh\r\n[^]*Content-Range: bytes 11-11\/12\r\n\r\n!\r\n/i,
    )
    const none = await ask('GET /note', 'Range: bytes=99-')
    expect([none.status, none.field('content-range')]).toEqual([416, 'bytes */12'])
    const head = await ask('HEAD /note', 'Range: bytes=0-4')
    expect([head.status, head.field('content-length'), head.field('content-range')]).toEqual([200, '12', null])
  })

  test('a false If-Range is answered whole: Bun cuts no range of its own', async () => {
    const tag = (await ask('HEAD /note')).field('etag')
    for (const condition of ['"other"', tag, 'Fri, 02 Jan 2026 03:04:05 GMT']) {
      const answer = await ask('GET /note', 'Range: bytes=0-4', `If-Range: ${condition}`)
      expect([answer.status, answer.body, answer.field('content-range')]).toEqual([200, 'hello world!', null])
    }
  })

  test('is another one after each change, also in a BunFile that was asked before', async () => {
    const tag = (await ask('GET /note')).field('etag')
    expect(kept.size).toBe(12)
    appendFileSync(path, ' and more')
    const longer = await ask('GET /note', `If-None-Match: ${tag}`)
    expect([longer.status, longer.body]).toEqual([200, 'hello world! and more'])
    writeFileSync(path, 'HELLO WORLD!')
    utimesSync(path, 1767323045, 1767323045.501)
    const other = await ask('GET /note', `If-None-Match: ${tag}`)
    expect([other.status, other.body]).toEqual([200, 'HELLO WORLD!'])
  })

  test('that changed between tag and bytes is selected again', async () => {
    const tag = (await ask('HEAD /note')).field('etag')
    meanwhile = () => {
      meanwhile = () => {}
      writeFileSync(`${path}.new`, 'replaced')
      renameSync(`${path}.new`, path)
    }
    const answer = await ask('GET /note', 'Range: bytes=0-2')
    expect([answer.status, answer.body, answer.field('content-range')]).toEqual([206, 'rep', 'bytes 0-2/8'])
    expect(answer.field('etag')).not.toBe(tag)
    expect(opened).toBe(2)
  })

  test('that is removed between tag and bytes is gone', async () => {
    meanwhile = () => rmSync(path, { force: true })
    expect((await ask('GET /note')).status).toBe(404)
  })

  test('without a time of modification has no validators', async () => {
    utimesSync(path, 0, 0)
    const answer = await ask('GET /note', 'If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT')
    expect([answer.status, answer.field('etag'), answer.field('last-modified')]).toEqual([200, null, null])
    expect((await ask('GET /note', 'If-None-Match: *')).status).toBe(304)
  })

  test('that was written just now is not modified later than Date', async () => {
    for (let n = 0; n < 20; n++) {
      writeFileSync(path, String(n))
      const answer = await ask('GET /note')
      expect(Date.parse(answer.field('last-modified')!)).toBeLessThanOrEqual(Date.parse(answer.field('date')!))
    }
  })

  test('an empty file has no bytes and no ranges', async () => {
    writeFileSync(join(folder, 'empty.css'), '')
    for (const range of ['Range: bytes=0-', 'Range: bytes=-5']) {
      const answer = await ask('GET /named/empty.css', range)
      expect([answer.status, answer.body, answer.field('content-length')]).toEqual([200, '', '0'])
      expect(answer.field('content-type')).toMatch(/^text\/css/)
    }
  })

  test('a large file is sent whole, and a part from its end', async () => {
    const large = new Uint8Array(5_000_000).map((_, n) => n % 251)
    writeFileSync(join(folder, 'large.bin'), large)
    const whole = await fetch(`http://127.0.0.1:${server.port}/named/large.bin`)
    expect(Bun.hash(await whole.arrayBuffer())).toBe(Bun.hash(large))
    for (const name of ['etag', 'last-modified']) {
      const headers = { Range: 'bytes=9-', 'If-Range': whole.headers.get(name)! }
      const again = await fetch(`http://127.0.0.1:${server.port}/named/large.bin`, { headers })
      expect([again.status, Bun.hash(await again.arrayBuffer())]).toEqual([200, Bun.hash(large)])
    }
    const part = await fetch(`http://127.0.0.1:${server.port}/named/large.bin`, {
      headers: { Range: 'bytes=4000000-' },
    })
    expect(Bun.hash(await part.arrayBuffer())).toBe(Bun.hash(large.subarray(4_000_000)))
  })

  test('null where nothing is, where a folder is, and where a file is in the way', async () => {
    mkdirSync(join(folder, 'folder'), { recursive: true })
    for (const name of ['nothing', 'folder', '.', 'note.txt/below', 'x'.repeat(300)])
      expect(await file(Bun.file(join(folder, name)))).toBe(null)
    expect((await ask('GET /named/folder', 'If-Match: *')).status).toBe(404)
  })

  test('gives what the file system says', async () => {
    const selected = await file(kept)
    expect(selected).toMatchObject({ size: 12, lastModified: statSync(path).mtime, type: 'text/plain;charset=utf-8' })
    expect(await file(Bun.file(path, { type: 'text/x-own' }))).toMatchObject({ type: 'text/x-own' })
  })
})
