import {
  createPostgresDocuments,
  type PostgresClient,
  postgresDocuments,
  postgresTable,
} from '@ifmatch/stores/postgres'
import { columns, type Note, ofDocuments, ofTexts } from './entrant.ts'
import { handlerOf, type Openers } from './handler.ts'

/** The stores over a client of PostgreSQL, in a schema of their own. */
export function postgresOpeners(connect: () => PostgresClient, schema: string): Openers {
  const begin = async (): Promise<PostgresClient> => {
    const client = connect()
    // Several processes come at once, and IF NOT EXISTS alone would fail for all but one.
    await client.unsafe(`
      SELECT pg_advisory_xact_lock(hashtext('races'));
      CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE SEQUENCE IF NOT EXISTS ${schema}.versions;
      CREATE TABLE IF NOT EXISTS ${schema}.removed (id int PRIMARY KEY, value bigint NOT NULL);
      INSERT INTO ${schema}.removed VALUES (1, 0) ON CONFLICT DO NOTHING;
      CREATE TABLE IF NOT EXISTS ${schema}.notes (id text PRIMARY KEY, rev bigint NOT NULL, text text, changed timestamptz);`)
    return client
  }
  return {
    async postgresDocuments() {
      const client = await begin()
      await createPostgresDocuments(client, `${schema}.documents`)
      return handlerOf(ofDocuments(postgresDocuments(client, `${schema}.documents`)))
    },
    async postgresTable() {
      const beside = { sequence: `${schema}.versions`, removed: `${schema}.removed` }
      const rows = postgresTable<Note>(await begin(), `${schema}.notes`, { ...columns, ...beside })
      return handlerOf(
        ofTexts(
          rows,
          ({ text }) => text,
          (text) => ({ text }),
        ),
      )
    },
  }
}
