import type { Resource } from '@ifmatch/core'
import { sqliteRows, type Write } from '@ifmatch/stores/sqlite'
import { rowsOf, type SqlStorageLike } from './durable-table.ts'
import { RowTable } from './row-table.ts'
import { takingBytes } from './sql-bytes.ts'

/** What the store keeps beside the row. */
export interface Kept {
  readonly version: number
  readonly lastModified: Date
  readonly writeIds: readonly string[]
}

/**
 * The one row of a table in a Durable Object's SQLite storage: a Durable Object a document. The table is made by the first
 * write, and a column by the first write that names it, so let a schema decide what a client may name. Versions come from
 * a second table, `<table>_versions`, and are never repeated, not even after `deleteAll()`.
 *
 * A table that is there already needs the columns `version`, `lastModified` and `writeIds`; any other one is for
 * {@link durableTable}.
 *
 * @example
 * ```ts no-run
 * import { DurableObject } from 'cloudflare:workers'
 * import { commit, handleResource } from '@ifmatch/core'
 * import { durableRow } from '@ifmatch/cloudflare'
 *
 * export class Document extends DurableObject {
 *   resource = durableRow<{ text: string }>(this.ctx.storage, 'doc')
 *
 *   override fetch(request: Request): Promise<Response> {
 *     return handleResource(request, this.resource, {
 *       create: true,
 *       get: ({ version, text }) => ({ version, type: 'text/plain', body: () => text }),
 *       put: { 'text/plain': async (_, body) => ({ text: await body.text() }) },
 *     })
 *   }
 *
 *   setText(text: string, version: number) {
 *     return commit(this.resource, version, () => ({ text }))
 *   }
 * }
 * ```
 *
 * @throws TypeError where the name of the table is none
 */
export function durableRow<Row extends Record<string, SqlStorageValue>>(
  storage: SqlStorageLike,
  table: string,
): Required<Resource<Row & Kept, Write<Row>>> {
  const made = new RowTable(storage, table)
  const transaction = <T>(run: () => T): T =>
    storage.transactionSync(() => {
      made.catchUp()
      return run()
    })
  const columns = {
    key: 'rowid',
    version: 'version',
    lastModified: 'lastModified',
    writeIds: 'writeIds',
    sequence: made.sequence,
    removed: made.removed,
  }
  const rows = sqliteRows<Record<string, SqlStorageValue>>({ ...rowsOf(storage), transaction }, table, columns)
  const row = takingBytes(rows)(1) as Required<Resource<Row & Kept, Write<Row>>>
  return {
    read: async () => (made.isThere() ? row.read() : null),
    async swap(current, next, writeIds) {
      made.make(Object.keys(next))
      return row.swap(current, next, writeIds)
    },
    async remove(current) {
      if (!made.isThere()) return false
      made.make([])
      return row.remove(current)
    },
  }
}
