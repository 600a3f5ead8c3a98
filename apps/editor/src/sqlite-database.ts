import { dirname } from 'node:path'
import { type SqliteDatabase, sqliteDocumentsSql } from '@ifmatch/stores/sqlite'
import { makeFolder } from './make-folder.ts'
import type { Seed } from './seeds.ts'

/** The table that the documents are in. */
export const table = 'documents'

// Says in the file whose it is, so that nobody's other database is written to.
const applicationId = 0x69664d61

const busyTimeout = 1000

// Counts the layouts of the file.
const layout = 2

/** What is called of node:sqlite and of bun:sqlite. */
export interface Database extends SqliteDatabase {
  close(): void
}

// The date in milliseconds, as the store keeps it, of whole seconds.
const seeding = `
  INSERT INTO ${table} (key, version, type, size, last_modified, write_ids, body)
  SELECT ?1, value, ?2, length(?3), (unixepoch() - ?4 * 86400) * 1000, '[]', ?3 FROM ${table}_versions
`

/**
 * Opens an SQLite file for documents; a new file is made, with its folder and the seeds. Several processes may have the
 * same file open.
 *
 * @throws Error in one sentence, where the file cannot be used
 */
export function openDatabase<D extends Database>(open: (file: string) => D, file: string, seeds: readonly Seed[]): D {
  let database: D | null = null
  try {
    makeFolder(dirname(file))
    database = open(file)
    database.exec(`PRAGMA busy_timeout = ${busyTimeout}`)
    prepare(database, seeds)
    return database
  } catch (error) {
    database?.close()
    throw new Error(`Cannot keep documents in ${file}: ${inWords(error)}`, { cause: error })
  }
}

function prepare(database: Database, seeds: readonly Seed[]): void {
  if (value(database, 'PRAGMA quick_check(1)') !== 'ok') throw new Error('it is damaged')
  // Before the journal mode is changed: that would write to a database of somebody else.
  database.exec('BEGIN IMMEDIATE')
  if (isNew(database)) {
    database.exec(sqliteDocumentsSql(table))
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layout}`)
    for (const seed of seeds) plant(database, seed)
  } else if (value(database, 'PRAGMA application_id') !== applicationId) {
    throw new Error('it is the database of another program')
  } else if (value(database, 'PRAGMA user_version') !== layout) {
    throw new Error('an earlier version of this service made it; set DATA to another file')
  }
  // A file of this layout may be from before the last table was added.
  database.exec(sqliteDocumentsSql(table))
  // Where the file may not be written, BEGIN IMMEDIATE begins all the same; this does not.
  database.exec(`UPDATE ${table}_versions SET value = value`)
  database.exec('COMMIT')
  useWriteAheadLog(database)
  // A version that was sent is on the disk: after a power failure it must not be given again.
  database.exec('PRAGMA synchronous = FULL')
}

function plant(database: Database, { id, days, type, text }: Seed): void {
  database.exec(`UPDATE ${table}_versions SET value = value + 1`)
  const values = [id, type, new TextEncoder().encode(text), days]
  database.prepare(seeding).all(...(values as never[]))
}

function isNew(database: Database): boolean {
  return value(database, 'PRAGMA application_id') === 0 && value(database, 'SELECT count(*) FROM sqlite_schema') === 0
}

function value(database: Database, sql: string): unknown {
  return Object.values(database.prepare(sql).all()[0] ?? {})[0]
}

/** Changes the journal, so that nobody waits to read while somebody writes. */
function useWriteAheadLog(database: Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      // Where two processes meet at a new file, SQLite refuses at once and does not wait.
      if (!isBusy(error) || attempt === 20) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

/** What node:sqlite (`errcode`), bun:sqlite (`errno`) and node:fs (a negative `errno`) throw. */
interface Trouble extends Error {
  readonly code?: string
  readonly errcode?: number
  readonly errno?: number
}

const words: Readonly<Record<number, string>> = {
  5: 'another program has locked it',
  8: 'it may not be written',
  11: 'it is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened and written as a file',
  26: 'it is no SQLite database',
}

function inWords(error: unknown): string {
  const { code, message } = error as Trouble
  const result = resultOf(error)
  if (result !== null) return words[result] ?? message
  return code === undefined ? message : `its folder cannot be made (${code})`
}

function isBusy(error: unknown): boolean {
  return resultOf(error) === 5
}

/** SQLite's result code without the detail in its higher bytes. */
function resultOf(error: unknown): number | null {
  const { errcode, errno = 0 } = error as Trouble
  const code = errcode ?? errno
  return code > 0 ? code & 0xff : null
}
