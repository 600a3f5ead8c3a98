import type { Documents } from '../documents/documents.ts'
import { documentRows } from '../documents/document-rows.ts'
import { relation, sql, textOf } from '../sql/statement.ts'
import { sqliteDialect, type SqliteRows } from './sqlite-rows.ts'
import { rowsOf, type SqliteDatabase } from './sqlite-table.ts'

const TABLE = 'ifmatch_documents'

/** How long a connection waits for another one's write, in milliseconds. */
const BUSY_TIMEOUT = 5000

/** How often journal_mode is tried, since it does not wait by itself while another process has the file. */
const TRIES = 50

/**
 * What {@link createSqliteDocuments} runs, for a migration of your own: a table of documents, and beside it two tables of
 * one row, the source of their versions and the date of the one that was deleted last.
 */
export function sqliteDocumentsSql(table: string = TABLE): string {
  const [documents, versions, removed] = [table, `${table}_versions`, `${table}_removed`].map(nameOf)
  return `
CREATE TABLE IF NOT EXISTS ${documents} (
  key TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL UNIQUE,
  type TEXT,
  size INTEGER NOT NULL,
  last_modified INTEGER NOT NULL,
  write_ids TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS ${versions} (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
INSERT INTO ${versions} VALUES (1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS ${removed} (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
INSERT INTO ${removed} VALUES (1, 0) ON CONFLICT DO NOTHING;
`
}

/**
 * Makes the tables of {@link sqliteDocuments} where they are not there yet, and readies this connection: WAL, so that
 * readers and a writer do not wait for each other, and a busy timeout of five seconds, so that writers wait for their turn.
 * Call it whenever you open the database; several processes may at once.
 */
export async function createSqliteDocuments(database: SqliteDatabase, table: string = TABLE): Promise<void> {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`)
  await useWal(database)
  // No transaction: each statement may be run again, so whoever comes next finishes what breaks off.
  database.exec(sqliteDocumentsSql(table))
}

/**
 * Documents of bytes in SQLite, for core's `documents()`. {@link createSqliteDocuments} makes their table.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { DatabaseSync } from 'node:sqlite'
 * import { documents, handleResource } from '@ifmatch/core'
 * import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
 *
 * const database = new DatabaseSync(':memory:')
 * await createSqliteDocuments(database)
 * const store = sqliteDocuments(database)
 *
 * const put = new Request('http://localhost/a', { method: 'PUT', body: 'first', headers: { 'If-None-Match': '*' } })
 * assert.equal((await handleResource(put, store('a'), documents())).status, 201)
 * assert.deepEqual((await store.list()).map(({ key }) => key), ['a'])
 * ```
 */
export function sqliteDocuments(database: SqliteDatabase, table: string = TABLE): Documents {
  return sqliteDocumentRows(rowsOf(database), table)
}

/** {@link sqliteDocuments} for whatever has {@link SqliteRows}; its tables are made by {@link sqliteDocumentsSql}. */
export function sqliteDocumentRows(rows: SqliteRows, table: string = TABLE): Documents {
  const part = ({ offset, length }: { offset: number; length: number }) => sql`substr(body, ${offset + 1}, ${length})`
  const beside = { sequence: `${table}_versions`, removed: `${table}_removed` }
  return documentRows(sqliteDialect(rows), table, beside, part)
}

function nameOf(name: string): string {
  return textOf(relation(name), () => '?')
}

async function useWal(database: SqliteDatabase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20))
    }
  }
}
