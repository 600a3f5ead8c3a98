import { DatabaseSync } from 'node:sqlite'
import { storeChecks } from '@ifmatch/conformance'
import { createSqliteDocuments, sqliteDocuments, type SqliteDatabase, sqliteTable } from '@ifmatch/stores/sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { testEach } from './support/checks.ts'
import { odd, sameDocument, upload } from './support/uploads.ts'

interface Note {
  id: string
  text: string | null
  version: number
}

const columns = { key: 'id', version: 'version', sequence: 'versions' } as const

function open() {
  const database = new DatabaseSync(':memory:')
  database.exec(`
    CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT, version INTEGER NOT NULL);
    CREATE TABLE versions (value INTEGER NOT NULL);
    INSERT INTO versions VALUES (0)`)
  return database
}

describe('over node:sqlite as Deno has it', () => {
  const database = open()
  afterAll(() => database.close())

  describe('sqliteTable', () => {
    testEach(
      storeChecks(sqliteTable<Note>(database, 'notes', columns), (n) => ({ text: `${n}` }), {
        number: ({ text }) => Number(text),
        same: (state, next) => state.text === next.text,
        values: [{ text: null }, { text: '' }, { text: 'é'.repeat(100_000) }, { text: '"\'?`' }],
      }),
    )
  })

  describe('sqliteDocuments', async () => {
    await createSqliteDocuments(database)
    testEach(storeChecks(sqliteDocuments(database), (n) => upload(`${n}`), { same: sameDocument, values: odd }))
  })
})

/** A driver whose statements cannot be asked for their columns. */
function bare(database: DatabaseSync): SqliteDatabase {
  return {
    prepare(sql) {
      const statement = database.prepare(sql)
      return { all: (...values) => statement.all(...values) }
    },
    exec: (sql) => database.exec(sql),
  }
}

test.each([
  ['node:sqlite', (database: DatabaseSync) => database],
  ['a driver that says no columns', bare],
])('what is done to the columns is seen at once by %s', async (_, driver) => {
  const database = open()
  const notes = sqliteTable<Note>(driver(database), 'notes', columns)
  const seen = async () => ({ ...(await notes('a').read()) })
  await notes('a').swap(null, { text: '0' })
  const write = async (text: string) => ({ ...(await notes('a').swap((await notes('a').read())!, { text })) })
  const alter = (change: string) => database.exec(`ALTER TABLE notes ${change}`)

  expect(await write('1')).toEqual({ id: 'a', text: '1', version: 2 })
  alter("ADD COLUMN title TEXT DEFAULT 'none'")
  expect(await seen()).toEqual({ id: 'a', text: '1', version: 2, title: 'none' })
  expect(await write('2')).toEqual({ id: 'a', text: '2', version: 3, title: 'none' })
  alter('RENAME COLUMN title TO heading')
  expect(await write('3')).toEqual({ id: 'a', text: '3', version: 4, heading: 'none' })
  expect(await seen()).toEqual({ id: 'a', text: '3', version: 4, heading: 'none' })
  alter('DROP COLUMN heading')
  expect(await write('4')).toEqual({ id: 'a', text: '4', version: 5 })
  expect(await seen()).toEqual({ id: 'a', text: '4', version: 5 })
  database.close()
})

test('a column that is added or dropped between the read and the write does no harm', async () => {
  const database = open()
  const notes = sqliteTable<Note>(database, 'notes', columns)
  const write = async (text: string) => ({ ...(await notes('a').swap(await notes('a').read(), { text })) })
  await write('0')
  await write('1')
  let seen = await notes('a').read()
  database.exec("ALTER TABLE notes ADD COLUMN title TEXT DEFAULT 'none'")
  expect(await notes('a').swap(seen, { text: '2' })).toMatchObject({ id: 'a', text: '2', version: 3 })
  expect(await write('3')).toEqual({ id: 'a', text: '3', version: 4, title: 'none' })
  seen = await notes('a').read()
  database.exec('ALTER TABLE notes DROP COLUMN title')
  expect({ ...(await notes('a').swap(seen, { text: '4' })) }).toEqual({ id: 'a', text: '4', version: 5 })
  database.close()
})

test('a text is prepared once', async () => {
  const database = open()
  const texts: string[] = []
  const counted: SqliteDatabase = {
    prepare(sql) {
      texts.push(sql)
      return database.prepare(sql)
    },
    exec: (sql) => database.exec(sql),
  }
  const notes = sqliteTable<Note>(counted, 'notes', columns)
  for (const key of ['a', 'b', 'a', 'b']) await notes(key).swap(await notes(key).read(), { text: key })
  expect(texts.length).toBe(new Set(texts).size)
  database.close()
})
