import type { Snapshot } from '@ifmatch/core'
import type { Columns, Dates, Raw } from './columns.ts'

// What a snapshot has, by names that a column of another meaning must not have.
const reserved = ['version', 'lastModified', 'writeIds'] as const

/**
 * Makes a snapshot of a row: the columns as they are, and beside them what core asks for.
 *
 * @throws TypeError where a column is not what it was said to be
 */
export function stateOf<Row>(
  table: string,
  columns: Columns<Row>,
  dates: Omit<Dates, 'write'>,
  raw: Raw,
): Row & Snapshot {
  const row: Record<string, unknown> = { ...raw }
  for (const name of reserved) {
    if (name in row && columns[name] !== name)
      throw mistake(
        table,
        `its column ${name} would be taken for the ${name} of the state; name it in the columns, or rename it`,
      )
  }
  const version = row[columns.version]
  if (version === undefined) throw mistake(table, `it has no column ${columns.version}`)
  if (version === null) throw mistake(table, `${columns.version} is null; give each row a version`)
  row.version = version
  if (columns.lastModified !== undefined) {
    const lastModified = dates.read(raw, columns.lastModified)
    if (lastModified) row.lastModified = roundedUp(lastModified)
    else delete row.lastModified
    if (dates.beside) delete row[dates.beside.name]
  }
  if (columns.writeIds !== undefined) row.writeIds = idsOf(table, columns.writeIds, raw[columns.writeIds])
  return row as Row & Snapshot
}

// Ours are whole. One with a part of a second is the application's own, and would be cut to a date that may have been sent.
function roundedUp(date: Date): Date {
  return new Date(Math.ceil(date.getTime() / 1000) * 1000)
}

function idsOf(table: string, column: string, text: unknown): readonly string[] {
  if (text === null || text === undefined) return []
  const ids: unknown = typeof text === 'string' ? parse(text) : null
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return ids
  throw mistake(table, `${column} is no JSON array of texts`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function mistake(table: string, what: string): TypeError {
  return new TypeError(`Cannot read ${table}: ${what}`)
}
