import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatHttpDate } from '@ifmatch/core'
import { page } from '../src/page.ts'
import { type Service, start } from './service.ts'

const modified = new Date('2026-03-01T12:00:00Z')

let service: Service

beforeAll(async () => {
  service = await start()
})
afterAll(async () => {
  await service.stop()
})

describe('the page', () => {
  test('lists each document with its link, tag, date, type and size', async () => {
    const documents = [{ key: 'a.b', version: 7, lastModified: modified, type: 'text/plain', size: 12 }]
    const text = await (await page('http://localhost:8787', documents)).text()
    expect(text).toContain('<a href="/documents/a.b">a.b</a>')
    expect(text).toContain('<code>"7"</code>')
    expect(text).toContain(formatHttpDate(modified))
    expect(text).toContain('<td>text/plain</td>')
    expect(text).toContain('<td>12</td>')
  })

  test('escapes what strangers wrote', async () => {
    const documents = [
      { key: 'x', version: 1, lastModified: modified, type: 'text/html; a="<script>alert(1)</script>"', size: 1 },
    ]
    const text = await (await page(`http://a'"&<b>`, documents)).text()
    expect(text).not.toContain('<script')
    expect(text).not.toContain('<b>')
    expect(text).toContain('&lt;script&gt;')
  })

  test('lets its own style in, and nothing else', async () => {
    const answer = await page('http://localhost', [])
    const [, style] = /<style>([\s\S]*)<\/style>/.exec(await answer.text())!
    const hash = createHash('sha256').update(style!).digest('base64')
    const policy = answer.headers.get('content-security-policy')!
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}';`)
    expect(policy).not.toContain('unsafe')
  })

  test('says so where there is no document', async () => {
    expect(await (await page('http://localhost', [])).text()).toContain('There are none now')
  })
})

describe('the page that is served', () => {
  test('shows lines for the address that it was asked at, and each names a document that is there', async () => {
    const answer = await fetch(service.origin)
    const text = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain(`curl -i ${service.origin}/documents/welcome`)
    expect(text).toContain('/documents/board')
  })

  test('is 304 until something changes', async () => {
    const etag = (await fetch(service.origin)).headers.get('etag')!
    const again = (): Promise<Response> => fetch(service.origin, { headers: { 'If-None-Match': etag } })
    expect((await again()).status).toBe(304)
    await fetch(`${service.origin}/documents/note`, { method: 'PUT', body: 'new', headers: { 'If-None-Match': '*' } })
    expect((await again()).status).toBe(200)
  })
})

describe('a page on another origin', () => {
  const origin = 'https://elsewhere.example'

  test('may send every condition', async () => {
    const { status, headers } = await fetch(`${service.origin}/documents/welcome`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'if-match,content-type',
      },
    })
    const allowed = headers.get('access-control-allow-headers')!.toLowerCase().split(',')
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(headers.get('access-control-allow-methods')).toBe('GET,HEAD,PUT,PATCH,DELETE,OPTIONS')
    expect(allowed).toEqual(expect.arrayContaining(['if-match', 'if-none-match', 'if-range', 'range', 'content-type']))
  })

  test.each([
    ['200', 200, 'welcome', {}],
    ['304', 304, 'welcome', { 'If-None-Match': '"1"' }],
    ['412', 412, 'welcome', { 'If-Match': '"0"' }],
    ['404', 404, 'nothing', {}],
    ['404 for what is no name', 404, 'no%20name', {}],
  ])('may read a %s and its tag', async (_, status, id, headers) => {
    const answer = await fetch(`${service.origin}/documents/${id}`, {
      headers: { Origin: origin, ...(headers as Record<string, string>) },
    })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-expose-headers')?.toLowerCase().split(',')).toContain('etag')
  })
})
