import { createPostgresDocuments, postgresDocuments } from '@ifmatch/stores/postgres'
import postgres from 'postgres'
import { seeds } from './seeds.ts'
import type { Store } from './store.ts'

const table = 'editor_documents'

/**
 * Opens the documents of a PostgreSQL server; where there was no table, it is made, with the seeds.
 *
 * @throws Error in one sentence, where the server cannot be used
 */
export async function openPostgres(url: URL): Promise<Store> {
  // Where the server was away, a connection is tried again soon, and not after twenty seconds.
  const backoff = (retries: number): number => Math.min(0.05 * 2 ** retries, 1)
  const client = postgres(url.href, { onnotice: () => {}, connect_timeout: 5, backoff })
  try {
    await createPostgresDocuments(client, table)
    await plant(client)
  } catch (error) {
    await client.end({ timeout: 0 })
    throw new Error(`Cannot keep documents in PostgreSQL at ${url.host}: ${(error as Error).message}`, { cause: error })
  }
  return { documents: postgresDocuments(client, table), close: () => client.end({ timeout: 1 }) }
}

/** Brings the seeds where no version was ever given, whichever of several processes comes first. */
async function plant(client: postgres.Sql): Promise<void> {
  await client.begin(async (sql) => {
    await sql`LOCK TABLE ${sql(table)} IN EXCLUSIVE MODE`
    const [counter] = await sql`SELECT is_called FROM ${sql(`${table}_versions`)}`
    if (counter?.is_called) return
    for (const { id, type, text, days } of seeds) {
      const bytes = new TextEncoder().encode(text)
      await sql`
        INSERT INTO ${sql(table)} (key, version, type, size, last_modified, write_ids, body)
        VALUES (${id}, nextval(${`${table}_versions`}), ${type}, ${bytes.byteLength},
          date_trunc('second', now()) - make_interval(days => ${days}), '[]', ${bytes})`
    }
  })
}
