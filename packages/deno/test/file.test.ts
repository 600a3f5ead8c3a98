import { respond } from '@ifmatch/core'
import { file } from '@ifmatch/deno'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { send } from './support/socket.ts'

let folder: string
let path: string
let opened = 0
let meanwhile = () => {}
let server: Deno.HttpServer<Deno.NetAddr>

beforeAll(async () => {
  folder = await Deno.makeTempDir()
  path = `${folder}/note.txt`
  server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, (request) => {
    const name = new URL(request.url).pathname
    return respond(request, async () => {
      const selected = await file(folder + name, { headers: { 'cache-control': 'no-cache', 'content-language': 'de' } })
      return selected && { ...selected, body: (range) => (opened++, meanwhile(), selected.body(range)) }
    })
  })
})
beforeEach(() => {
  Deno.writeTextFileSync(path, 'hello world!')
  Deno.utimeSync(path, 1767323045, 1767323045.5)
  opened = 0
  meanwhile = () => {}
})
afterAll(async () => {
  await server.shutdown()
  await Deno.remove(folder, { recursive: true })
})

const ask = (line: string, ...fields: string[]) => send(server.addr.port, line, fields)

describe('file', () => {
  test('is sent whole, with its type, size, weak tag and date', async () => {
    const answer = await ask('GET /note.txt')
    expect([answer.status, answer.body]).toEqual([200, 'hello world!'])
    expect(answer.field('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.field('content-length')).toBe('12')
    expect(answer.field('etag')).toMatch(/^W\/"[\w-]+"$/)
    expect(answer.field('last-modified')).toBe('Fri, 02 Jan 2026 03:04:05 GMT')
    expect(answer.field('accept-ranges')).toBe('bytes')
    expect(answer.field('cache-control')).toBe('no-cache')
  })

  test('HEAD has the same fields, and opens nothing', async () => {
    const [get, head] = [await ask('GET /note.txt'), await ask('HEAD /note.txt')]
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
  })

  test('304 and 412 open nothing', async () => {
    const tag = (await ask('HEAD /note.txt')).field('etag')
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(`${method} /note.txt`, `If-None-Match: ${tag}`)
      expect([answer.status, answer.body, answer.field('etag')]).toEqual([304, '', tag])
      expect(answer.field('cache-control')).toBe('no-cache')
      expect(answer.head).not.toMatch(/content-length|content-type|content-language|transfer-encoding/i)
      expect(answer.head.match(/^date: /gim)).toHaveLength(1)
    }
    expect((await ask('GET /note.txt', 'If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT')).status).toBe(304)
    expect((await ask('GET /note.txt', 'If-Match: "other"')).status).toBe(412)
    expect(opened).toBe(0)
  })

  test.each([
    ['bytes=0-4', 206, 'hello', 'bytes 0-4/12'],
    ['bytes=6-', 206, 'world!', 'bytes 6-11/12'],
    ['bytes=-6', 206, 'world!', 'bytes 6-11/12'],
    ['bytes=4-2', 200, 'hello world!', null],
    ['lines=1-2', 200, 'hello world!', null],
  ])('Range: %s is %i', async (range, status, body, contentRange) => {
    const answer = await ask('GET /note.txt', `Range: ${range}`)
    expect([answer.status, answer.body, answer.field('content-range')]).toEqual([status, body, contentRange])
    expect(answer.field('content-length')).toBe(String(body.length))
  })

  test('several ranges, none that is satisfiable, HEAD, and a false If-Range', async () => {
    const several = await ask('GET /note.txt', 'Range: bytes=0-0, 11-11')
    expect(several.status).toBe(206)
    expect(several.body).toMatch(
      /Content-Range: bytes 0-0\/12\r\n\r\nh\r\n[^]*Content-Range: bytes 11-11\/12\r\n\r\n!\r\n/i,
    )
    const none = await ask('GET /note.txt', 'Range: bytes=99-')
    expect([none.status, none.field('content-range')]).toEqual([416, 'bytes */12'])
    const head = await ask('HEAD /note.txt', 'Range: bytes=0-4')
    expect([head.status, head.field('content-length'), head.field('content-range')]).toEqual([200, '12', null])
    const tag = head.field('etag')
    for (const condition of ['"other"', tag, 'Fri, 02 Jan 2026 03:04:05 GMT']) {
      expect((await ask('GET /note.txt', 'Range: bytes=0-4', `If-Range: ${condition}`)).body).toBe('hello world!')
    }
  })

  test('that changed between tag and bytes is selected again', async () => {
    const tag = (await ask('HEAD /note.txt')).field('etag')
    meanwhile = () => {
      meanwhile = () => {}
      Deno.writeTextFileSync(`${path}.new`, 'replaced')
      Deno.renameSync(`${path}.new`, path)
    }
    const answer = await ask('GET /note.txt', 'Range: bytes=0-2')
    expect([answer.status, answer.body, answer.field('content-range')]).toEqual([206, 'rep', 'bytes 0-2/8'])
    expect(answer.field('etag')).not.toBe(tag)
    expect(opened).toBe(2)
  })

  test('that is removed between tag and bytes is gone', async () => {
    meanwhile = () => {
      meanwhile = () => {}
      Deno.removeSync(path)
    }
    expect((await ask('GET /note.txt')).status).toBe(404)
  })

  test('without a time of modification has no validators', async () => {
    Deno.utimeSync(path, 0, 0)
    const answer = await ask('GET /note.txt', 'If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT')
    expect([answer.status, answer.field('etag'), answer.field('last-modified')]).toEqual([200, null, null])
    expect((await ask('GET /note.txt', 'If-None-Match: *')).status).toBe(304)
  })

  test('that was written just now is not modified later than Date', async () => {
    for (let n = 0; n < 20; n++) {
      Deno.writeTextFileSync(path, String(n))
      const answer = await ask('GET /note.txt')
      expect(Date.parse(answer.field('last-modified')!)).toBeLessThanOrEqual(Date.parse(answer.field('date')!))
    }
  })

  test('an empty file has no bytes and no ranges', async () => {
    Deno.writeTextFileSync(`${folder}/empty.css`, '')
    for (const range of ['Range: bytes=0-', 'Range: bytes=-5']) {
      const answer = await ask('GET /empty.css', range)
      expect([answer.status, answer.body, answer.field('content-length')]).toEqual([200, '', '0'])
      expect(answer.field('content-type')).toMatch(/^text\/css/)
    }
  })

  test('null where nothing is, where a folder is, and where no file can be', async () => {
    await Deno.mkdir(`${folder}/folder`, { recursive: true })
    for (const name of ['nothing', 'folder', '.', 'note.txt/below', 'x'.repeat(300), 'a\0b']) {
      expect(await file(`${folder}/${name}`)).toBe(null)
    }
    expect((await ask('GET /folder', 'If-Match: *')).status).toBe(404)
  })

  test('gives what the file system says', async () => {
    const { mtime } = await Deno.stat(path)
    expect(await file(path)).toMatchObject({ size: 12, lastModified: mtime, type: 'text/plain; charset=utf-8' })
    expect(await file(new URL(`file://${path}`))).toMatchObject({ size: 12 })
  })
})
