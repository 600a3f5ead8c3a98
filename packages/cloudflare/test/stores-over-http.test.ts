import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStores } from './support/stores-worker.ts'
import type { Running } from './support/worker.ts'

let stores: Running
beforeAll(async () => void (stores = await startStores()))
afterAll(() => stores.end())

const at = (path: string) => new URL(path, stores.url)

describe('the contract of a Resource, in workerd', () => {
  test.each(['row', 'table', 'd1'])('%s', { timeout: 120_000 }, async (store) => {
    const { run, failed } = (await (await fetch(at(`/checks/${store}`))).json()) as { run: number; failed: string[] }
    expect(failed).toEqual([])
    expect(run).toBeGreaterThan(20)
  })
})

describe('a Durable Object a document', () => {
  const ask = (method: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(at('/documents/one'), {
      method,
      headers: { 'Content-Type': 'text/plain', ...headers },
      ...(body !== undefined && { body }),
    })

  test('its life: nothing, created, replaced, asked again by its key, written by RPC, removed, created anew', async () => {
    expect((await ask('GET')).status).toBe(404)
    expect((await ask('PUT', { 'If-None-Match': '*' }, 'first')).status).toBe(201)
    const first = (await ask('GET')).headers.get('etag')!
    const replace = { 'If-Match': first, 'Idempotency-Key': '"k"' }
    expect((await ask('PUT', replace, 'second')).status).toBe(204)
    expect((await ask('PUT', replace, 'second')).status).toBe(204)
    expect((await ask('PUT', { 'If-Match': first }, 'third')).status).toBe(412)
    const second = (await ask('GET')).headers.get('etag')!
    const setText = async (tag: string) =>
      (await fetch(at('/set/one'), { method: 'POST', body: tag.slice(1, -1) })).json()
    const set = (await setText(second)) as { version: number }
    expect(await setText(second)).toEqual({ error: 'mismatch' })
    expect((await ask('DELETE', { 'If-Match': second })).status).toBe(412)
    expect((await ask('DELETE', { 'If-Match': `"${set.version}"` })).status).toBe(204)
    expect((await ask('PUT', { 'If-None-Match': '*' }, 'again')).status).toBe(201)
    const tags = [first, second, `"${set.version}"`, (await ask('GET')).headers.get('etag')]
    expect(new Set(tags).size).toBe(4)
  })
})
