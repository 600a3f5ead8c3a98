import type { Columns, Declared, Dialect } from './columns.ts'
import { column, sql, type Statement, type Template } from './statement.ts'
import { type Given, type Slot, tableStatements } from './table-statements.ts'

/** More than an application has: one that names other columns in every write must not fill the memory. */
const MANY = 100

/** What a write sets beside the version: these columns of the application, perhaps the write ids, always the date. */
export interface Shape {
  readonly isNew: boolean
  readonly names: readonly string[]
  readonly writesIds: boolean
}

/** The statements of writes to a table, each of them made when the first write of its shape needs it. */
export function writeStatements<Row>(
  dialect: Dialect,
  table: string,
  columns: Columns<Row>,
  { insert, update }: Pick<ReturnType<typeof tableStatements>, 'insert' | 'update'>,
): (shape: Shape, declared: ReadonlyMap<string, Declared>) => Template<Given> {
  const made = new Map<string, Template<Given>>()
  let madeFor: ReadonlyMap<string, Declared> | null = null

  function make({ isNew, names, writesIds }: Shape, declared: ReadonlyMap<string, Declared>): Template<Given> {
    const is = (name: string): Declared => declaredAs(table, declared, name)
    const set = new Map<string, Statement>()
    for (const [index, name] of names.entries())
      set.set(
        name,
        dialect.value(({ values }) => values![index], is(name)),
      )
    const { lastModified, writeIds, version, sequence } = columns
    if (lastModified !== undefined) set.set(lastModified, dialect.dates.write(lastModified, is(lastModified), isNew))
    if (writesIds) set.set(writeIds!, dialect.value(idsAsText, is(writeIds!)))
    set.set(version, sequence === undefined ? sql`${column(version)} + 1` : dialect.nextOf(sequence))
    return isNew ? insert(set) : update(set)
  }

  return (shape, declared) => {
    // The types may be others by now.
    if (declared !== madeFor || made.size === MANY) made.clear()
    madeFor = declared
    // No name has a NUL in it.
    const key = [shape.isNew, shape.writesIds, ...shape.names].join('\0')
    const known = made.get(key)
    if (known) return known
    const template = make(shape, declared)
    made.set(key, template)
    return template
  }
}

const idsAsText: Slot = ({ writeIds }) => JSON.stringify(writeIds)

function declaredAs(table: string, declared: ReadonlyMap<string, Declared>, name: string): Declared {
  const found = declared.get(name)
  if (found) return found
  throw new TypeError(`Cannot write ${table}: it has no column ${JSON.stringify(name)}`)
}
