import type { Dialect } from './columns.ts'
import { column, relation, sql } from './statement.ts'

/** The date of the latest state that was removed from a table. */
export interface RemovalDates {
  latest(): Promise<Date>
  /** Keeps a date, where it is later than what is kept. Before the row goes: a date too late does no harm. */
  keep(date: Date): Promise<void>
}

/**
 * Keeps that date in a table of one row, so that a row that is deleted and made again has a later one than it had, also
 * where the clock was set back between the two.
 */
export function removalDates(dialect: Dialect, table: string): RemovalDates {
  const [at, value] = [relation(table), column('value')]
  const latest = async (): Promise<number> => {
    const [row, ...others] = await dialect.find(sql`SELECT ${value} FROM ${at}`)
    if (row && others.length === 0) return Number(row.value)
    throw new TypeError(`Cannot keep the date of what is removed in ${table}: it needs exactly one row`)
  }
  return {
    latest: async () => new Date(await latest()),
    async keep(date) {
      const time = date.getTime()
      // Again where somebody else was faster, with a date that may be an earlier one.
      while ((await latest()) < time) {
        await dialect.write(sql`UPDATE ${at} SET ${value} = ${time} WHERE ${value} < ${time} RETURNING ${value}`)
      }
    },
  }
}
