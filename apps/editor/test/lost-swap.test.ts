import { DatabaseSync } from 'node:sqlite'
import type { Stored, Upload } from '@ifmatch/core'
import type { Documents } from '@ifmatch/stores'
import { sqliteDocuments } from '@ifmatch/stores/sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { openDatabase, table } from '../src/sqlite-database.ts'

const url = 'http://localhost/documents/note'
const theirs = uploadOf('theirs')

function uploadOf(text: string): Upload {
  return { type: 'text/plain', size: text.length, body: text }
}

let database: DatabaseSync
let documents: Documents

beforeEach(() => {
  database = openDatabase((file) => new DatabaseSync(file), ':memory:', [])
  documents = sqliteDocuments(database, table)
})
afterEach(() => database.close())

/** Somebody else's write. */
async function swap(current: Stored | null): Promise<Stored> {
  return (await documents('note').swap(current, theirs))!
}

/** The documents, where somebody else writes first, so many times. */
function meeting(times: number): Documents & { swaps: number } {
  const writeFirst = async (): Promise<void> => {
    if (times-- > 0) await swap(await documents('note').read())
  }
  const store = Object.assign(
    (key: string): ReturnType<Documents> => ({
      ...documents(key),
      async swap(current, next) {
        store.swaps++
        await writeFirst()
        return documents(key).swap(current, next)
      },
      async remove(current) {
        await writeFirst()
        return documents(key).remove(current)
      },
    }),
    { list: documents.list, swaps: 0 },
  )
  return store
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
  const state = await documents('note').read()
  return state && new Response((await state.body()) as Uint8Array<ArrayBuffer>).text()
}

describe('a write that somebody else was faster than', () => {
  test('is 412 where its condition is false now, and changes nothing', async () => {
    const { version } = await swap(null)
    const answer = await request(meeting(1), 'PUT', { 'If-Match': `"${version}"` })
    expect(answer.status).toBe(412)
    expect(await answer.json()).toMatchObject({ reason: 'mismatch', current: `"${Number(version) + 1}"` })
    expect(await content()).toBe('theirs')
  })

  test('is 412 where it was to create', async () => {
    expect((await request(meeting(1), 'PUT', { 'If-None-Match': '*' })).status).toBe(412)
    expect(await content()).toBe('theirs')
  })

  test('is applied to the new state where its condition still holds', async () => {
    await swap(null)
    const store = meeting(3)
    expect((await request(store, 'PUT', { 'If-Match': '*' })).status).toBe(204)
    expect([store.swaps, await content()]).toEqual([4, 'mine'])
  })

  test('is 204 and not 201 where the creation without a condition was lost', async () => {
    expect((await request(meeting(1), 'PUT')).status).toBe(204)
    expect(await content()).toBe('mine')
  })

  test('deletes nothing that it did not see', async () => {
    const { version } = await swap(null)
    expect((await request(meeting(1), 'DELETE', { 'If-Match': `"${version}"` })).status).toBe(412)
    expect((await request(meeting(1), 'DELETE')).status).toBe(204)
    expect(await content()).toBe(null)
  })

  test('ten times is 503, says when to come again, and changes nothing', async () => {
    await swap(null)
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
    await swap(null)
    let pulled = 0
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 })
    expect((await request(documents, 'PUT', { 'If-Match': '"0"' }, body)).status).toBe(412)
    expect(pulled).toBe(0)
  })

  test('that breaks off is 400, and changes nothing', async () => {
    await swap(null)
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
    await documents('note').swap(null, uploadOf('old'))
    let opened = 0
    const open = (key: string): ReturnType<Documents> => ({
      ...documents(key),
      async read() {
        const state = await documents(key).read()
        const body: Stored['body'] = async (range) => {
          if (opened++ === 0) await swap(state)
          return state!.body(range)
        }
        return state && { ...state, body }
      },
    })
    const store = Object.assign(open, { list: documents.list })
    const answer = await request(store, 'GET')
    expect([answer.headers.get('etag'), await answer.text(), opened]).toEqual(['"2"', 'theirs', 2])
  })
})

describe('a store that cannot be asked', () => {
  test('is 503 on a read and on a write, and tells nothing of the reason', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    database.exec(`DROP TABLE ${table}`)
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await request(documents, method)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await answer.text()).not.toContain('table')
    }
    expect(log.mock.calls).toEqual(Array(3).fill(['The documents cannot be asked now: no such table: documents']))
    log.mockRestore()
  })
})
