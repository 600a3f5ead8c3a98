import type { Documents } from '../documents/documents.ts'
import { documentRows } from '../documents/document-rows.ts'
import { relation, sql, textOf } from '../sql/statement.ts'
import { type PostgresClient, postgresDialect } from './postgres-dialect.ts'

const TABLE = 'ifmatch_documents'

/**
 * What {@link createPostgresDocuments} runs, for a migration of your own: a table of documents, the sequence of their
 * versions, and a table of one row, the date of the one that was deleted last. Bodies are stored uncompressed, so that a range is read without the rest. The lock lets one process at a time
 * in, since IF NOT EXISTS alone fails where two come at once.
 */
export function postgresDocumentsSql(table: string = TABLE): string {
  const [documents, versions, removed] = [table, `${table}_versions`, `${table}_removed`].map(nameOf) as Names
  return `
SELECT pg_advisory_xact_lock(hashtext('@ifmatch/stores'));
DO $ifmatch$ BEGIN
  IF to_regclass('${documents.replaceAll("'", "''")}') IS NULL THEN
    CREATE SEQUENCE ${versions};
    CREATE TABLE ${documents} (
      key text PRIMARY KEY,
      version bigint NOT NULL UNIQUE,
      type text,
      size bigint NOT NULL,
      last_modified timestamptz NOT NULL,
      write_ids text NOT NULL,
      body bytea NOT NULL
    );
    ALTER TABLE ${documents} ALTER COLUMN body SET STORAGE EXTERNAL;
  END IF;
END $ifmatch$;
CREATE TABLE IF NOT EXISTS ${removed} (id int PRIMARY KEY CHECK (id = 1), value bigint NOT NULL);
INSERT INTO ${removed} VALUES (1, 0) ON CONFLICT DO NOTHING;
`
}

/** Makes the table of {@link postgresDocuments} where it is not there yet. Several processes may at once. */
export async function createPostgresDocuments(client: PostgresClient, table: string = TABLE): Promise<void> {
  // Several statements without values are one transaction.
  await client.unsafe(postgresDocumentsSql(table))
}

/**
 * Documents of bytes in PostgreSQL, for core's `documents()`. {@link createPostgresDocuments} makes their table.
 *
 * @example
 * ```ts no-run
 * import postgres from 'postgres'
 * import { documents, handleResource } from '@ifmatch/core'
 * import { createPostgresDocuments, postgresDocuments } from '@ifmatch/stores/postgres'
 *
 * const sql = postgres('postgres://localhost/notes')
 * await createPostgresDocuments(sql)
 * const store = postgresDocuments(sql)
 *
 * export const handle = (request: Request) => handleResource(request, store(new URL(request.url).pathname), documents())
 * ```
 */
export function postgresDocuments(client: PostgresClient, table: string = TABLE): Documents {
  const part = ({ offset, length }: { offset: number; length: number }) =>
    sql`substring(body FROM ${offset + 1}::int FOR ${length}::int)`
  const beside = { sequence: `${table}_versions`, removed: `${table}_removed` }
  return documentRows(postgresDialect(client), table, beside, part)
}

type Names = [documents: string, versions: string, removed: string]

function nameOf(name: string): string {
  return textOf(relation(name), () => '?')
}
