import type { Columns, Raw, RememberingTable, Table } from '../sql/columns.ts'
import { tableOf } from '../sql/table.ts'
import { preparedBy } from './prepared.ts'
import { sqliteDialect, type SqliteRows } from './sqlite-rows.ts'

/** What is called of a synchronous driver: node:sqlite, bun:sqlite, better-sqlite3. */
export interface SqliteDatabase {
  prepare(sql: string): { all(...values: never[]): unknown[] }
  exec(sql: string): unknown
}

/**
 * The rows of a table that you have, each a resource by its key: one statement a write, which compares and swaps.
 *
 * - `version` is a whole number. With `sequence`, the name of a table with one row and the column `value`, every new
 *   version comes from there, in the same transaction; without it an update makes it one higher, and a create is refused.
 * - `lastModified` is kept as it is kept already: milliseconds since the epoch, or text (ISO 8601, or as `datetime()`
 *   writes it). In a new row the declared type decides: text for TEXT, DATE and TIME, else milliseconds.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { DatabaseSync } from 'node:sqlite'
 * import { commit } from '@ifmatch/core'
 * import { sqliteTable } from '@ifmatch/stores/sqlite'
 *
 * const database = new DatabaseSync(':memory:')
 * database.exec("CREATE TABLE notes (id TEXT PRIMARY KEY, rev INTEGER NOT NULL DEFAULT 1, text TEXT)")
 * database.exec("INSERT INTO notes (id, text) VALUES ('a', 'first')")
 *
 * interface Note { id: string; rev: number; text: string }
 * const notes = sqliteTable<Note>(database, 'notes', { key: 'id', version: 'rev' })
 * const { version } = (await notes('a').read())!
 * assert((await commit(notes('a'), version, () => ({ text: 'second' }))).ok)
 * assert(!(await commit(notes('a'), version, () => ({ text: 'third' }))).ok)
 * ```
 */
export function sqliteTable<Row extends object>(
  database: SqliteDatabase,
  table: string,
  columns: Columns<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function sqliteTable<Row extends object>(
  database: SqliteDatabase,
  table: string,
  columns: Columns<Row>,
): Table<Row>
export function sqliteTable<Row extends object>(
  database: SqliteDatabase,
  table: string,
  columns: Columns<Row>,
): Table<Row> {
  return tableOf(sqliteDialect(rowsOf(database)), table, columns)
}

/** The rows of a driver. */
export function rowsOf(database: SqliteDatabase): SqliteRows {
  const prepared = preparedBy(database)
  return {
    all: (sql, values) => prepared(sql).all(...(values as never[])) as Raw[],
    transaction(run) {
      // A savepoint, since the application may have a transaction open.
      database.exec('SAVEPOINT ifmatch')
      try {
        const result = run()
        database.exec('RELEASE ifmatch')
        return result
      } catch (error) {
        rollBack(database)
        throw error
      }
    },
  }
}

// Where the disk is full, SQLite has rolled back already, and says that there is nothing to roll back to.
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK TO ifmatch; RELEASE ifmatch')
  } catch {
    return
  }
}
