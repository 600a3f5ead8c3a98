import type { ByteRange, Resource, Snapshot, Stored, Upload } from '@ifmatch/core'
import type { Columns, Dialect, Raw } from '../sql/columns.ts'
import { stateOf } from '../sql/state.ts'
import { list, relation, sql, type Statement } from '../sql/statement.ts'
import { readOf, type RowResource, tableOf } from '../sql/table.ts'
import { bytesOf, type Documents, LIST_LIMIT, type Listed } from './documents.ts'

/** A document as a table keeps it. */
interface Row {
  readonly key: string
  readonly version: string | number
  readonly type: string | null
  readonly size: number | string
  readonly last_modified: unknown
  readonly write_ids: unknown
  readonly body: Uint8Array<ArrayBuffer>
}

type State = Row & Snapshot

// All but the body, which is read when it is asked for.
const heads = ['key', 'version', 'type', 'size', 'last_modified', 'write_ids']

/** The documents of a table that was made by our own SQL. `part` is the expression for a range of the body. */
export function documentRows(
  dialect: Dialect,
  table: string,
  { sequence, removed }: Pick<Columns<never>, 'sequence' | 'removed'>,
  part: (range: ByteRange) => Statement,
): Documents {
  const columns: Columns<Row> = {
    key: 'key',
    version: 'version',
    lastModified: 'last_modified',
    writeIds: 'write_ids',
    ...(sequence !== undefined && { sequence }),
    ...(removed !== undefined && { removed }),
  }
  const rows = tableOf<Row>(dialect, table, columns, heads)

  async function bodyOf({ key, version }: State, range?: ByteRange): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = range ? part(range) : sql`body`
    const found = await dialect.find(
      sql`SELECT ${bytes} AS body FROM ${relation(table)} WHERE key = ${key} AND version = ${version}`,
    )
    return (found[0]?.body as Uint8Array<ArrayBuffer> | undefined) ?? null
  }

  async function newest(limit: number): Promise<readonly Listed[]> {
    const all = list(readOf(dialect.dates, columns.lastModified, heads))
    const found = await dialect.find(sql`SELECT ${all} FROM ${relation(table)} ORDER BY version DESC LIMIT ${limit}`)
    return found.map((row: Raw) => listedOf(stateOf(table, columns, dialect.dates, row)))
  }

  const open = (key: string): Required<Resource<Stored, Upload>> => documentOf(rows(key), bodyOf)
  return Object.assign(open, { list: (limit: number = LIST_LIMIT) => newest(limit) })
}

function documentOf(
  row: RowResource<Row>,
  bodyOf: (state: State, range?: ByteRange) => Promise<Uint8Array<ArrayBuffer> | null>,
): Required<Resource<Stored, Upload>> {
  const stored = (state: State | null): Stored | null => state && storedOf(state, (range) => bodyOf(state, range))
  return {
    read: async () => stored(await row.read()),
    async swap(current, upload, writeIds) {
      const body = await bytesOf(upload)
      return stored(await row.swap(current, { type: upload.type, size: body.byteLength, body }, writeIds))
    },
    remove: (current) => row.remove(current),
  }
}

function storedOf({ version, type, size, lastModified, writeIds }: State, body: Stored['body']): Stored {
  return {
    version,
    ...(lastModified && { lastModified }),
    writeIds: writeIds ?? [],
    ...(type !== null && { type }),
    size: Number(size),
    body,
  }
}

function listedOf({ key, version, type, size, lastModified }: State): Listed {
  return { key, version, ...(type !== null && { type }), size: Number(size), lastModified: lastModified! }
}
