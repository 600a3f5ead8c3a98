import { nextLastModified, type Snapshot } from '@ifmatch/core'
import type { Columns, Dates, Dialect, Raw, Write } from './columns.ts'
import { removalDates } from './removal-dates.ts'
import { valuesOf } from './row-values.ts'
import { stateOf } from './state.ts'
import { statementsNow } from './statements-now.ts'
import { column, raw, type Statement } from './statement.ts'
import { type Given, tableStatements } from './table-statements.ts'
import { writeStatements } from './write-statements.ts'

/** A row as a resource: of the state that it is swapped from, what a snapshot has is enough. */
export interface RowResource<Row> {
  read(): Promise<(Row & Snapshot) | null>
  swap(current: Snapshot | null, next: Write<Row>, writeIds?: readonly string[]): Promise<(Row & Snapshot) | null>
  remove(current: Snapshot): Promise<boolean>
}

/** The rows of a table as resources. `returned` names the columns that are read, where not all of them are. */
export function tableOf<Row>(
  dialect: Dialect,
  table: string,
  columns: Columns<Row>,
  returned?: readonly string[],
): (key: unknown) => RowResource<Row> {
  const { dates } = dialect
  const hold = columns.lastModified === undefined ? null : dialect.hold
  const make = (names: readonly string[] | undefined) => {
    const statements = tableStatements(table, columns, readOf(dates, columns.lastModified, names), hold)
    return { ...statements, writeOf: writeStatements(dialect, table, columns, statements) }
  }
  const statements = statementsNow(dialect, table, make, returned)
  const own = ownNames(columns)
  const removals = columns.removed === undefined ? null : removalDates(dialect, columns.removed)
  const first = ([row]: readonly Raw[]): (Row & Snapshot) | null =>
    row === undefined ? null : stateOf(table, columns, dates, row)

  return (key) => {
    if (key === undefined || key === null) throw new TypeError(`Cannot open ${table}: the key is ${String(key)}`)
    return {
      read: async () => first(await statements.read(({ select }) => dialect.find(select.fill({ key })))),
      async swap(current, next, writeIds) {
        const { sequence } = columns
        if (current === null && sequence === undefined) throw noSequence(table)
        if (typeof next !== 'object' || next === null) throw mistake(table, `${String(next)} has no columns`)
        return statements.write([...own, ...Object.keys(next)], async ({ writeOf }, declared) => {
          const ownKey = (current as Raw | null)?.[columns.key] ?? key
          const entries = valuesOf(table, columns, declared, next, ownKey)
          const isNew = current === null
          const writesIds = columns.writeIds !== undefined && (isNew || writeIds !== undefined)
          const write = writeOf({ isNew, names: entries.map(([name]) => name), writesIds }, declared)
          const given: Given = {
            key,
            values: entries.map(([, value]) => value),
            ...(current && { version: current.version }),
            ...(writesIds && { writeIds: writeIds ?? [] }),
            // The last thing before the statement, which looks at a clock again.
            ...(columns.lastModified !== undefined && {
              lastModified: nextLastModified(current ? current.lastModified : await removals?.latest()),
            }),
          }
          return first(
            sequence === undefined
              ? await dialect.write(write.fill(given))
              : await dialect.writeNext(sequence, (counted) => write.fill({ ...given, counted })),
          )
        })
      },
      async remove(current) {
        if (current.lastModified) await removals?.keep(current.lastModified)
        return (await dialect.write(statements.fixed.remove.fill({ key, version: current.version }))).length > 0
      },
    }
  }
}

/** What is read of each row: all columns where none are named. */
export function readOf({ beside }: Dates, lastModified: string | undefined, names?: readonly string[]): Statement[] {
  const columns = names?.map(column) ?? [raw('*')]
  return beside && lastModified !== undefined ? [...columns, beside.of(lastModified)] : columns
}

function noSequence(table: string): TypeError {
  return new TypeError(
    `Cannot create in ${table}: its columns name no sequence, and a row deleted and made again would repeat a version`,
  )
}

function mistake(table: string, what: string): TypeError {
  return new TypeError(`Cannot write ${table}: ${what}`)
}

/** The columns that the store writes by itself. */
function ownNames<Row>({ version, lastModified, writeIds }: Columns<Row>): string[] {
  return [version, lastModified, writeIds].filter((name) => name !== undefined)
}
