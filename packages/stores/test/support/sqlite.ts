import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A table as an application has it, with a counter beside it. */
export const notesSql = `
CREATE TABLE IF NOT EXISTS notes (
  id TEXT PRIMARY KEY,
  rev INTEGER NOT NULL,
  amount REAL NOT NULL,
  text TEXT,
  updated_at INTEGER,
  write_ids TEXT
);
CREATE TABLE IF NOT EXISTS notes_versions (value INTEGER NOT NULL);
INSERT INTO notes_versions SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM notes_versions);
`

/** A folder that goes away when the process ends, or when it is told. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ifmatch-stores-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Opens a database, in memory or in a file that several processes share. */
export function openDatabase(path = ':memory:'): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 10_000 })
  if (path !== ':memory:') database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')
  database.exec(notesSql)
  return database
}
