import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createSqliteDocuments,
  type SqliteDatabase,
  sqliteDocuments,
  sqliteRows,
  sqliteTable,
} from '@ifmatch/stores/sqlite'
import { upload } from './support/documents.ts'
import { holdUntilSecondIsOver, secondIsOver } from './support/seconds.ts'

const columns = { key: 'id', version: 'v', lastModified: 'at', sequence: 's' } as const
interface Row {
  id: number
  v: number
  at: unknown
}

function open(type = 'INTEGER', value: unknown = null): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  database.exec(`CREATE TABLE t (id PRIMARY KEY, v INTEGER, at ${type}); CREATE TABLE s (value)`)
  database.exec('INSERT INTO s VALUES (9)')
  database.prepare('INSERT INTO t VALUES (1, 1, ?)').run(value as string)
  return database
}

/** As where another process has the file until the second is over. */
function slow(database: DatabaseSync): SqliteDatabase {
  return {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql)
      if (!/^(INSERT|UPDATE "ifmatch_documents") /.test(sql)) return statement
      return {
        all(...values) {
          holdUntilSecondIsOver()
          return statement.all(...values)
        },
      }
    },
  }
}

afterEach(() => vi.useRealTimers())

describe('a write that waits until the second of its date has come gets one that is still to come', () => {
  test.each([
    ['milliseconds', 'INTEGER', null],
    ['the text of datetime()', 'DATETIME', '2026-11-23 20:47:05'],
    ['the text of datetime() where there was none', 'DATETIME', null],
    ['ISO 8601', 'TEXT', '2026-11-23T20:47:05.000Z'],
  ])('as %s', async (_, type, value) => {
    const rows = sqliteTable<Row>(open(type, value), 't', columns)
    const now = Date.now()
    // The statement runs an hour after its date was made.
    vi.useFakeTimers({ toFake: ['Date'], now: now - 3_600_000 })
    const written = await rows(1).swap(await rows(1).read(), {})
    const created = await rows(2).swap(null, {})
    for (const state of [written, created]) {
      expect(state!.lastModified!.getTime()).toBeGreaterThan(now)
      expect(state!.lastModified!.getTime() % 1000).toBe(0)
    }
    expect([await rows(1).read(), await rows(2).read()]).toEqual([written, created])
  })

  test('of a document', async () => {
    const database = new DatabaseSync(':memory:')
    await createSqliteDocuments(database)
    const document = sqliteDocuments(slow(database))('a')
    const created = await document.swap(null, upload('first'))
    const written = await document.swap(created, upload('second'))
    expect(written!.lastModified!.getTime()).toBeGreaterThan(Date.now())
  })

  test('over a line, as to D1', async () => {
    const database = open()
    const all = async (sql: string, values: readonly unknown[]) => {
      if (sql.startsWith('UPDATE "t"')) await secondIsOver()
      return database.prepare(sql).all(...(values as never[])) as Record<string, unknown>[]
    }
    const rows = sqliteRows<Row>({ all }, 't', columns)
    const written = await rows(1).swap(await rows(1).read(), {})
    expect(written!.lastModified!.getTime()).toBeGreaterThan(Date.now())
  })
})

test('a date that is ahead of the clock of the database stays', async () => {
  const ahead = (Math.floor(Date.now() / 1000) + 3600) * 1000
  const rows = sqliteTable<Row>(open('INTEGER', ahead), 't', columns)
  expect((await rows(1).swap(await rows(1).read(), {}))!.lastModified!.getTime()).toBe(ahead + 1000)
})
