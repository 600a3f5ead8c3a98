import { type SqliteRows, type SqliteValue, sqliteDocumentRows, sqliteDocumentsSql } from '@ifmatch/stores/sqlite'
import type { Hono } from 'hono'
import { pageFiles } from '#page-files'
import { createApp } from './app.ts'
import { seeds } from './seeds.ts'
import { readSettings } from './settings.ts'

/** What is used of Cloudflare's types, which cannot stand beside those of the other runtimes. */
interface Storage {
  readonly sql: { exec(sql: string, ...values: readonly SqliteValue[]): { toArray(): Record<string, unknown>[] } }
  transactionSync<T>(run: () => T): T
}

interface Environment {
  readonly DOCUMENTS: { getByName(name: string): { fetch(request: Request): Promise<Response> } }
  readonly REQUIRE?: string
}

const table = 'documents'

/** A Durable Object with all documents, in its own SQLite. */
export class Documents {
  readonly #app: Hono

  constructor({ storage }: { readonly storage: Storage }, { REQUIRE }: Environment) {
    storage.transactionSync(() => prepare(storage))
    this.#app = createApp(sqliteDocumentRows(rowsOf(storage), table), readSettings({ REQUIRE }), pageFiles)
  }

  async fetch(request: Request): Promise<Response> {
    return this.#app.fetch(request)
  }
}

export default {
  fetch: (request: Request, { DOCUMENTS }: Environment): Promise<Response> => DOCUMENTS.getByName('all').fetch(request),
}

function prepare({ sql }: Storage): void {
  sql.exec(sqliteDocumentsSql(table))
  const [counter] = sql.exec(`SELECT value FROM ${table}_versions`).toArray()
  if (counter?.value !== 0) return
  for (const [n, { id, type, text, days }] of seeds.entries()) {
    const body = new TextEncoder().encode(text)
    const modified = (Math.floor(Date.now() / 1000) - days * 86_400) * 1000
    const row = [id, n + 1, type, body.byteLength, modified, '[]', body]
    sql.exec(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?)`, ...row)
  }
  sql.exec(`UPDATE ${table}_versions SET value = ?`, seeds.length)
}

function rowsOf(storage: Storage): SqliteRows {
  return {
    // Bytes come as an ArrayBuffer, and are written as a view.
    all: (sql, values) =>
      storage.sql
        .exec(sql, ...values)
        .toArray()
        .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, viewOf(value)]))),
    transaction: (run) => storage.transactionSync(run),
  }
}

function viewOf(value: unknown): unknown {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value
}
