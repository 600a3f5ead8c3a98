import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Running, start } from './support/worker.ts'

const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
const before = 'Fri, 02 Jan 2026 03:04:04 GMT'
let worker: Running
beforeAll(async () => void (worker = await start('../worker/notes.ts')))
beforeEach(async () => void (await ran()))
afterAll(() => worker.end())

const ask = (line: string, ...fields: string[]) => worker.send(line, fields)
const ran = async () => JSON.parse((await ask('GET /ran')).body.toString()) as string[]

describe('withPreconditions, in workerd, over a socket', () => {
  test('a 200 to a read is stamped', async () => {
    const answer = await ask('GET /7')
    expect([answer.status, answer.body.toString()]).toEqual([200, 'hello'])
    expect([answer.field('etag'), answer.field('last-modified')]).toEqual(['"7"', date])
    expect(await ran()).toEqual(['select', 'handler'])
  })

  test.each([
    ['GET', 'If-None-Match: "7"', 304],
    ['HEAD', 'If-None-Match: W/"7"', 304],
    ['GET', `If-Modified-Since: ${date}`, 304],
    ['GET', 'If-Match: "6"', 412],
    ['HEAD', 'If-Match: "6"', 412],
    ['PUT', 'If-Match: "6"', 412],
    ['DELETE', `If-Unmodified-Since: ${before}`, 412],
    ['PUT', 'If-None-Match: *', 412],
  ])('%s with %s never runs the handler: %i', async (method, field, status) => {
    const answer = await ask(`${method} /7`, field)
    expect(answer.status).toBe(status)
    expect(await ran()).toEqual(['select'])
    if (status === 304 || method === 'HEAD') expect(answer.body).toHaveLength(0)
    else expect(JSON.parse(answer.body.toString())).toMatchObject({ status, current: '"7"' })
    if (status === 304) expect(answer.head).not.toMatch(/content-length|content-type|transfer-encoding/i)
  })

  test('HEAD has the fields of GET without its content', async () => {
    const answer = await ask('HEAD /7')
    expect([answer.status, answer.body.length, answer.field('etag')]).toEqual([200, 0, '"7"'])
  })

  test('writes: what holds goes on with its body, and a 204 has no validators of the state before it', async () => {
    const answer = await ask('PUT /7', 'If-Match: "7"', 'Content-Length: 0')
    expect([answer.status, answer.field('etag')]).toEqual([204, null])
    const sent = await fetch(new URL('/7', worker.url), {
      method: 'PUT',
      headers: { 'If-Match': '"7"' },
      body: 'x'.repeat(100_000),
    })
    expect(sent.headers.get('x-received')).toBe('100000')
    expect((await ask('PUT /8', 'If-None-Match: *', 'Content-Length: 0')).status).toBe(204)
    expect((await ask('PUT /8', 'If-Match: *', 'Content-Length: 0')).status).toBe(412)
  })

  test('fields as they come: repeated lists are one, a repeated date is none', async () => {
    expect((await ask('GET /7', 'If-None-Match: "6"', 'If-None-Match: "7"')).status).toBe(304)
    expect((await ask('GET /7', `If-Modified-Since: ${date}`, `If-Modified-Since: ${date}`)).status).toBe(200)
    expect((await ask('DELETE /7', `If-Unmodified-Since: ${before}`, `If-Unmodified-Since: ${before}`)).status).toBe(
      204,
    )
    expect((await ask('GET /7', 'If-None-Match: "7')).status).toBe(200)
  })

  test('READINGS 11: workerd drops an empty field before anyone sees it, so that it is absent', async () => {
    expect((await ask('GET /7', 'If-Match:')).status).toBe(200)
    expect((await ask('GET /7', 'If-None-Match:', `If-Modified-Since: ${date}`)).status).toBe(304)
  })

  test('CASES 57: a control character in a tag makes the field unreadable, though workerd lets it through', async () => {
    expect((await ask('GET /7', 'If-None-Match: "7", "a\x7fb"')).status).toBe(200)
    expect((await ask('GET /7', 'If-None-Match: "7", "ab"')).status).toBe(304)
  })

  test('CASES 58: bytes that are no UTF-8 match nothing', async () => {
    for (const tag of ['"\xe9"', '"\xe8"'])
      expect((await ask('PUT /7', `If-Match: ${tag}`, 'Content-Length: 0')).status).toBe(412)
  })

  test.each([100_000, 1_000_000, 8_000_000, 32_000_000])(
    'a stale write of %i bytes is answered, each time',
    async (length) => {
      for (let n = 0; n < 5; n++) {
        const answer = await fetch(new URL('/7', worker.url), {
          method: 'PUT',
          headers: { 'If-Match': '"6"' },
          body: 'x'.repeat(length),
        })
        expect([answer.status, ((await answer.json()) as { reason: string }).reason]).toEqual([412, 'mismatch'])
      }
      expect(await ran()).not.toContain('handler')
    },
  )
})
