import { type Columns, type RememberingTable, sqliteRows, type SqliteRows, type Table } from '@ifmatch/stores/sqlite'
import { takingBytes } from './sql-bytes.ts'

/** What is called of a Durable Object's storage. */
export type SqlStorageLike = Pick<DurableObjectStorage, 'sql' | 'transactionSync'>

/**
 * The rows of a table in a Durable Object's SQLite storage, each a resource by its key. The columns mean what they mean in
 * `sqliteTable` of `@ifmatch/stores/sqlite`. For a Durable Object that holds one thing, {@link durableRow} is shorter.
 */
export function durableTable<Row extends object>(
  storage: SqlStorageLike,
  table: string,
  columns: Columns<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function durableTable<Row extends object>(
  storage: SqlStorageLike,
  table: string,
  columns: Columns<Row>,
): Table<Row>
export function durableTable<Row extends object>(
  storage: SqlStorageLike,
  table: string,
  columns: Columns<Row>,
): Table<Row> {
  return takingBytes(sqliteRows(rowsOf(storage), table, columns))
}

/** The rows of the storage. A statement is run at once, so nothing comes between its condition and its write. */
export function rowsOf(storage: SqlStorageLike): SqliteRows {
  return {
    all: (sql, values) => storage.sql.exec(sql, ...values).toArray(),
    transaction: (run) => storage.transactionSync(run),
  }
}
