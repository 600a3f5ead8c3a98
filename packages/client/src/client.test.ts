import { describe, expect, test } from 'vitest'
import { ConflictError, createClient } from './index.ts'

/** A server of one resource, with versions for tags. */
function server(): typeof fetch {
  let state: { version: number; body: string } | null = null
  let versions = 0
  return async (_, { method = 'GET', headers, body } = {}) => {
    const fields = new Headers(headers)
    const etag = state && `"${state.version}"`
    const match = fields.get('if-match')
    if ((match && match !== etag) || (fields.get('if-none-match') === '*' && state))
      return Response.json({ title: 'Precondition Failed' }, { status: 412 })
    if (method === 'GET' && etag && fields.get('if-none-match') === etag) return new Response(null, { status: 304 })
    if (method === 'GET')
      return state ? new Response(state.body, { headers: { etag: etag! } }) : new Response(null, { status: 404 })
    if (method === 'DELETE') state = null
    else state = { version: ++versions, body: body as string }
    return new Response(null, { status: 204, headers: state ? { etag: `"${state.version}"` } : {} })
  }
}

describe('a client', () => {
  const url = 'http://localhost/note'

  test('creates, loads, saves, edits and removes', async () => {
    const { create, load, save, edit, remove } = createClient({ fetch: server() })
    const created = await create(url, { n: 1 })
    expect(created).toEqual({ url, data: { n: 1 }, etag: '"1"' })
    const loaded = await load<{ n: number }>(url)
    expect(loaded).toEqual(created)
    expect(await load(url, { since: loaded })).toBe(loaded)
    expect(await save(loaded, { n: 2 })).toEqual({ url, data: { n: 2 }, etag: '"2"' })
    await expect(save(loaded, { n: 3 })).rejects.toBeInstanceOf(ConflictError)
    expect(await save(loaded, { n: 3 }, { merge: (_, mine, theirs) => ({ n: mine.n * theirs.n }) })).toMatchObject({
      data: { n: 6 },
    })
    const edited = await edit<{ n: number }>(url, ({ n }) => ({ n: n + 1 }))
    expect(edited.data).toEqual({ n: 7 })
    await remove(edited)
    await expect(load(url)).rejects.toMatchObject({ code: 'missing' })
  })
})
