import { nextLastModified, type Snapshot } from '@ifmatch/core'
import type { Columns, Dates, Declared, Dialect, Raw, Write } from './columns.ts'
import { declaredColumns } from './declared-columns.ts'
import { removalDates } from './removal-dates.ts'
import { valuesOf } from './row-values.ts'
import { stateOf } from './state.ts'
import { column, raw, sql, type Statement } from './statement.ts'
import { type Assignments, tableStatements } from './table-statements.ts'

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
  const statements = tableStatements(table, columns, readOf(dates, columns.lastModified, returned), hold)
  const declaredBy = declaredColumns(dialect, table)
  const removals = columns.removed === undefined ? null : removalDates(dialect, columns.removed)
  const first = ([row]: readonly Raw[]): (Row & Snapshot) | null =>
    row === undefined ? null : stateOf(table, columns, dates, row)

  /** What a write sets, apart from the version. */
  async function assignments(
    key: unknown,
    current: Snapshot | null,
    next: Write<Row>,
    writeIds: readonly string[] | undefined,
  ): Promise<Map<string, Statement>> {
    if (typeof next !== 'object' || next === null) throw mistake(table, `${String(next)} has no columns`)
    const declared = await declaredBy([...ownNames(columns), ...Object.keys(next)])
    const is = (name: string): Declared => declaredAs(table, declared, name)
    const ownKey = (current as Raw | null)?.[columns.key] ?? key
    const values = valuesOf(table, columns, declared, next, ownKey)
    const set = new Map(values.map(([name, value]) => [name, dialect.value(value, is(name))]))
    if (columns.lastModified !== undefined) {
      const date = nextLastModified(current ? current.lastModified : await removals?.latest())
      set.set(columns.lastModified, dates.write(date, columns.lastModified, is(columns.lastModified), current === null))
    }
    if (columns.writeIds !== undefined && (current === null || writeIds !== undefined)) {
      set.set(columns.writeIds, dialect.value(JSON.stringify(writeIds ?? []), is(columns.writeIds)))
    }
    return set
  }

  return (key) => {
    if (key === undefined || key === null) throw new TypeError(`Cannot open ${table}: the key is ${String(key)}`)
    return {
      read: async () => first(await dialect.find(statements.select(key))),
      async swap(current, next, writeIds) {
        const { sequence } = columns
        if (current === null && sequence === undefined) throw noSequence(table)
        const set = await assignments(key, current, next, writeIds)
        const write = (version: Statement): Statement => {
          const all: Assignments = new Map([...set, [columns.version, version]])
          return current === null ? statements.insert(key, all) : statements.update(key, current, all)
        }
        const oneMore = sql`${column(columns.version)} + 1`
        return first(
          sequence === undefined ? await dialect.write(write(oneMore)) : await dialect.writeNext(sequence, write),
        )
      },
      async remove(current) {
        if (current.lastModified) await removals?.keep(current.lastModified)
        return (await dialect.write(statements.remove(key, current))).length > 0
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

function declaredAs(table: string, declared: ReadonlyMap<string, Declared>, name: string): Declared {
  const found = declared.get(name)
  if (found) return found
  throw mistake(table, `it has no column ${JSON.stringify(name)}`)
}

function mistake(table: string, what: string): TypeError {
  return new TypeError(`Cannot write ${table}: ${what}`)
}

/** The columns that the store writes by itself. */
function ownNames<Row>({ version, lastModified, writeIds }: Columns<Row>): string[] {
  return [version, lastModified, writeIds].filter((name) => name !== undefined)
}
