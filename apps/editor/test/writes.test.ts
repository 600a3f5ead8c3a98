import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start } from './service.ts'
import { exchange, open, requestText } from './socket.ts'

let service: Service
let names = 0

beforeAll(async () => {
  service = await start()
})
afterAll(async () => {
  await service.stop()
})

/** An address that nothing is at yet. */
function fresh(): string {
  return `${service.origin}/documents/fresh-${names++}`
}

function put(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'PUT', body, headers: { 'Content-Type': 'text/plain', ...headers } })
}

function create(url: string, body: string | Uint8Array<ArrayBuffer> = 'first', headers: Record<string, string> = {}) {
  return put(url, body, { 'If-None-Match': '*', ...headers })
}

function remove(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'DELETE', headers })
}

/** A document that was made just now, and its tag. */
async function made(body = 'first'): Promise<{ url: string; etag: string }> {
  const url = fresh()
  return { url, etag: (await create(url, body)).headers.get('etag')! }
}

describe('PUT', () => {
  test('creates once with If-None-Match: *, and then is 412 and changes nothing', async () => {
    const url = fresh()
    const [one, two] = [await create(url, 'first'), await create(url, 'second')]
    expect([one.status, two.status]).toEqual([201, 412])
    expect(await two.json()).toMatchObject({
      precondition: 'If-None-Match',
      reason: 'exists',
      current: one.headers.get('etag'),
    })
    expect(await (await fetch(url)).text()).toBe('first')
  })

  test('replaces the state that it names, and answers with the tag of the new one', async () => {
    const { url, etag } = await made()
    const answer = await put(url, 'second', { 'If-Match': etag, 'Content-Type': 'text/html' })
    const after = await fetch(url)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('etag')).not.toBe(etag)
    expect(answer.headers.get('cache-control')).toBe(null)
    expect(after.headers.get('etag')).toBe(answer.headers.get('etag'))
    expect(after.headers.get('content-type')).toBe('text/html')
    expect(await after.text()).toBe('second')
  })

  test('from a state that is gone changes nothing, and says why', async () => {
    const { url, etag } = await made()
    await put(url, 'second', { 'If-Match': etag })
    const answer = await put(url, 'mine', { 'If-Match': etag })
    expect(answer.status).toBe(412)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      title: 'Precondition Failed',
      status: 412,
      precondition: 'If-Match',
      reason: 'mismatch',
      received: etag,
      current: (await fetch(url)).headers.get('etag'),
      detail: expect.stringMatching(/fetch .* again/),
    })
    expect(await (await fetch(url)).text()).toBe('second')
  })

  test('without a condition is 428, and names the one that is missing', async () => {
    const { url } = await made()
    const [there, gone] = [await put(url, 'mine'), await put(fresh(), 'mine')]
    expect([there.status, gone.status]).toEqual([428, 428])
    expect(there.headers.get('cache-control')).toBe('no-store')
    expect(await there.json()).toMatchObject({ precondition: 'If-Match', reason: 'required' })
    expect(await gone.json()).toMatchObject({ precondition: 'If-None-Match', reason: 'required' })
  })

  test.each([
    ['If-Match with nothing there', { 'If-Match': '"1"' }, 412],
    ['an unreadable If-Match', { 'If-Match': 'v1' }, 412],
    ['an unreadable If-None-Match', { 'If-None-Match': '*, *' }, 400],
    ['If-Match: *, which names no state', { 'If-Match': '*' }, 412],
  ])('with %s creates nothing', async (_, headers, status) => {
    const url = fresh()
    expect((await put(url, 'mine', headers as Record<string, string>)).status).toBe(status)
    expect((await fetch(url)).status).toBe(404)
  })

  test('with the same Idempotency-Key is done once, and answered as it was, also after a later change', async () => {
    const { url, etag } = await made()
    const once = { 'If-Match': etag, 'Idempotency-Key': '"one"' }
    const first = await put(url, 'second', once)
    const later = await put(url, 'third', { 'If-Match': first.headers.get('etag')! })
    const again = await put(url, 'second', once)
    expect([first.status, again.status, again.headers.get('etag')]).toEqual([204, 204, null])
    expect([(await put(url, 'fourth', once)).status, (await put(url, 'second', { 'If-Match': etag })).status]).toEqual([
      422, 412,
    ])
    const there = await fetch(url)
    expect([await there.text(), there.headers.get('etag')]).toEqual(['third', later.headers.get('etag')])
  })

  test('with an unreadable If-None-Match overwrites nothing', async () => {
    const { url, etag } = await made()
    const answer = await put(url, 'mine', { 'If-None-Match': 'v1', 'If-Match': etag })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ precondition: 'If-None-Match', reason: 'malformed' })
    expect((await fetch(url)).headers.get('etag')).toBe(etag)
  })

  test('half a second after a change fails on the date that the client has', async () => {
    while (Date.now() % 1000 < 50 || Date.now() % 1000 > 600) await new Promise((resolve) => setTimeout(resolve, 10))
    const { url } = await made()
    const answer = await put(url, 'mine', { 'If-Unmodified-Since': new Date().toUTCString() })
    expect(answer.status).toBe(412)
    expect(await answer.json()).toMatchObject({ precondition: 'If-Unmodified-Since', reason: 'modified-since' })
  })

  test('keeps any bytes and any media type', async () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, n) => n % 256)
    const url = fresh()
    await create(url, bytes, { 'Content-Type': 'image/x-odd; a="b"' })
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('image/x-odd; a="b"')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  test('keeps an empty document', async () => {
    const url = fresh()
    expect((await create(url, '')).status).toBe(201)
    const answer = await fetch(url, { headers: { Range: 'bytes=0-' } })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '0', ''])
  })

  test('without Content-Type stores application/octet-stream', async () => {
    const fields = ['If-None-Match: *', 'Content-Length: 3']
    const created = await exchange(service.port, requestText('PUT', '/documents/untyped', fields, 'abc'))
    expect(created).toMatch(/^HTTP\/1\.1 201 [^]*\r\ncontent-length: 0\r\n/)
    expect((await fetch(`${service.origin}/documents/untyped`)).headers.get('content-type')).toBe(
      'application/octet-stream',
    )
  })

  test('that breaks off changes nothing', async () => {
    const { url, etag } = await made()
    const path = new URL(url).pathname
    const socket = open(service.port, requestText('PUT', path, [`If-Match: ${etag}`, 'Content-Length: 10'], 'half'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const chunked = open(
      service.port,
      requestText('PUT', path, [`If-Match: ${etag}`, 'Transfer-Encoding: chunked'], '4\r\nhalf\r\n'),
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    chunked.destroy()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const after = await fetch(url)
    expect([after.headers.get('etag'), await after.text()]).toEqual([etag, 'first'])
  })
})

describe('PATCH', () => {
  const mergeType = { 'Content-Type': 'application/merge-patch+json' }
  const patch = (url: string, body: unknown, headers: Record<string, string> = mergeType): Promise<Response> =>
    fetch(url, { method: 'PATCH', body: JSON.stringify(body), headers })
  const asJson = { 'Content-Type': 'application/json' }

  test('merges into what is there, or applies a list of operations', async () => {
    const url = fresh()
    const etag = (await create(url, '{"a":1,"b":2}', asJson)).headers.get('etag')!
    const merged = await patch(url, { b: null, c: 3 }, { ...mergeType, 'If-Match': etag })
    expect(merged.status).toBe(204)
    expect(await (await fetch(url)).json()).toEqual({ a: 1, c: 3 })
    const operations = [{ op: 'replace', path: '/a', value: 7 }]
    expect((await patch(url, operations, { 'Content-Type': 'application/json-patch+json' })).status).toBe(204)
    const after = await fetch(url)
    expect([await after.json(), after.headers.get('content-type')]).toEqual([{ a: 7, c: 3 }, 'application/json'])
  })

  test('from a state that is gone is 412, of nothing 404, and one that does not fit 409', async () => {
    const url = fresh()
    await create(url, '{"a":1}', asJson)
    expect((await patch(url, { a: 2 }, { ...mergeType, 'If-Match': '"0"' })).status).toBe(412)
    expect((await patch(fresh(), { a: 2 })).status).toBe(404)
    const operations = [{ op: 'test', path: '/a', value: 2 }]
    expect((await patch(url, operations, { 'Content-Type': 'application/json-patch+json' })).status).toBe(409)
    expect(await (await fetch(url)).json()).toEqual({ a: 1 })
  })

  test('that makes the document too long is 413, and changes nothing', async () => {
    const url = fresh()
    const long = 'x'.repeat(600_000)
    const etag = (await create(url, JSON.stringify({ long }), asJson)).headers.get('etag')
    const answer = await patch(url, { more: long })
    expect([answer.status, (await answer.json()).status]).toEqual([413, 413])
    expect((await fetch(url)).headers.get('etag')).toBe(etag)
  })

  test('of another media type, or of a document that is no JSON, is 415', async () => {
    const answer = await patch(fresh(), {}, asJson)
    const { url } = await made()
    const [other, text] = [await patch(url, {}, asJson), await patch(url, {})]
    expect([answer.status, other.status, text.status]).toEqual([404, 415, 415])
    expect(other.headers.get('accept-patch')).toBe('application/merge-patch+json, application/json-patch+json')
  })
})

describe('Last-Modified', () => {
  test('of a change is sent once its second has come, and is never later than Date', async () => {
    const { url } = await made()
    const changed = Date.now()
    let date: string | null = null
    while (date === null) {
      const { headers } = await fetch(url)
      date = headers.get('last-modified')
      if (date) expect(Date.parse(date)).toBeLessThanOrEqual(Date.parse(headers.get('date')!))
      else await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(Date.parse(date)).toBeGreaterThanOrEqual(Math.floor(changed / 1000) * 1000)
    expect(Date.now() - changed).toBeLessThan(3000)
  })
})

describe('DELETE', () => {
  test('removes the state that it names', async () => {
    const { url, etag } = await made()
    expect((await remove(url, { 'If-Match': '"0"' })).status).toBe(412)
    expect((await remove(url)).status).toBe(428)
    expect((await remove(url, { 'If-Match': etag })).status).toBe(204)
    expect((await fetch(url)).status).toBe(404)
  })

  test('of nothing is 404, also with a condition', async () => {
    expect((await remove(fresh())).status).toBe(404)
    expect((await remove(fresh(), { 'If-Match': '"1"' })).status).toBe(404)
  })

  test('leaves no way for an old tag to match again', async () => {
    const { url, etag } = await made()
    await remove(url, { 'If-Match': etag })
    const again = (await create(url)).headers.get('etag')!
    expect(Number(JSON.parse(again))).toBeGreaterThan(Number(JSON.parse(etag)))
    expect((await remove(url, { 'If-Match': etag })).status).toBe(412)
  })
})

describe('REQUIRE=off', () => {
  test('allows a write without a condition, and still refuses a false one', async () => {
    const free = await start({ REQUIRE: 'off' })
    const url = `${free.origin}/documents/free`
    const statuses = [
      await put(url, 'one'),
      await put(url, 'two'),
      await put(url, 'three', { 'If-Match': '"0"' }),
      await put(url, 'four', { 'If-None-Match': 'v1' }),
      await put(url, 'five', { 'If-Match': '*' }),
      await remove(url),
      await remove(url),
    ].map(({ status }) => status)
    expect(statuses).toEqual([201, 204, 412, 400, 204, 204, 404])
    await free.stop()
  })
})
