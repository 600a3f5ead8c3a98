import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import { nextLastModified } from '@ifmatch/core'
import { type Document, type Documents, Unavailable } from './documents.ts'

const columns = 'id, version, modified, type, length(bytes) AS size'

// Triggers keep `sequence`, so that each of these is one statement, and takes effect whole or not at all.
const statements = {
  list: `SELECT ${columns} FROM documents ORDER BY id`,
  read: `SELECT ${columns} FROM documents WHERE id = :id`,
  whole: 'SELECT bytes FROM documents WHERE id = :id AND version = :version',
  part: 'SELECT substr(bytes, :offset + 1, :length) AS bytes FROM documents WHERE id = :id AND version = :version',
  // A document that is made again is never older than one that was deleted: nextLastModified, for a state that is gone.
  create: `INSERT INTO documents (id, version, modified, type, bytes)
    SELECT :id, version + 1, iif(removed > :modified, removed + 1, :modified), :type, :bytes FROM sequence WHERE true
    ON CONFLICT (id) DO NOTHING RETURNING ${columns}`,
  replace: `UPDATE documents
    SET version = (SELECT version + 1 FROM sequence), modified = :modified, type = :type, bytes = :bytes
    WHERE id = :id AND version = :version RETURNING ${columns}`,
  remove: 'DELETE FROM documents WHERE id = :id AND version = :version RETURNING id',
}

/** The documents in a database that `openDatabase` opened. */
export function sqliteDocuments(database: DatabaseSync): Documents {
  const ask = asking(database)
  return {
    list: async () => ask('list').map(documentOf),
    read: async (id) => ask('read', { id }).map(documentOf)[0] ?? null,
    async open({ id, version }, range) {
      const rows = range ? ask('part', { id, version, ...range }) : ask('whole', { id, version })
      return (rows[0]?.bytes ?? null) as Uint8Array | null
    },
    async swap(id, current, { type, bytes }) {
      const next = { id, modified: seconds(nextLastModified(current?.lastModified)), type, bytes }
      const rows = current ? ask('replace', { ...next, version: current.version }) : ask('create', next)
      return rows.map(documentOf)[0] ?? null
    },
    remove: async ({ id, version }) => ask('remove', { id, version }).length > 0,
  }
}

type Row = Record<string, SQLOutputValue>

/** The question by its name, every row of the answer. */
function asking(
  database: DatabaseSync,
): (name: keyof typeof statements, values?: Record<string, SQLInputValue>) => Row[] {
  const prepared = new Map(Object.entries(statements).map(([name, sql]) => [name, database.prepare(sql)]))
  return (name, values = {}) => {
    try {
      // All rows, always: what goes wrong when a statement commits is reported after its last row, and get() stops before.
      return prepared.get(name)!.all(values)
    } catch (error) {
      throw new Unavailable(`The documents cannot be asked now: ${(error as Error).message}`, { cause: error })
    }
  }
}

function documentOf({ id, version, modified, type, size }: Row): Document {
  return {
    id: id as string,
    version: version as number,
    lastModified: new Date((modified as number) * 1000),
    type: type as string,
    size: size as number,
  }
}

/** A date as the file keeps it: SQLite's own functions read it so. */
function seconds(date: Date): number {
  return date.getTime() / 1000
}
