import { Database } from 'bun:sqlite'
import { sqliteTable } from '@ifmatch/stores/sqlite'
import type { Note } from './notes.ts'

const variable = 'IFMATCH_SQLITE_FILE'

/** Says which file this process, and every one that it starts, opens. */
export function useFile(path: string): void {
  process.env[variable] = path
}

/** Opens a database with a table as an application has it: in memory, or that file. */
export function openDatabase(
  path: string = process.env[variable]!,
  options: { safeIntegers?: boolean; strict?: boolean } = {},
): Database {
  const database = new Database(path, { create: true, readwrite: true, ...options })
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA synchronous = OFF')
  database.exec(`
    CREATE TABLE IF NOT EXISTS notes (
      id TEXT PRIMARY KEY, rev INTEGER NOT NULL, amount REAL NOT NULL, text TEXT, updated_at INTEGER, write_ids TEXT
    );
    CREATE TABLE IF NOT EXISTS notes_versions (value INTEGER NOT NULL);
    INSERT INTO notes_versions SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM notes_versions);`)
  return database
}

/** The notes of a database. */
export function notesOf(database: Database) {
  return sqliteTable<Note>(database, 'notes', {
    key: 'id',
    version: 'rev',
    lastModified: 'updated_at',
    writeIds: 'write_ids',
    sequence: 'notes_versions',
  })
}
