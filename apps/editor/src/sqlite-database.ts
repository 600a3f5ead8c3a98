import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Seed } from './seeds.ts'

// Says in the file whose it is, so that nobody's other database is written to.
const applicationId = 0x69664d61

const busyTimeout = 1000

const schema = `
  CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    type TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  -- One row for all documents: the last version that any of them got, and the latest date of one that was deleted.
  CREATE TABLE sequence (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    removed INTEGER NOT NULL
  ) STRICT;
  INSERT INTO sequence VALUES (1, 0, 0);

  CREATE TRIGGER created AFTER INSERT ON documents BEGIN
    UPDATE sequence SET version = NEW.version;
  END;
  CREATE TRIGGER replaced AFTER UPDATE ON documents BEGIN
    UPDATE sequence SET version = NEW.version;
  END;
  CREATE TRIGGER removed AFTER DELETE ON documents BEGIN
    UPDATE sequence SET removed = max(removed, OLD.modified);
  END;

  PRAGMA application_id = ${applicationId};
`

const seeding = `
  INSERT INTO documents (id, version, modified, type, bytes)
  SELECT :id, version + 1, unixepoch() - :days * 86400, :type, :bytes FROM sequence
`

/**
 * Opens an SQLite file for documents; a new file is made, with its folder and the seeds. Several processes may have the
 * same file open.
 *
 * @throws Error in one sentence, where the file cannot be used
 */
export function openDatabase(file: string, seeds: readonly Seed[]): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    makeFolder(dirname(file))
    database = new DatabaseSync(file, { timeout: busyTimeout })
    prepare(database, seeds)
    return database
  } catch (error) {
    database?.close()
    throw new Error(`Cannot keep documents in ${file}: ${inWords(error)}`, { cause: error })
  }
}

function prepare(database: DatabaseSync, seeds: readonly Seed[]): void {
  if (value(database, 'PRAGMA quick_check(1)') !== 'ok') throw new Error('it is damaged')
  // Before the journal mode is changed: that would write to a database of somebody else.
  database.exec('BEGIN IMMEDIATE')
  if (isNew(database)) {
    database.exec(schema)
    const insert = database.prepare(seeding)
    for (const { id, days, type, text } of seeds) insert.run({ id, days, type, bytes: new TextEncoder().encode(text) })
  } else if (value(database, 'PRAGMA application_id') !== applicationId) {
    throw new Error('it is the database of another program')
  }
  // Where the file may not be written, BEGIN IMMEDIATE begins all the same; this does not.
  database.exec('UPDATE sequence SET version = version')
  database.exec('COMMIT')
  useWriteAheadLog(database)
  // A version that was sent is on the disk: after a power failure it must not be given again.
  database.exec('PRAGMA synchronous = FULL')
}

function isNew(database: DatabaseSync): boolean {
  return value(database, 'PRAGMA application_id') === 0 && value(database, 'SELECT count(*) FROM sqlite_schema') === 0
}

function value(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0]
}

/** Changes the journal, so that nobody waits to read while somebody writes. */
function useWriteAheadLog(database: DatabaseSync): void {
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

// Not by the recursive mkdirSync: for a folder that cannot be, as under /proc, it tries for ever.
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (!existsSync(path)) throw error
  }
}

/** What node:sqlite and node:fs throw. */
interface Trouble extends Error {
  readonly code?: string
  readonly errcode?: number
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
  const { code, message, errcode } = error as Trouble
  if (errcode !== undefined) return words[primary(errcode)] ?? message
  return code === undefined ? message : `its folder cannot be made (${code})`
}

function isBusy(error: unknown): boolean {
  return primary((error as Trouble).errcode ?? 0) === 5
}

/** SQLite's result code without the detail in its higher bytes. */
function primary(errcode: number): number {
  return errcode & 0xff
}
