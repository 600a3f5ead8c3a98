import { postgresTable } from '@ifmatch/stores/postgres'
import type { Note } from './notes.ts'

/** The server, where one is named: node scripts/services.ts starts one. */
export const url: string | undefined = process.env.IFMATCH_POSTGRES
if (url === undefined && process.env.IFMATCH_ALL) {
  throw new Error('IFMATCH_POSTGRES names no server: run this by node scripts/services.ts')
}

/** A schema of its own for each run; a second process is told its name. */
export const schema: string = (process.env.IFMATCH_BUN_SCHEMA ??= `bun_${crypto.randomUUID().replaceAll('-', '')}`)

/** A table as an application has it. */
export const notesSql = `
CREATE SCHEMA ${schema};
CREATE SEQUENCE ${schema}.notes_versions;
CREATE TABLE ${schema}.notes (
  id text PRIMARY KEY, rev bigint NOT NULL, amount double precision NOT NULL, text text, updated_at timestamptz, write_ids jsonb
);`

/** The notes of a client. */
export function notesOf(sql: Bun.SQL) {
  return postgresTable<Note>(sql, `${schema}.notes`, {
    key: 'id',
    version: 'rev',
    lastModified: 'updated_at',
    writeIds: 'write_ids',
    sequence: `${schema}.notes_versions`,
  })
}
