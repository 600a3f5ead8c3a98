import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { documents, handleResource, type Content, type Stored } from '@ifmatch/core'
import { createSqliteDocuments, type Documents, sqliteDocuments, sqliteDocumentsSql } from '@ifmatch/stores/sqlite'
import { bytes, everyByte, upload } from './support/documents.ts'

let database: DatabaseSync
let store: Documents

beforeEach(async () => {
  database = new DatabaseSync(':memory:')
  await createSqliteDocuments(database)
  store = sqliteDocuments(database)
})

const text = async (state: Stored | null): Promise<string> => (await bytes(state!)).toString()

describe('an upload may be', () => {
  const stream = (): ReadableStream => new Blob(['con', 'tent']).stream()
  test.each<[string, Content]>([
    ['text', 'content'],
    ['bytes', new TextEncoder().encode('content')],
    ['a part of a buffer', new TextEncoder().encode('the content').subarray(4)],
    ['a buffer', new TextEncoder().encode('content').buffer],
    ['a Blob', new Blob(['content'])],
    ['a stream', stream()],
    ['a Response', new Response(stream())],
  ])('%s', async (_, body) => {
    expect(await text(await store('a').swap(null, { type: null, size: 7, body }))).toBe('content')
    expect(await store('a').read()).toMatchObject({ size: 7 })
  })

  test.each([
    ['nothing', null, null, 'Cannot store a document: its content is null'],
    ['shorter than announced', 'short', 10, 'Cannot store a document: 10 bytes were announced, and there are 5'],
  ])('not %s', async (_, body, size, said) => {
    await expect(store('a').swap(null, { type: null, size, body })).rejects.toThrow(said)
    expect(await store('a').read()).toBeNull()
  })

  test('a stream that breaks off changes nothing', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('gone'))
      },
    })
    const first = await store('a').swap(null, upload('first'))
    await expect(store('a').swap(first, { type: null, size: null, body })).rejects.toThrow('gone')
    expect(await text(await store('a').read())).toBe('first')
  })
})

describe('a body', () => {
  test('of a range is that range', async () => {
    const state = (await store('a').swap(null, upload(everyByte)))!
    expect(await bytes(state, { offset: 254, length: 4 })).toEqual(Buffer.from([254, 255, 0, 1]))
  })

  test('is null once another version is there, whole and by range', async () => {
    const first = (await store('a').swap(null, upload('first')))!
    await store('a').swap(first, upload('other'))
    expect(await first.body()).toBeNull()
    expect(await first.body({ offset: 0, length: 1 })).toBeNull()
  })
})

test('the list has the newest first, and only so many', async () => {
  for (const key of ['a', 'b', 'c']) await store(key).swap(null, upload(key, `text/${key}`))
  await store('a').swap(await store('a').read(), upload('again', null))
  const listed = await store.list()
  expect(listed.map(({ key, version, size, type }) => [key, version, size, type])).toEqual([
    ['a', 4, 5, undefined],
    ['c', 3, 1, 'text/c'],
    ['b', 2, 1, 'text/b'],
  ])
  expect(listed[0]!.lastModified).toEqual((await store('a').read())!.lastModified)
  expect((await store.list(1)).map(({ key }) => key)).toEqual(['a'])
})

test('documents() serves them: created, read, by range, patched, removed', async () => {
  const ask = (method: string, headers: Record<string, string> = {}, body?: string): Promise<Response> =>
    handleResource(
      new Request('http://localhost/a', { method, headers, ...(body !== undefined && { body }) }),
      store('a'),
      documents(),
    )
  const type = { 'Content-Type': 'application/json' }
  expect((await ask('PUT', { 'If-None-Match': '*', ...type }, '{"a":1}')).status).toBe(201)
  const read = await ask('GET', { Range: 'bytes=1-3' })
  expect([read.status, await read.text(), read.headers.get('etag')]).toEqual([206, '"a"', '"1"'])
  const patch = { 'Content-Type': 'application/merge-patch+json' }
  expect((await ask('PATCH', patch, '{"b":2}')).status).toBe(204)
  expect(await (await ask('GET')).json()).toEqual({ a: 1, b: 2 })
  expect((await ask('DELETE', { 'If-Match': '"1"' })).status).toBe(412)
  expect((await ask('DELETE', { 'If-Match': '"2"' })).status).toBe(204)
  expect((await ask('GET')).status).toBe(404)
})

describe('the tables', () => {
  test('may be made again, and have the name that they are given', async () => {
    await store('a').swap(null, upload('first'))
    await createSqliteDocuments(database)
    await createSqliteDocuments(database, 'my "other" documents')
    const other = sqliteDocuments(database, 'my "other" documents')
    expect(await other('a').swap(null, upload('x'))).toMatchObject({ version: 1 })
    expect(await text(await store('a').read())).toBe('first')
  })

  test('are made by the SQL alone, too', async () => {
    const opened = new DatabaseSync(':memory:')
    opened.exec(sqliteDocumentsSql())
    expect(await sqliteDocuments(opened)('a').swap(null, upload('x'))).not.toBeNull()
  })
})
