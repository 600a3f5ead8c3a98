import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DatabaseSync } from 'node:sqlite'
import { createApp } from '../src/app.ts'
import type { Content, Documents } from '../src/documents.ts'
import { openDatabase } from '../src/sqlite-database.ts'
import { sqliteDocuments } from '../src/sqlite-documents.ts'

const url = 'http://localhost/documents/note'
const theirs: Content = { type: 'text/plain', bytes: new TextEncoder().encode('theirs') }

let database: DatabaseSync
let documents: Documents

beforeEach(() => {
  database = openDatabase(':memory:', [])
  documents = sqliteDocuments(database)
})
afterEach(() => database.close())

/** The documents, where somebody else writes first, so many times. */
function meeting(times: number): Documents & { swaps: number } {
  const writeFirst = async (): Promise<void> => {
    if (times-- > 0) await documents.swap('note', await documents.read('note'), theirs)
  }
  return {
    ...documents,
    swaps: 0,
    async swap(id, current, next) {
      this.swaps++
      await writeFirst()
      return documents.swap(id, current, next)
    },
    async remove(current) {
      await writeFirst()
      return documents.remove(current)
    },
  }
}

function request(
  store: Documents,
  method: string,
  headers: Record<string, string> = {},
  body: BodyInit | null = method === 'PUT' ? 'mine' : null,
) {
  const init = { method, headers, body, duplex: 'half' }
  return Promise.resolve(createApp(store, { require: false }).request(new Request(url, init)))
}

async function content(): Promise<string | null> {
  const state = await documents.read('note')
  return state && new TextDecoder().decode((await documents.open(state))!)
}

describe('a write that somebody else was faster than', () => {
  test('is 412 where its condition is false now, and changes nothing', async () => {
    const { version } = (await documents.swap('note', null, theirs))!
    const answer = await request(meeting(1), 'PUT', { 'If-Match': `"${version}"` })
    expect(answer.status).toBe(412)
    expect(await answer.json()).toMatchObject({ reason: 'mismatch', current: `"${version + 1}"` })
    expect(await content()).toBe('theirs')
  })

  test('is 412 where it was to create', async () => {
    expect((await request(meeting(1), 'PUT', { 'If-None-Match': '*' })).status).toBe(412)
    expect(await content()).toBe('theirs')
  })

  test('is applied to the new state where its condition still holds', async () => {
    await documents.swap('note', null, theirs)
    const store = meeting(3)
    expect((await request(store, 'PUT', { 'If-Match': '*' })).status).toBe(204)
    expect([store.swaps, await content()]).toEqual([4, 'mine'])
  })

  test('is 204 and not 201 where the creation without a condition was lost', async () => {
    expect((await request(meeting(1), 'PUT')).status).toBe(204)
    expect(await content()).toBe('mine')
  })

  test('deletes nothing that it did not see', async () => {
    const { version } = (await documents.swap('note', null, theirs))!
    expect((await request(meeting(1), 'DELETE', { 'If-Match': `"${version}"` })).status).toBe(412)
    expect((await request(meeting(1), 'DELETE')).status).toBe(204)
    expect(await content()).toBe(null)
  })

  test('ten times is 503, says when to come again, and changes nothing', async () => {
    await documents.swap('note', null, theirs)
    const store = meeting(Infinity)
    const answer = await request(store, 'PUT', { 'If-Match': '*' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^[0-9]+$/)
    expect(await answer.json()).toMatchObject({ title: 'Service Unavailable', status: 503 })
    expect([store.swaps, await content()]).toEqual([10, 'theirs'])
  })
})

describe('the content', () => {
  test('is not read for a write whose condition is false', async () => {
    await documents.swap('note', null, theirs)
    let pulled = 0
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 })
    expect((await request(documents, 'PUT', { 'If-Match': '"0"' }, body)).status).toBe(412)
    expect(pulled).toBe(0)
  })

  test('that breaks off is 400, and changes nothing', async () => {
    await documents.swap('note', null, theirs)
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('half'))
        controller.error(new Error('gone'))
      },
    })
    expect((await request(documents, 'PUT', { 'If-Match': '*' }, body)).status).toBe(400)
    expect(await content()).toBe('theirs')
  })
})

describe('a read that a write overtakes', () => {
  test('sends the bytes that belong to the tag', async () => {
    await documents.swap('note', null, { ...theirs, bytes: new TextEncoder().encode('old') })
    let opened = 0
    const store: Documents = {
      ...documents,
      async open(document, range) {
        if (opened++ === 0) await documents.swap('note', document, theirs)
        return documents.open(document, range)
      },
    }
    const answer = await request(store, 'GET')
    expect([answer.headers.get('etag'), await answer.text(), opened]).toEqual(['"2"', 'theirs', 2])
  })
})

describe('a store that cannot be asked', () => {
  test('is 503 on a read and on a write, and tells nothing of the reason', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    database.exec('DROP TABLE documents')
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await request(documents, method)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await answer.text()).not.toContain('table')
    }
    expect(log.mock.calls).toEqual(Array(3).fill(['The documents cannot be asked now: no such table: documents']))
    log.mockRestore()
  })
})
