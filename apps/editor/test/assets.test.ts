import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start } from './service.ts'

let service: Service
let names: readonly string[]

beforeAll(async () => {
  service = await start()
  const page = await (await fetch(`${service.origin}/edit/welcome`)).text()
  names = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name!)
})
afterAll(async () => {
  await service.stop()
})

describe('the files of the page', () => {
  test('are a style and a script, and have a hash in their names', () => {
    expect(names.map((name) => name.replace(/-[A-Z0-9]{8}\./, '-HASH.'))).toEqual([
      '/assets/style-HASH.css',
      '/assets/editor-HASH.js',
    ])
  })

  test('are kept for ever, have strong tags, and are not sent again', async () => {
    for (const name of names) {
      const answer = await fetch(service.origin + name)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      const etag = answer.headers.get('etag')!
      expect(etag).toMatch(/^"[\w-]{43}"$/)
      const again = await fetch(service.origin + name, { headers: { 'If-None-Match': etag } })
      expect([answer.status, again.status]).toEqual([200, 304])
      expect((await answer.arrayBuffer()).byteLength).toBe(Number(answer.headers.get('content-length')))
    }
  })

  test('are sent in part', async () => {
    const part = await fetch(service.origin + names[0], { headers: { Range: 'bytes=0-9' } })
    expect([part.status, (await part.text()).length]).toEqual([206, 10])
  })

  test.each([
    ['GET', '/assets/editor-OLD.js', 404],
    ['PUT', '/assets/editor.js', 405],
    ['GET', '/edit/no%20name', 404],
    ['GET', '/edit?id=no+name', 400],
  ])('%s %s is %i, as a problem', async (method, path, status) => {
    const answer = await fetch(service.origin + path, { method })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })
})

describe('the first page', () => {
  test('leads to the editor of each document, and to a new one, without a script', async () => {
    const page = await (await fetch(service.origin)).text()
    expect(page).toContain('<a class="edit" href="/edit/welcome" aria-label="Edit welcome">Edit</a>')
    expect(page).not.toContain('<script')
    const made = await fetch(`${service.origin}/edit?id=+new.json+&as=json`, { redirect: 'manual' })
    expect([made.status, made.headers.get('location')]).toEqual([303, '/edit/new.json?as=json'])
  })
})
