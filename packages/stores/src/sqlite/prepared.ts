import type { SqliteDatabase } from './sqlite-table.ts'

type Prepared = ReturnType<SqliteDatabase['prepare']>

/** More texts than tables have: an application that names other columns in every write must not fill the memory. */
const MANY = 100

/**
 * Prepares each text once for a connection: preparing costs 10 to 65 us, running what is prepared 5 to 25. SQLite prepares
 * a statement anew by itself when the schema has changed.
 */
export function preparedBy(database: SqliteDatabase): (sql: string) => Prepared {
  const kept = new Map<string, Prepared>()
  const keepable = 'Deno' in globalThis ? namedAnew : (prepared: Prepared): Prepared => prepared
  return (sql) => {
    const known = kept.get(sql)
    if (known) return known
    const prepared = database.prepare(sql)
    const lasting = keepable(prepared, () => {
      kept.clear()
      return sql.startsWith('SELECT') ? database.prepare(sql) : null
    })
    if (lasting === null) return prepared
    if (kept.size === MANY) kept.clear()
    kept.set(sql, lasting)
    return lasting
  }
}

/** What a statement of node:sqlite can do beside. */
interface Described extends Prepared {
  setReturnArrays(enabled: boolean): void
  columns(): { readonly name: string }[]
}

/**
 * The driver of Deno goes on with the names that the columns had when the statement was run first, and with as many of them
 * in the first run after a change. So the statement gives values alone, and says after each run what its columns are by now.
 * A read that had too few is run again. A write that had, since a column was added after the state was read, gives the new
 * state without that column.
 *
 * @param changed told of a change: the statement anew, if it may be run again
 * @returns `null` where the driver does not say the columns, so that its statements cannot be kept
 */
function namedAnew(prepared: Prepared, changed: () => Prepared | null): Prepared | null {
  if (!('setReturnArrays' in prepared && 'columns' in prepared)) return null
  const statement = prepared as Described
  statement.setReturnArrays(true)
  return {
    all(...values) {
      const rows = statement.all(...values) as unknown[][]
      if (rows.length === 0) return rows
      const names = statement.columns().map(({ name }) => name)
      const anew = rows[0]!.length === names.length ? null : changed()
      if (anew) return anew.all(...values)
      return rows.map((row) => Object.fromEntries(row.slice(0, names.length).map((value, at) => [names[at], value])))
    },
  }
}
