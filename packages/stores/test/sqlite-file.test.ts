import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit, handleResource, documents } from '@ifmatch/core'
import { createSqliteDocuments, sqliteDocuments, sqliteTable } from '@ifmatch/stores/sqlite'
import { bytes, numbered, numbersOfDocuments, upload } from './support/documents.ts'
import { columns, type Note, note } from './support/notes.ts'
import { incrementsOfFourProcesses } from './support/race.ts'
import { openDatabase, temporaryFolder } from './support/sqlite.ts'

const folder = temporaryFolder()
const file = join(folder.path, 'race.db')
process.env.IFMATCH_SQLITE_FILE = file
const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

let database: DatabaseSync
beforeAll(async () => {
  database = openDatabase(file)
  await createSqliteDocuments(database)
})
afterAll(() => {
  database.close()
  folder.remove()
})

describe('of the increments of sixteen writers in four processes, none is lost', () => {
  test('in a table', async () => {
    const notes = sqliteTable<Note>(database, 'notes', columns)
    await notes('race').swap(null, note(0))
    expect(await incrementsOfFourProcesses(elsewhere('sqlite-table'), 'race')).toBe(320)
    expect((await notes('race').read())?.amount).toBe(320)
  })

  test('in documents', async () => {
    const store = sqliteDocuments(database)
    await store('race').swap(null, numbered(0))
    expect(await incrementsOfFourProcesses(elsewhere('sqlite-documents'), 'race')).toBe(320)
    expect(await numbersOfDocuments.number((await store('race').read())!)).toBe(320)
  })
})

test('several processes may make the tables at once', async () => {
  const fresh = join(folder.path, 'fresh.db')
  const program = `
    import { DatabaseSync } from 'node:sqlite'
    import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
    const database = new DatabaseSync(${JSON.stringify(fresh)})
    await createSqliteDocuments(database)
    await sqliteDocuments(database)(String(process.pid)).swap(null, { type: null, size: null, body: 'x' })`
  const run = promisify(execFile)
  const cwd = new URL('..', import.meta.url)
  const once = (): Promise<unknown> => run(process.execPath, ['--input-type=module', '-e', program], { cwd })
  await Promise.all([once(), once(), once(), once()])
  const made = new DatabaseSync(fresh)
  expect(await sqliteDocuments(made).list()).toHaveLength(4)
  expect(made.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
})

describe('a write that fails is rejected, and changes nothing', () => {
  test('while another connection has the file', async () => {
    const impatient = new DatabaseSync(file)
    const store = sqliteDocuments(impatient)
    const first = (await store('busy').swap(null, upload('first')))!
    database.exec('BEGIN IMMEDIATE')
    try {
      await expect(store('busy').swap(first, upload('second'))).rejects.toThrow(/locked/)
      await expect(store('other').swap(null, upload('second'))).rejects.toThrow(/locked/)
      await expect(store('busy').remove(first)).rejects.toThrow(/locked/)
      expect((await bytes((await store('busy').read())!)).toString()).toBe('first')
    } finally {
      database.exec('ROLLBACK')
    }
    expect(await store('busy').swap(first, upload('second'))).not.toBeNull()
    impatient.close()
  })

  test('where the disk is full, and the connection goes on', async () => {
    const small = new DatabaseSync(join(folder.path, 'small.db'))
    await createSqliteDocuments(small)
    const store = sqliteDocuments(small)
    const first = (await store('a').swap(null, upload('first')))!
    small.exec('PRAGMA max_page_count = 20')
    const large = upload(new Uint8Array(1 << 20))
    await expect(store('a').swap(first, large)).rejects.toThrow(/full/)
    await expect(store('b').swap(null, large)).rejects.toThrow(/full/)
    expect(await store('a').read()).toMatchObject({ version: first.version, size: 5 })
    expect(await store('b').read()).toBeNull()
    const second = await store('a').swap(first, upload('second'))
    expect(second?.version).toBeGreaterThan(Number(first.version))
    small.close()
  })

  test('where the database is closed: 503 over HTTP, and a rejection without', async () => {
    const closed = openDatabase(file)
    const store = sqliteDocuments(closed)
    const { version } = (await store('closed').swap(null, upload('first')))!
    closed.close()
    await expect(commit(store('closed'), version, () => upload('second'))).rejects.toThrow(/not open|finalized/)
    const errors: unknown[] = []
    const request = new Request('http://localhost/closed')
    const answer = await handleResource(request, store('closed'), documents({ onError: (error) => errors.push(error) }))
    expect([answer.status, errors.length]).toEqual([503, 1])
  })
})
