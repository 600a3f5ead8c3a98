import { ConflictError, createClient, type Loaded } from '@ifmatch/client'
import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import ky from 'ky'
import createOpenApiClient from 'openapi-fetch'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saves } from './src/ky.ts'
import { from, loaded } from './src/openapi-fetch.ts'
import { type Note, noteAt, savingNote } from './src/tanstack-query.ts'
import { type NoteServer, serveNote } from './support/note-server.ts'

const first: Note = { title: 'Milk', text: '1 l' }
const merge = (base: Note, mine: Note, theirs: Note): Note => ({
  title: mine.title === base.title ? theirs.title : mine.title,
  text: mine.text === base.text ? theirs.text : mine.text,
})

let server: NoteServer
beforeEach(async () => {
  server = await serveNote(first)
})
afterEach(() => {
  server.end()
})

describe('ky', () => {
  const api = ky.create({ hooks: saves, headers: { authorization: 'Bearer token' } })

  async function loadByKy(): Promise<Loaded<Note>> {
    const response = await api.get(server.url)
    return { url: server.url, data: await response.json<Note>(), etag: response.headers.get('etag') }
  }

  test('saves what was made from a base, with the fields of its own', async () => {
    const base = await loadByKy()
    const response = await api.put(server.url, { json: { ...first, title: 'Bread' }, context: { base } })
    expect(response.headers.get('etag')).toBe((await loadByKy()).etag)
    const put = server.asked.find(({ method }) => method === 'PUT')!
    expect([put.fields.get('if-match'), put.fields.get('authorization')]).toEqual([base.etag, 'Bearer token'])
  })

  test('merges, or rejects with the conflict', async () => {
    const base = await loadByKy()
    await server.write({ ...first, text: '2 l' })
    const json = { ...first, title: 'Bread' }
    await expect(api.put(server.url, { json, context: { base } })).rejects.toBeInstanceOf(ConflictError)
    const merged = await api.put(server.url, { json, context: { base, merge } }).json<Note>()
    expect(merged).toEqual({ title: 'Bread', text: '2 l' })
    expect((await loadByKy()).data).toEqual(merged)
  })

  test('sends what the client sends, with its own hooks', async () => {
    const client = createClient({ fetch: ky.extend({ throwHttpErrors: false, retry: 0, headers: { via: 'ky' } }) })
    const edited = await client.edit<Note>(server.url, (note) => ({ ...note, title: 'Tea' }))
    expect([edited.data.title, server.asked.map(({ fields }) => fields.get('via'))]).toEqual(['Tea', ['ky', 'ky']])
  })
})

interface Paths {
  '/notes/{id}': {
    get: { parameters: { path: { id: string } }; responses: { 200: { content: { 'application/json': Note } } } }
    put: {
      parameters: { path: { id: string } }
      requestBody: { content: { 'application/json': Note } }
      responses: { 200: { content: { 'application/json': Note } } }
    }
  }
}

describe('openapi-fetch', () => {
  const params = { path: { id: '1' } }

  test('saves by its typed calls: as it is, merged, or as a conflict', async () => {
    const api = createOpenApiClient<Paths>({ baseUrl: new URL('/', server.url).href, headers: { via: 'openapi' } })
    const base = loaded(await api.GET('/notes/{id}', { params }))
    const body = { ...base.data, title: 'Bread' }
    const saved = await api.PUT('/notes/{id}', { params, body, middleware: [from(base)] })
    expect(loaded({ ...saved, response: saved.response }).etag).toBe(
      loaded(await api.GET('/notes/{id}', { params })).etag,
    )
    expect(server.asked.every(({ fields }) => fields.get('via') === 'openapi')).toBe(true)

    await server.write({ ...body, text: '2 l' })
    const late = { params, body: { ...base.data, title: 'Tea' } }
    await expect(api.PUT('/notes/{id}', { ...late, middleware: [from(base)] })).rejects.toBeInstanceOf(ConflictError)
    const merged = await api.PUT('/notes/{id}', { ...late, middleware: [from(base, { merge })] })
    expect(merged.data).toEqual({ title: 'Tea', text: '2 l' })
  })
})

describe('TanStack Query', () => {
  test('keeps data and tag in one entry, asks by it, and saves from it', async () => {
    const client = new QueryClient()
    const note = await client.fetchQuery(noteAt(server.url))
    expect(note).toMatchObject({ data: first, etag: expect.any(String) })

    let renders = 0
    const observer = new QueryObserver(client, { ...noteAt(server.url), notifyOnChangeProps: ['data'] })
    const stop = observer.subscribe(() => renders++)
    await observer.refetch()
    expect(server.asked.map(({ status }) => status)).toContain(304)
    expect([observer.getCurrentResult().data === note, renders]).toEqual([true, 0])

    await server.write({ ...first, text: '2 l' })
    const saving = new MutationObserver(client, savingNote(client))
    const saved = await saving.mutate({ base: note, mine: { ...first, title: 'Bread' } })
    expect(saved.data).toEqual({ title: 'Bread', text: '2 l' })
    expect(client.getQueryData(noteAt(server.url).queryKey)).toEqual(saved)
    stop()
    client.clear()
  })
})
