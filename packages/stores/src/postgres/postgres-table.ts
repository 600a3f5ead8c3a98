import type { Columns, RememberingTable, Table } from '../sql/columns.ts'
import { tableOf } from '../sql/table.ts'
import { type PostgresClient, postgresDialect } from './postgres-dialect.ts'

/**
 * The rows of a table that you have, each a resource by its key: one prepared statement a write, which compares and swaps,
 * at READ COMMITTED or more. `sql` is a client of postgres.js, or Bun.sql.
 *
 * - `version` is an integer or a bigint; a bigint is text in a state, as drivers have it. With `sequence`, the name of a
 *   sequence, every new version comes from there; without it an update makes it one higher, and a create is refused.
 * - `lastModified` is a timestamptz.
 * - Columns are read by name: one that is added later is read within ten seconds, or once a write names it.
 *
 * @example
 * ```ts no-run
 * import postgres from 'postgres'
 * import { handleResource } from '@ifmatch/core'
 * import { postgresTable } from '@ifmatch/stores/postgres'
 *
 * interface Article { id: string; title: string; version: number; updated_at: Date }
 *
 * const articles = postgresTable<Article>(postgres(), 'articles', {
 *   key: 'id',
 *   version: 'version',
 *   lastModified: 'updated_at',
 * })
 *
 * export const handle = (request: Request, id: string) =>
 *   handleResource(request, articles(id), {
 *     get: (article) => ({ version: article.version, body: () => Response.json(article) }),
 *     put: { 'text/plain': async (_, body) => ({ title: await body.text() }) },
 *     delete: true,
 *   })
 * ```
 */
export function postgresTable<Row extends object>(
  sql: PostgresClient,
  table: string,
  columns: Columns<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function postgresTable<Row extends object>(sql: PostgresClient, table: string, columns: Columns<Row>): Table<Row>
export function postgresTable<Row extends object>(
  sql: PostgresClient,
  table: string,
  columns: Columns<Row>,
): Table<Row> {
  return tableOf(postgresDialect(sql), table, columns)
}
