import type { Version } from '@ifmatch/core'
import { column, list, raw, relation, sql, type Statement, Template } from './statement.ts'

/** What the statements of a row are filled in with. */
export interface Given {
  readonly key: unknown
  /** The version of the state that is replaced or removed. */
  readonly version?: Version
  /** What is written into the columns of the application, in their order. */
  readonly values?: readonly unknown[]
  readonly lastModified?: Date
  readonly writeIds?: readonly string[]
  /** What was counted before, where a statement cannot take its version from the sequence by itself. */
  readonly counted?: unknown
}

/** A value of a statement, which is known when it is filled in. */
export type Slot = (given: Given) => unknown

/** What a write sets, by column; each value is a {@link Slot}. */
export type Assignments = ReadonlyMap<string, Statement>

/** The four statements of a row, each of which compares and swaps by itself. */
export interface TableStatements {
  readonly select: Template<Given>
  readonly remove: Template<Given>
  insert(set: Assignments): Template<Given>
  update(set: Assignments): Template<Given>
}

const givenKey: Slot = ({ key }) => key
const givenVersion: Slot = ({ version }) => version

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
  const row = sql`${key} = ${givenKey} AND ${version} = ${givenVersion}`
  const held = hold && sql`${key} = (SELECT ${key} FROM ${at} WHERE ${row} ${hold}) AND ${version} = ${givenVersion}`
  return {
    select: new Template(sql`SELECT ${all} FROM ${at} WHERE ${key} = ${givenKey}`),
    remove: new Template(sql`DELETE FROM ${at} WHERE ${row} RETURNING ${key}`),
    // A conflict on the key says that someone was faster. One on anything else is an error.
    insert(set) {
      const names = list([key, ...[...set.keys()].map(column)])
      const values = list([sql`${givenKey}`, ...set.values()])
      return new Template(
        sql`INSERT INTO ${at} (${names}) VALUES (${values}) ON CONFLICT (${key}) DO NOTHING RETURNING ${all}`,
      )
    },
    update(set) {
      const changes = list([...set].map(([name, to]) => sql`${column(name)} = ${to}`))
      return new Template(sql`UPDATE ${at} SET ${changes} WHERE ${held ?? row} RETURNING ${all}`)
    },
  }
}
