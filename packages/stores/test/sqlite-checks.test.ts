import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import { createSqliteDocuments, sqliteDocuments, sqliteRows, sqliteTable } from '@ifmatch/stores/sqlite'
import { testEach } from './support/checks.ts'
import { numbered, odd, sameDocument } from './support/documents.ts'
import { columns, type Note, note, oddNotes, sameNote } from './support/notes.ts'
import { openDatabase, temporaryFolder } from './support/sqlite.ts'

const ofNotes = { number: ({ amount }: Note) => amount, same: sameNote, values: oddNotes }
const ofDocuments = { same: sameDocument, values: odd }

const folder = temporaryFolder()
const file = join(folder.path, 'checks.db')
process.env.IFMATCH_SQLITE_FILE = file
const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

afterAll(folder.remove)

describe('sqliteTable in memory', () => {
  testEach(storeChecks(sqliteTable<Note>(openDatabase(), 'notes', columns), note, ofNotes))
})

describe('sqliteTable in a file that two processes share', () => {
  const options = { ...ofNotes, elsewhere: elsewhere('sqlite-table') }
  testEach(storeChecks(sqliteTable<Note>(openDatabase(file), 'main.notes', columns), note, options))
})

describe('sqliteTable without a sequence', () => {
  const { sequence: _, ...withoutSequence } = columns
  const database = openDatabase()
  const notes = sqliteTable<Note>(database, 'notes', withoutSequence)
  const open = (key: string) => {
    database.prepare('INSERT INTO notes (id, rev, amount) VALUES (?, 1, 0) ON CONFLICT DO NOTHING').run(key)
    return notes(key)
  }
  // Opening a key that was removed makes the row again, so what comes after a remove is not asked.
  testEach(storeChecks(open, note, { ...ofNotes, create: false, remove: false }))
})

describe('sqliteRows over a call that answers later, and has no transactions', () => {
  const database = openDatabase()
  const all = async (sql: string, values: readonly (null | number | bigint | string | Uint8Array)[]) => {
    await new Promise((resolve) => setImmediate(resolve))
    return database.prepare(sql).all(...values)
  }
  testEach(storeChecks(sqliteRows<Note>({ all }, 'notes', columns), note, ofNotes))
})

describe('sqliteDocuments in memory', () => {
  const database = openDatabase()
  beforeAll(() => createSqliteDocuments(database))
  testEach(storeChecks(sqliteDocuments(database), numbered, ofDocuments))
})

describe('sqliteDocuments in a file that two processes share', () => {
  const database = openDatabase(file)
  beforeAll(() => createSqliteDocuments(database))
  testEach(
    storeChecks(sqliteDocuments(database), numbered, { ...ofDocuments, elsewhere: elsewhere('sqlite-documents') }),
  )
})
