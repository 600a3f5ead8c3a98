import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeChecks } from '@ifmatch/conformance'
import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
import { afterAll, describe } from 'vitest'
import { testEach } from './support/checks.ts'
import { note, ofDocuments, ofNotes, upload } from './support/notes.ts'
import { notesOf, openDatabase, useFile } from './support/sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'ifmatch-bun-'))
useFile(join(folder, 'shared.db'))
const memory = openDatabase(':memory:')
const strict = openDatabase(':memory:', { strict: true, safeIntegers: true })
const file = openDatabase()
for (const database of [memory, strict, file]) await createSqliteDocuments(database)
afterAll(() => {
  for (const database of [memory, strict, file]) database.close()
  rmSync(folder, { recursive: true })
})

const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

describe('sqliteTable over bun:sqlite', () => {
  describe('in memory', () => {
    testEach(storeChecks(notesOf(memory), note, ofNotes))
  })

  describe('that is strict, and reads every integer as a bigint', () => {
    testEach(storeChecks(notesOf(strict), note, ofNotes))
  })

  describe('in a file that two processes share', () => {
    testEach(storeChecks(notesOf(file), note, { ...ofNotes, elsewhere: elsewhere('sqlite-table') }))
  })
})

describe('sqliteDocuments over bun:sqlite', () => {
  describe('in memory', () => {
    testEach(storeChecks(sqliteDocuments(memory), (n) => upload(`${n}`), ofDocuments))
  })

  describe('that is strict, and reads every integer as a bigint', () => {
    testEach(storeChecks(sqliteDocuments(strict), (n) => upload(`${n}`), ofDocuments))
  })

  describe('in a file that two processes share', () => {
    const options = { ...ofDocuments, elsewhere: elsewhere('sqlite-documents') }
    testEach(storeChecks(sqliteDocuments(file), (n) => upload(`${n}`), options))
  })
})
