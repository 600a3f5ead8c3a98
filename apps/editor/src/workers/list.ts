import type { Stored } from '@ifmatch/core'
import type { Listed } from '@ifmatch/stores'

const table = `
  CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY, turn INTEGER NOT NULL, version INTEGER, type TEXT, size INTEGER, last_modified INTEGER
  )`

// A document that is gone stays as a turn without a version, so that what comes late cannot bring it back.
const write = `
  INSERT INTO documents (key, turn, version, type, size, last_modified) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET
    turn = excluded.turn, version = excluded.version,
    type = excluded.type, size = excluded.size, last_modified = excluded.last_modified
  WHERE excluded.turn > turn`

const newest = `
  SELECT key, version, type, size, last_modified FROM documents WHERE version IS NOT NULL
  ORDER BY last_modified DESC, key LIMIT ?`

interface Row {
  readonly key: string
  readonly version: number
  readonly type: string | null
  readonly size: number
  readonly last_modified: number
}

/** Makes the table of the list where there is none. */
export async function makeList(db: D1Database): Promise<void> {
  await db.prepare(table).run()
}

/** Tells the list what a document is now, `null`: it is gone. Of two turns of a document, the later one stays. */
export async function tellList(db: D1Database, key: string, turn: number, state: Stored | null): Promise<void> {
  const values = state
    ? [Number(state.version), state.type ?? null, state.size ?? 0, state.lastModified?.getTime() ?? 0]
    : [null, null, null, null]
  await db.batch([db.prepare(table), db.prepare(write).bind(key, turn, ...values)])
}

/** The documents that were written last, the newest first. */
export async function readList(db: D1Database, limit = 1000): Promise<readonly Listed[]> {
  const { results } = await db.prepare(newest).bind(limit).all<Row>()
  return results.map(({ key, version, type, size, last_modified }) => ({
    key,
    version,
    ...(type !== null && { type }),
    size,
    lastModified: new Date(last_modified),
  }))
}
