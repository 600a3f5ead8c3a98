import type { Snapshot } from '@ifmatch/core'
import { column, list, raw, relation, sql, type Statement } from './statement.ts'

/** What a write sets, by column. */
export type Assignments = ReadonlyMap<string, Statement>

/** The four statements of a row, each of which compares and swaps by itself. */
export interface TableStatements {
  select(key: unknown): Statement
  insert(key: unknown, set: Assignments): Statement
  update(key: unknown, current: Snapshot, set: Assignments): Statement
  remove(key: unknown, current: Snapshot): Statement
}

/**
 * Writes the statements of a table. `returned` is what is read of a row: all columns where nothing is said. With `hold` an
 * update first takes hold of its row.
 */
export function tableStatements(
  table: string,
  columns: { readonly key: string; readonly version: string },
  returned: readonly Statement[] = [raw('*')],
  hold: Statement | null = null,
): TableStatements {
  const [at, key, version, all] = [relation(table), column(columns.key), column(columns.version), list(returned)]
  const isCurrent = (value: unknown, current: Snapshot): Statement =>
    sql`${key} = ${value} AND ${version} = ${current.version}`
  return {
    select: (value) => sql`SELECT ${all} FROM ${at} WHERE ${key} = ${value}`,
    // A conflict on the key says that someone was faster. One on anything else is an error.
    insert(value, set) {
      const names = list([key, ...[...set.keys()].map(column)])
      const values = list([sql`${value}`, ...set.values()])
      return sql`INSERT INTO ${at} (${names}) VALUES (${values}) ON CONFLICT (${key}) DO NOTHING RETURNING ${all}`
    },
    update(value, current, set) {
      const changes = list([...set].map(([name, to]) => sql`${column(name)} = ${to}`))
      const row = isCurrent(value, current)
      const held =
        hold && sql`${key} = (SELECT ${key} FROM ${at} WHERE ${row} ${hold}) AND ${version} = ${current.version}`
      return sql`UPDATE ${at} SET ${changes} WHERE ${held ?? row} RETURNING ${all}`
    },
    remove: (value, current) => sql`DELETE FROM ${at} WHERE ${isCurrent(value, current)} RETURNING ${key}`,
  }
}
