import { type Columns, type RememberingTable, sqliteRows, type SqliteRows, type Table } from '@ifmatch/stores/sqlite'
import { takingBytes } from './sql-bytes.ts'
import type { Swapping } from './workers-kv.ts'

/** What is called of D1: a database, or a session of one. */
export type D1Like = Pick<D1Database, 'prepare'>

/**
 * The rows of a table in D1 that you have, each a resource by its key: one conditional statement a write. The columns mean
 * what they mean in `sqliteTable` of `@ifmatch/stores/sqlite`; with `sequence`, a write takes its version there first, in a
 * statement of its own.
 *
 * @example
 * ```ts no-run
 * import { handleResource } from '@ifmatch/core'
 * import { d1Table } from '@ifmatch/cloudflare'
 *
 * interface Note { id: string; rev: number; text: string }
 *
 * export default {
 *   fetch(request, env) {
 *     const notes = d1Table<Note>(env.DB, 'notes', { key: 'id', version: 'rev' })
 *     return handleResource(request, notes(new URL(request.url).pathname.slice(1)), {
 *       get: (note) => ({ version: note.rev, type: 'text/plain', body: () => note.text }),
 *       put: { 'text/plain': async (_, body) => ({ text: await body.text() }) },
 *       delete: true,
 *     })
 *   },
 * } satisfies ExportedHandler<{ DB: D1Database }>
 * ```
 */
export function d1Table<Row extends object, Given extends object = D1Like>(
  db: Swapping<Given, D1Like>,
  table: string,
  columns: Columns<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function d1Table<Row extends object, Given extends object = D1Like>(
  db: Swapping<Given, D1Like>,
  table: string,
  columns: Columns<Row>,
): Table<Row>
export function d1Table<Row extends object>(db: D1Like, table: string, columns: Columns<Row>): Table<Row> {
  return takingBytes(sqliteRows(rowsOf(db), table, columns))
}

function rowsOf(db: D1Like): SqliteRows {
  return {
    all: async (sql, values) =>
      (
        await db
          .prepare(sql)
          .bind(...values)
          .all<Record<string, unknown>>()
      ).results,
  }
}
