import type { Declared, Dialect } from './columns.ts'

/**
 * Asks the database for the columns of a table, once, and again where a name is not among them: a column may have been
 * added since.
 *
 * @throws TypeError where there is no such table
 */
export function declaredColumns(
  dialect: Dialect,
  table: string,
): (names: readonly string[]) => Promise<ReadonlyMap<string, Declared>> {
  let known: ReadonlyMap<string, Declared> = new Map()
  return async (names) => {
    if (names.every((name) => known.has(name))) return known
    known = await dialect.declared(table)
    if (known.size === 0) throw new TypeError(`Cannot write ${table}: there is no such table`)
    return known
  }
}
