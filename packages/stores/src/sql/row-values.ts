import type { Columns, Declared, Raw } from './columns.ts'

// The names that a snapshot has beside its columns.
const ofSnapshots: readonly string[] = ['version', 'lastModified', 'writeIds']

/**
 * The columns that a write sets, in the order given. What the store or the database keeps itself is left out, so that a
 * changed copy of the row can be written: the version, the date, the write ids, and columns that are computed.
 *
 * @throws TypeError where a name is no column, or a value is undefined, or the key is another
 */
export function valuesOf<Row>(
  table: string,
  columns: Columns<Row>,
  declared: ReadonlyMap<string, Declared>,
  next: Raw,
  key: unknown,
): [column: string, value: unknown][] {
  const kept: readonly (string | undefined)[] = [columns.version, columns.lastModified, columns.writeIds]
  return Object.entries(next).filter(([name, value]) => {
    if (kept.includes(name)) return false
    if (name === columns.key) {
      if (String(value) === String(key)) return false
      throw mistake(table, `${name} is ${show(value)} where the key is ${show(key)}; a row keeps its key`)
    }
    const column = declared.get(name)
    if (column === undefined) {
      if (ofSnapshots.includes(name)) return false
      throw mistake(table, `it has no column ${JSON.stringify(name)}`)
    }
    if (value === undefined) throw mistake(table, `${name} is undefined; leave it out, or write null`)
    return !column.isGenerated
  })
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function mistake(table: string, what: string): TypeError {
  return new TypeError(`Cannot write ${table}: ${what}`)
}
