import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { handleResource } from '@ifmatch/core'
import { createSqliteDocuments, sqliteDocuments, sqliteTable } from '@ifmatch/stores/sqlite'
import { readDate } from '../src/date-values.ts'
import { upload } from './support/documents.ts'

const T = Date.UTC(2026, 10, 23, 20, 47, 5)

describe('readDate', () => {
  test.each([
    ['milliseconds', T, T],
    ['a bigint', BigInt(T), T],
    ['milliseconds as text', String(T), T],
    ['as datetime() writes it', '2026-11-23 20:47:05', T],
    ['as ISO 8601', '2026-11-23T20:47:05Z', T],
    ['with milliseconds', '2026-11-23T20:47:05.250Z', T + 250],
    ['with a zone', '2026-11-23T22:47:05+02:00', T],
    ['with a short zone', '2026-11-23 22:17:05+0130', T],
    ['without seconds', '2026-11-23 20:47', T - 5000],
  ])('reads %s', (_, value, date) => {
    expect(readDate(value)?.getTime()).toBe(date)
  })

  test.each([
    ['seconds', T / 1000],
    ['seconds as text', String(T / 1000)],
    ['zero', 0],
    ['a day alone', '2026-11-23'],
    ['an impossible day', '2026-13-45 00:00:00'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['a number beyond dates', 1e17],
    ['bytes', new Uint8Array(8)],
  ])('reads no date from %s', (_, value) => {
    expect(readDate(value)).toBeNull()
  })
})

describe('a date is kept in the form that the column has', () => {
  test.each([
    ['milliseconds', 'INTEGER', T, /^\d{13}$/],
    ['milliseconds where no type is declared', '', T, /^\d{13}$/],
    ['the text of datetime()', 'DATETIME', '2026-11-23 20:47:05', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
    ['ISO 8601', 'TEXT', '2026-11-23T20:47:05.000Z', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/],
    ['nothing, in a column of numbers', 'INTEGER', null, /^\d{13}$/],
    ['nothing, in a column of text', 'VARCHAR(40)', null, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/],
    ['nothing, in a column of times', 'TIMESTAMP', null, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ])('%s', async (_, type, value, form) => {
    const database = new DatabaseSync(':memory:')
    database.exec(
      `CREATE TABLE t (id PRIMARY KEY, v INTEGER, at ${type}); CREATE TABLE s (value); INSERT INTO s VALUES (9)`,
    )
    database.prepare('INSERT INTO t VALUES (1, 1, ?)').run(value)
    const row = sqliteTable<{ id: number; v: number; at: unknown }>(database, 't', {
      key: 'id',
      version: 'v',
      lastModified: 'at',
      sequence: 's',
    })

    const first = await row(1).read()
    expect(first?.lastModified?.getTime()).toBe(value === null ? undefined : T)
    const before = Date.now()
    const written = await row(1).swap(first, {})
    const created = await row(2).swap(null, {})
    for (const state of [written, created]) {
      expect(String(state?.at)).toMatch(form)
      expect(state?.lastModified?.getTime()).toBeGreaterThan(Math.min(before, T))
    }
    expect(await row(1).read()).toEqual(written)
  })

  test('seconds are refused, since milliseconds beside them would spoil the column', async () => {
    const database = new DatabaseSync(':memory:')
    database.exec('CREATE TABLE t (id PRIMARY KEY, v INTEGER, at INTEGER); INSERT INTO t VALUES (1, 1, unixepoch())')
    const row = sqliteTable<{ id: number; v: number; at: number }>(database, 't', {
      key: 'id',
      version: 'v',
      lastModified: 'at',
    })
    await expect(row(1).read()).rejects.toThrow(/^Cannot read at: \d+ is neither milliseconds since the epoch nor/)
  })
})

test('a date with a part of a second, which the application wrote, is rounded up: it shares none that was sent', async () => {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE t (id PRIMARY KEY, v INTEGER, at INTEGER); INSERT INTO t VALUES (1, 1, NULL)')
  const columns = { key: 'id', version: 'v', lastModified: 'at' } as const
  const row = sqliteTable<{ id: number; v: number; at: number }>(database, 't', columns)(1)
  const first = (await row.swap(await row.read(), {}))!
  const sent = first.lastModified!.toUTCString()
  database.prepare('UPDATE t SET v = v + 1, at = ?').run(first.at + 300)
  const put = new Request('http://localhost/', {
    method: 'PUT',
    headers: { 'If-Unmodified-Since': sent, 'Content-Type': 'text/plain' },
    body: 'lost',
  })
  const answer = await handleResource(put, row, { put: { '*/*': () => ({}) }, require: false })
  expect(answer.status).toBe(412)
  expect((await row.read())!.lastModified!.getTime()).toBe(first.at + 1000)
  expect((await row.swap(await row.read(), {}))!.lastModified!.getTime()).toBeGreaterThanOrEqual(first.at + 1000)
})

describe('what is deleted and made again after the clock was set back', () => {
  const hour = 3_600_000

  test('has a later date than it had', async () => {
    const database = new DatabaseSync(':memory:')
    await createSqliteDocuments(database)
    const document = sqliteDocuments(database)('a')
    await document.swap(null, upload('first'))
    // As a clock an hour ahead would have dated it.
    const ahead = Math.ceil((Date.now() + hour) / 1000) * 1000
    database.prepare('UPDATE ifmatch_documents SET last_modified = ?').run(ahead)
    await document.remove((await document.read())!)
    expect((await document.swap(null, upload('second')))?.lastModified?.getTime()).toBe(ahead + 1000)
  })

  test('has the date of its time where that is later', async () => {
    const database = new DatabaseSync(':memory:')
    await createSqliteDocuments(database)
    const document = sqliteDocuments(database)('a')
    await document.remove((await document.swap(null, upload('first')))!)
    const state = await document.swap(null, upload('second'))
    expect(state!.lastModified!.getTime()).toBeLessThanOrEqual(Date.now() + 2000)
  })

  test('in a table of your own needs one row for the date', async () => {
    const database = new DatabaseSync(':memory:')
    database.exec(
      'CREATE TABLE t (id PRIMARY KEY, v INTEGER, at INTEGER); CREATE TABLE s (value); INSERT INTO s VALUES (9)',
    )
    database.exec('CREATE TABLE gone (value INTEGER)')
    const row = sqliteTable<{ id: number; v: number; at: number }>(database, 't', {
      key: 'id',
      version: 'v',
      lastModified: 'at',
      sequence: 's',
      removed: 'gone',
    })
    await expect(row(1).swap(null, {})).rejects.toThrow('Cannot keep the date of what is removed in gone')
    database.exec('INSERT INTO gone VALUES (0)')
    expect(await row(1).swap(null, {})).not.toBeNull()
  })
})
