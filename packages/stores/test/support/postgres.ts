import type { Sql } from 'postgres'
import { columns } from './notes.ts'

/** What the tests call of a client, whichever it is. */
export type TestClient = Pick<Sql, 'unsafe' | 'end'>

const url = process.env.IFMATCH_POSTGRES
if (url === undefined) throw new Error('IFMATCH_POSTGRES names no server: run this by node scripts/services.ts')

/** A schema of its own for each run; a second process is told its name. */
export const schema: string = (process.env.IFMATCH_SCHEMA ??= `test_${crypto.randomUUID().replaceAll('-', '')}`)

/** The client of this runtime: Bun's own, or postgres.js. */
export async function connect(
  options: { max?: number; connection?: Record<string, string> } = {},
): Promise<TestClient> {
  if ('Bun' in globalThis) {
    const { Bun } = globalThis as unknown as { Bun: { SQL: new (url: string, options: object) => TestClient } }
    return new Bun.SQL(url!, options)
  }
  const { default: postgres } = await import('postgres')
  return postgres(url!, { onnotice: () => {}, ...options })
}

/** The columns of the notes, with their sequence in the schema of this run. */
export const notesColumns = { ...columns, sequence: `${schema}.notes_versions` } as const

/** A table as an application has it. */
export const notesSql = `
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE SEQUENCE IF NOT EXISTS ${schema}.notes_versions;
CREATE TABLE IF NOT EXISTS ${schema}.notes (
  id text PRIMARY KEY,
  rev bigint NOT NULL,
  amount double precision NOT NULL,
  text text,
  updated_at timestamptz,
  write_ids text
);
`

export async function dropSchema(client: TestClient): Promise<void> {
  await client.unsafe(`DROP SCHEMA ${schema} CASCADE`)
  await client.end()
}
