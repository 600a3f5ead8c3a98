import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Running, start } from './support/worker.ts'

let worker: Running
beforeAll(async () => {
  worker = await start('../worker/files.ts')
  await put('/note.txt', 'hello world!', {
    'Content-Type': 'text/plain',
    'Cache-Control': 'no-cache',
    'Content-Language': 'de',
  })
})
afterAll(() => worker.end())

const ask = (line: string, ...fields: string[]) => worker.send(line, fields)
const put = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(new URL(path, worker.url), { method: 'PUT', body, headers })

describe('r2Object, over a socket', () => {
  test('is sent whole, with its type, size, strong tag, date and metadata', async () => {
    const answer = await ask('GET /note.txt')
    expect([answer.status, answer.body.toString()]).toEqual([200, 'hello world!'])
    expect(answer.field('content-type')).toBe('text/plain')
    expect(answer.field('content-length')).toBe('12')
    expect(answer.field('etag')).toMatch(/^"[\w-]+"$/)
    expect(answer.field('accept-ranges')).toBe('bytes')
    expect(answer.field('cache-control')).toBe('no-cache')
    expect(answer.field('content-language')).toBe('de')
    expect(Date.parse(answer.field('last-modified')!)).toBeLessThanOrEqual(Date.parse(answer.field('date')!))
  })

  test('HEAD has the same fields', async () => {
    const [get, head] = [await ask('GET /note.txt'), await ask('HEAD /note.txt')]
    expect([head.status, head.body.length]).toEqual([200, 0])
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

  test('CASES 35: 304, 412 and 416 have one Date', async () => {
    const head = await ask('HEAD /note.txt')
    const tag = head.field('etag')
    for (const [field, status] of [
      [`If-None-Match: ${tag}`, 304],
      [`If-None-Match: "a", W/${tag}`, 304],
      [`If-Modified-Since: ${head.field('last-modified')}`, 304],
      ['If-Match: "other"', 412],
      ['Range: bytes=99-', 416],
    ] as const) {
      const answer = await ask('GET /note.txt', field)
      expect([field, answer.status]).toEqual([field, status])
      expect(answer.head.match(/^date: /gim)).toHaveLength(1)
      expect(answer.field('content-language')).toBe(null)
      expect(answer.field('cache-control')).toBe(status === 304 ? 'no-cache' : null)
    }
  })

  test.each([
    ['bytes=0-4', 206, 'hello', 'bytes 0-4/12'],
    ['bytes=-6', 206, 'world!', 'bytes 6-11/12'],
    ['bytes=4-2', 200, 'hello world!', null],
  ])('Range: %s is %i', async (range, status, body, contentRange) => {
    const answer = await ask('GET /note.txt', `Range: ${range}`)
    expect([answer.status, answer.body.toString(), answer.field('content-range')]).toEqual([status, body, contentRange])
    expect(answer.field('content-length')).toBe(String(body.length))
  })

  test('If-Range: the tag resumes, another one does not, and a date proves nothing', async () => {
    const head = await ask('HEAD /note.txt')
    const resumed = await ask('GET /note.txt', 'Range: bytes=6-', `If-Range: ${head.field('etag')}`)
    expect([resumed.status, resumed.body.toString()]).toEqual([206, 'world!'])
    for (const condition of ['"other"', head.field('last-modified')]) {
      expect((await ask('GET /note.txt', 'Range: bytes=6-', `If-Range: ${condition}`)).body.toString()).toBe(
        'hello world!',
      )
    }
  })

  test('the same bytes, stored again, are another version', async () => {
    await put('/again', 'same')
    const first = (await ask('HEAD /again')).field('etag')
    await put('/again', 'same', { 'Content-Type': 'text/html' })
    const second = await ask('GET /again', `If-None-Match: ${first}`)
    expect([second.status, second.field('content-type')]).toEqual([200, 'text/html'])
    expect(second.field('etag')).not.toBe(first)
  })

  test('404 where nothing is, whatever the condition', async () => {
    for (const path of ['/', '/nothing', `/${'x'.repeat(1025)}`]) {
      expect((await ask(`GET ${path}`, 'If-Match: *')).status).toBe(404)
    }
  })

  test('a large object is sent whole, and a part from its end', async () => {
    const large = new Uint8Array(5_000_000).map((_, n) => n % 251)
    await put('/large', large)
    const whole = await ask('GET /large')
    expect(whole.body.equals(large)).toBe(true)
    const part = await ask('GET /large', 'Range: bytes=4000000-')
    expect(part.body.equals(large.subarray(4_000_000))).toBe(true)
  })

  test('a coding in which an object is stored is sent as it is stored', async () => {
    const text = 'hello '.repeat(100)
    const zipped = new Uint8Array(gzipSync(text))
    await put('/zipped', zipped, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' })
    const answer = await ask('GET /zipped', 'Accept-Encoding: gzip')
    expect([answer.field('content-encoding'), answer.field('content-length')]).toEqual(['gzip', String(zipped.length)])
    expect(answer.body.equals(zipped)).toBe(true)
    expect(gunzipSync(answer.body).toString()).toBe(text)
    const part = await ask('GET /zipped', 'Accept-Encoding: gzip', 'Range: bytes=1-4')
    expect([part.status, part.body.equals(zipped.subarray(1, 5))]).toEqual([206, true])
    const tag = answer.field('etag')
    expect((await ask('GET /zipped', `If-None-Match: ${tag}`)).field('content-encoding')).toBe(null)
  })
})
