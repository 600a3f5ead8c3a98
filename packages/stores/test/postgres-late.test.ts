import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createPostgresDocuments,
  type PostgresClient,
  postgresDocuments,
  postgresTable,
} from '@ifmatch/stores/postgres'
import { upload } from './support/documents.ts'
import { type Note } from './support/notes.ts'
import { connect, dropSchema, notesColumns, notesSql, schema } from './support/postgres.ts'
import { secondIsOver } from './support/seconds.ts'

const client = await connect({ max: 2 })
const locker = await connect({ max: 1 })
const notes = postgresTable<Note>(client, `${schema}.notes`, notesColumns)
const late: PostgresClient = {
  async unsafe(query, values, options) {
    if (/^(INSERT|UPDATE)/.test(query)) await secondIsOver()
    return client.unsafe(query, values as never[], options) as unknown as Promise<never[]>
  },
}

beforeAll(async () => {
  await client.unsafe(notesSql)
  await createPostgresDocuments(client, `${schema}.documents`)
})
afterAll(async () => {
  await locker.end()
  await dropSchema(client)
})

/** Waits until somebody waits for a lock, and then until the second is over. */
async function isWaitedFor(): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%${schema}%'`
  while ((await client.unsafe(waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await secondIsOver()
}

describe('a write that waits until the second of its date has come gets one that is still to come', () => {
  test('of a row', async () => {
    const rows = postgresTable<Note>(late, `${schema}.notes`, notesColumns)
    const created = (await rows('slow').swap(null, { amount: 1 }))!
    expect(created.lastModified!.getTime()).toBeGreaterThan(Date.now())
    const written = (await rows('slow').swap(created, { amount: 2 }))!
    expect(written.lastModified!.getTime()).toBeGreaterThan(Date.now())
    expect(await rows('slow').read()).toEqual(written)
  })

  test('of a document', async () => {
    const document = postgresDocuments(late, `${schema}.documents`)('slow')
    const created = await document.swap(null, upload('first'))
    const written = await document.swap(created, upload('second'))
    expect(written!.lastModified!.getTime()).toBeGreaterThan(Date.now())
  })

  test.each([
    ['looks at the row', 'SELECT 1', 'COMMIT'],
    ['takes back what it did', `UPDATE ${schema}.notes SET rev = rev + 1 WHERE id = 'held'`, 'ROLLBACK'],
    ['changes another column', `UPDATE ${schema}.notes SET text = 'theirs' WHERE id = 'held'`, 'COMMIT'],
  ])('behind a transaction that %s', async (_, statement, end) => {
    const row = notes('held')
    const current = (await row.read()) ?? (await row.swap(null, { amount: 1 }))!
    while (current.lastModified!.getTime() > Date.now()) await secondIsOver()
    await locker.unsafe('BEGIN')
    await locker.unsafe(`SELECT 1 FROM ${schema}.notes WHERE id = 'held' FOR UPDATE`)
    await locker.unsafe(statement)
    const writing = row.swap(current, { amount: 2 })
    await isWaitedFor()
    const released = Date.now()
    await locker.unsafe(end)
    expect((await writing)?.lastModified!.getTime()).toBeGreaterThan(released)
    expect(await row.swap(current, { amount: 3 })).toBeNull()
  })

  test('and loses behind one that changes its version', async () => {
    const row = notes('held')
    const current = await row.read()
    await locker.unsafe('BEGIN')
    await locker.unsafe(`UPDATE ${schema}.notes SET rev = rev + 1000 WHERE id = 'held'`)
    const writing = row.swap(current, { amount: 4 })
    await isWaitedFor()
    await locker.unsafe('COMMIT')
    expect(await writing).toBeNull()
    expect((await row.read())!.amount).toBe(2)
  })
})
