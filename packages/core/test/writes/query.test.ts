import { handleResource, type Methods } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import type { FieldTable } from '../support/request.ts'
import { L, lText } from '../support/state.ts'
import { type Row, scripted } from './scripted-resource.ts'
import { brokenOff, send } from './write-request.ts'

const methods: Methods<Row, string> = {
  query: {
    'text/plain': async ({ version, value }, body) => {
      const found = `${value}? ${await body.text()}`
      return { version, variant: `q${found.length}`, lastModified: L, size: found.length, body: () => found }
    },
    'application/json': async (_, body) => Response.json(await body.json()),
  },
}
const ask = (
  fields: FieldTable = {},
  content: Parameters<typeof send>[2] = 'which',
  more: Partial<typeof methods> = {},
) =>
  handleResource(send('QUERY', { 'Content-Type': 'text/plain', ...fields }, content), scripted(), {
    ...methods,
    ...more,
  })

describe('QUERY', () => {
  test('answers what was asked for, with the tag of that', async () => {
    const answer = await ask()
    expect([answer.status, await answer.text(), answer.headers.get('ETag')]).toEqual([200, 'one? which', '"v1~q10"'])
  })

  test.each<[FieldTable, number]>([
    [{ 'If-None-Match': '"v1~q10"' }, 304],
    [{ 'If-None-Match': '"v1~q9"' }, 200],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-Modified-Since': lText }, 304],
    [{ 'If-Match': '"x"' }, 412],
    [{ 'If-Match': '"v1~q10"' }, 200],
    [{ Range: 'bytes=0-2' }, 206],
    [{ Range: 'bytes=99-' }, 416],
    [{ 'If-None-Match': '"v1~q10"', Range: 'bytes=99-' }, 304],
  ])('CASES 62: %o is %i', async (fields, status) => {
    expect((await ask(fields)).status).toBe(status)
  })

  test('CASES 61: without Content-Type is 400, not 304, and the content stays unread', async () => {
    const sent = send('QUERY', { 'If-None-Match': '*' })
    expect((await handleResource(sent, scripted(), methods)).status).toBe(400)
    expect(sent.opened()).toBe(0)
  })

  test('another media type is 415 with Accept-Query, which OPTIONS names too', async () => {
    const refused = await ask({ 'Content-Type': 'text/csv' })
    expect([refused.status, refused.headers.get('Accept-Query')]).toEqual([415, 'text/plain, application/json'])
    const options = await handleResource(send('OPTIONS'), scripted(), methods)
    expect(options.headers.get('Accept-Query')).toBe('text/plain, application/json')
    expect(options.headers.get('Allow')).toBe('QUERY, OPTIONS')
  })

  test('400, 413, 415 by its content', async () => {
    expect((await ask({ 'Content-Type': 'application/json' }, '{')).status).toBe(400)
    expect((await ask({}, brokenOff())).status).toBe(400)
    expect((await ask({}, 'x'.repeat(11), { limit: 10 })).status).toBe(413)
    expect((await ask({ 'Content-Length': '11' }, 'x', { limit: 10 })).status).toBe(413)
    expect((await ask({}, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
    const coded = await ask({ 'Content-Encoding': 'gzip' })
    expect([coded.status, coded.headers.get('Accept-Encoding')]).toEqual([415, 'identity'])
  })

  test('is safe: 404 where nothing is, never 428, and swap is never called', async () => {
    const store = scripted(null)
    const sent = () => send('QUERY', { 'Content-Type': 'text/plain', 'If-None-Match': '*' })
    expect((await handleResource(sent(), store, { ...methods, create: true, require: true })).status).toBe(404)
    store.write('two')
    expect((await handleResource(sent(), store, { ...methods, require: true })).status).toBe(304)
    expect(store.calls).not.toContain('swap')
  })

  test('authorize is asked first', async () => {
    const query = vi.fn(() => new Response('secret'))
    const authorize = () => new Response(null, { status: 401 })
    expect((await ask({}, 'which', { authorize, query: { 'text/plain': query } })).status).toBe(401)
    expect(query).not.toHaveBeenCalled()
  })
})
