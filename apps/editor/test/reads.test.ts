import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start } from './service.ts'
import { exchange, requestText } from './socket.ts'

let service: Service
let welcome: string
let modified: string

beforeAll(async () => {
  service = await start()
  welcome = `${service.origin}/documents/welcome`
  modified = (await fetch(welcome)).headers.get('last-modified')!
})
afterAll(async () => {
  await service.stop()
})

describe('the seeds', () => {
  test.each([
    ['welcome', 'text/markdown; charset=utf-8', 2048, '"1"'],
    ['board', 'application/json', 1024, '"2"'],
  ])('%s is there, was modified days ago, and names its state', async (id, type, atLeast, etag) => {
    const answer = await fetch(`${service.origin}/documents/${id}`)
    const bytes = await answer.arrayBuffer()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('etag')).toBe(etag)
    expect(answer.headers.get('content-length')).toBe(`${bytes.byteLength}`)
    expect(bytes.byteLength).toBeGreaterThan(atLeast)
    const age = Date.now() - new Date(answer.headers.get('last-modified')!).getTime()
    expect(age).toBeGreaterThan(2 * 86_400_000)
  })

  test('board is JSON', async () => {
    const board = await (await fetch(`${service.origin}/documents/board`)).json()
    expect(board).toMatchObject({ columns: ['to do', 'doing', 'done'] })
  })
})

describe('a read', () => {
  test('says no-cache, varies by nothing, and cannot run in a browser', async () => {
    const { headers } = await fetch(welcome)
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('vary')).toBe(null)
    expect(headers.get('content-security-policy')).toBe('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('has the fields of the GET on HEAD, and no content', async () => {
    const get = await fetch(welcome)
    const answer = await exchange(service.port, requestText('HEAD', '/documents/welcome'))
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain(`content-length: ${(await get.arrayBuffer()).byteLength}\r\n`)
    expect(answer).toContain('etag: "1"\r\n')
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  test.each([
    ['304 while the tag is current', { 'If-None-Match': '"1"' }, 304],
    ['304 for a weak twin', { 'If-None-Match': 'W/"1"' }, 304],
    ['304 in a list', { 'If-None-Match': '"0", "1"' }, 304],
    ['200 for another tag', { 'If-None-Match': '"2"' }, 200],
    ['412 for a false If-Match', { 'If-Match': '"0"' }, 412],
    ['200 for a true If-Match', { 'If-Match': '"1"' }, 200],
    ['416 outside', { Range: 'bytes=999999-' }, 416],
    ['304 before an unsatisfiable range', { 'If-None-Match': '"1"', Range: 'bytes=999999-' }, 304],
    ['206 where If-Range names the state', { Range: 'bytes=0-4', 'If-Range': '"1"' }, 206],
    ['200 where If-Range names another', { Range: 'bytes=0-4', 'If-Range': '"0"' }, 200],
  ])('%s', async (_, headers, status) => {
    const answer = await fetch(welcome, { headers: headers as Record<string, string> })
    await answer.arrayBuffer()
    expect(answer.status).toBe(status)
  })

  test('is 304 since its date, and whole since the second before', async () => {
    const before = new Date(new Date(modified).getTime() - 1000).toUTCString()
    const since = async (date: string) => (await fetch(welcome, { headers: { 'If-Modified-Since': date } })).status
    expect([await since(modified), await since(before)]).toEqual([304, 200])
  })

  test('is 206 where If-Range names the date: it is strong', async () => {
    const answer = await fetch(welcome, { headers: { Range: 'bytes=2-8', 'If-Range': modified } })
    expect([answer.status, await answer.text()]).toEqual([206, 'Welcome'])
  })

  test('sends the last bytes', async () => {
    const whole = await (await fetch(welcome)).text()
    const answer = await fetch(welcome, { headers: { Range: 'bytes=-9' } })
    expect(await answer.text()).toBe(whole.slice(-9))
    expect(answer.headers.get('content-range')).toBe(`bytes ${whole.length - 9}-${whole.length - 1}/${whole.length}`)
  })

  test('sends several ranges in one answer', async () => {
    const answer = await fetch(welcome, { headers: { Range: 'bytes=0-0, 100-101' } })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/byteranges; boundary=/)
    expect((await answer.text()).match(/^content-range: bytes .*$/gim)).toHaveLength(2)
  })

  test('has no content and no content fields in a 304', async () => {
    const answer = await exchange(service.port, requestText('GET', '/documents/welcome', ['If-None-Match: "1"']))
    expect(answer).toMatch(/^HTTP\/1\.1 304 /)
    expect(answer).not.toMatch(/^(content-length|content-type|transfer-encoding):/im)
    expect(answer).toContain('etag: "1"\r\n')
    expect(answer).toContain('cache-control: no-cache\r\n')
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  test('of nothing is 404, whatever the conditions say', async () => {
    const answer = await fetch(`${service.origin}/documents/nothing`, { headers: { 'If-Match': '"1"' } })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 })
  })
})
