import type { Columns, Dates, Declared, Dialect, Raw, RememberingTable, Table } from '../sql/columns.ts'
import { readDate } from '../date-values.ts'
import { column, raw, relation, sql, type Statement, textOf } from '../sql/statement.ts'
import { tableOf } from '../sql/table.ts'
import type { Given } from '../sql/table-statements.ts'

/**
 * The one call that is needed of SQLite, for whatever is no driver with `prepare`: a Durable Object's storage, D1. `all`
 * runs a statement, each `?` a value in order, and gives its rows.
 */
export interface SqliteRows {
  all(sql: string, values: readonly SqliteValue[]): readonly Raw[] | Promise<readonly Raw[]>
  /** Runs all or nothing, where `all` answers at once. It saves a second commit, and safety does not rest on it. */
  transaction?<T>(run: () => T): T
}

/** What SQLite stores. */
export type SqliteValue = null | number | bigint | string | Uint8Array<ArrayBuffer>

/** {@link sqliteTable} for whatever has {@link SqliteRows}. */
export function sqliteRows<Row extends object>(
  rows: SqliteRows,
  table: string,
  columns: Columns<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function sqliteRows<Row extends object>(rows: SqliteRows, table: string, columns: Columns<Row>): Table<Row>
export function sqliteRows<Row extends object>(rows: SqliteRows, table: string, columns: Columns<Row>): Table<Row> {
  return tableOf(sqliteDialect(rows), table, columns)
}

/** How a table is read and written in SQLite. */
export function sqliteDialect(rows: SqliteRows): Dialect {
  const all = (statement: Statement): readonly Raw[] | Promise<readonly Raw[]> =>
    rows.all(
      textOf(statement, () => '?'),
      statement.values.map(storable),
    )
  const run = async (statement: Statement): Promise<readonly Raw[]> => all(statement)
  return {
    find: run,
    write: run,
    async writeNext(sequence, statement) {
      const next = sql`UPDATE ${relation(sequence)} SET value = value + 1 RETURNING value`
      const write = (counted: readonly Raw[]): ReturnType<typeof all> => all(statement(counterOf(sequence, counted)))
      const both = (): ReturnType<typeof all> => {
        const counted = all(next)
        return isPromise(counted) ? counted.then(write) : write(counted)
      }
      return rows.transaction ? rows.transaction(both) : both()
    },
    nextOf: () => sql`${({ counted }: Given) => counted}`,
    async declared(table) {
      const [name = '', schema = 'main'] = table.split('.').reverse()
      const found = await run(sql`PRAGMA ${column(schema)}.table_xinfo(${column(name)})`)
      return new Map(found.map((info) => [String(info.name), declaredOf(info)]))
    },
    isOutOfDate: null,
    // A writer has the whole database before it makes its date.
    hold: null,
    value: (value) => sql`${value}`,
    dates,
  }
}

// Drivers take an object in the first place for named values, and then all others for the ones before them.
function storable(value: unknown): SqliteValue {
  if (value === null || value instanceof Uint8Array) return value as SqliteValue
  // NaN would be kept as NULL.
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  if (typeof value === 'string' || typeof value === 'bigint') return value
  throw new TypeError(`Cannot ask SQLite: ${String(value)} is neither null, a number, a bigint, text nor bytes`)
}

// Hidden: 2 and 3 are columns that SQLite computes.
function declaredOf({ type, hidden }: Raw): Declared {
  return { type: String(type).toUpperCase(), isGenerated: Number(hidden) > 1 }
}

function counterOf(sequence: string, [row, ...others]: readonly Raw[]): unknown {
  if (row && others.length === 0) return row.value
  throw new TypeError(`Cannot take a version from ${sequence}: it needs exactly one row`)
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}

const dates: Dates = {
  beside: null,
  read(row, name) {
    const value = row[name]
    if (value === null || value === undefined) return null
    const date = readDate(value)
    if (date) return date
    throw new TypeError(
      `Cannot read ${name}: ${String(value)} is neither milliseconds since the epoch nor a date as text`,
    )
  },
  // What is text stays text, in the form that it has.
  write(name, { type }, isNew) {
    const at = column(name)
    const second = sql`max(${secondOf}, strftime('%s', 'now') + 1)`
    const time = sql`${second} * 1000`
    const text = (form: Statement): Statement => sql`strftime(${form}, ${second}, 'unixepoch')`
    const [plain, iso] = [raw("'%Y-%m-%d %H:%M:%S'"), raw("'%Y-%m-%dT%H:%M:%S.000Z'")]
    const fresh = /DATE|TIME/.test(type) ? text(plain) : /CHAR|TEXT|CLOB/.test(type) ? text(iso) : time
    if (isNew) return fresh
    const kept = text(sql`CASE length(${at}) WHEN 19 THEN ${plain} ELSE ${iso} END`)
    return fresh === time
      ? sql`CASE typeof(${at}) WHEN 'text' THEN ${kept} ELSE ${time} END`
      : sql`CASE typeof(${at}) WHEN 'text' THEN ${kept} WHEN 'null' THEN ${fresh} ELSE ${time} END`
  },
}

// It is whole: core gives no other date.
function secondOf({ lastModified }: Given): number {
  return lastModified!.getTime() / 1000
}
