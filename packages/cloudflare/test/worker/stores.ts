import { DurableObject } from 'cloudflare:workers'
import { d1Table, durableRow, durableTable } from '@ifmatch/cloudflare'
import type { Check } from '@ifmatch/conformance'
import { commit, handleResource, type Methods, type Snapshot } from '@ifmatch/core'
import { checksOf, report } from './table-checks.ts'

interface Env {
  DB: D1Database
  DOCUMENTS: DurableObjectNamespace<Document>
  ROWS: DurableObjectNamespace<Rows>
}

type Note = {
  id: string
  version: number
  text: string
  lastModified: number
  writeIds: string
  bytes: ArrayBuffer | number[] | null
}

const columns = {
  key: 'id',
  version: 'version',
  lastModified: 'lastModified',
  writeIds: 'writeIds',
  sequence: 'versions',
} as const

const tables = [
  'CREATE TABLE notes (id TEXT PRIMARY KEY, version INTEGER NOT NULL, text TEXT, lastModified INTEGER, writeIds TEXT, bytes BLOB)',
  'CREATE TABLE versions (value INTEGER NOT NULL)',
  'INSERT INTO versions VALUES (0)',
]

const methods: Methods<{ version: number; text: string } & Snapshot, { text: string }> = {
  create: true,
  get: ({ version, text }) => ({ version, type: 'text/plain', body: () => text }),
  put: { 'text/plain': async (_, body) => ({ text: await body.text() }) },
  delete: true,
}

/** A document as a user writes it: a Durable Object each. */
export class Document extends DurableObject {
  resource = durableRow<{ version: number; text: string }>(this.ctx.storage, 'doc')

  override fetch(request: Request): Promise<Response> {
    return handleResource(request, this.resource, { ...methods, idempotencyKey: true })
  }

  async setText(text: string, version: number): Promise<{ version: number } | { error: string }> {
    const outcome = await commit(this.resource, version, () => ({ text }))
    return outcome.ok ? { version: outcome.state.version } : { error: outcome.reason }
  }
}

type AnyRow = Record<string, SqlStorageValue>

/** A step of a test, run in a Durable Object: `from` is the number of the step whose state a write starts from. */
export type Step =
  | { readonly read: string }
  | { readonly swap: string; readonly from?: number; readonly next: AnyRow; readonly writeIds?: string[] }
  | { readonly remove: string; readonly from: number }
  | { readonly sql: string }
  | { readonly deleteAll: true }

/** Runs what a test asks for, on its own storage. */
export class Rows extends DurableObject {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/checks/row') return report(this.rows())
    if (pathname === '/checks/table') return report(this.table())
    const results: unknown[] = []
    for (const step of (await request.json()) as Step[]) {
      results.push(await this.run(step, results).catch((error: unknown) => ({ error: String(error) })))
    }
    return Response.json(results)
  }

  async run(step: Step, results: unknown[]): Promise<unknown> {
    const { storage } = this.ctx
    if ('sql' in step) return storage.sql.exec(step.sql).toArray()
    if ('deleteAll' in step) return storage.deleteAll()
    const open = (table: string) => durableRow<AnyRow>(storage, table)
    if ('read' in step) return open(step.read).read()
    const from = (at: number) => results[at] as NonNullable<Awaited<ReturnType<ReturnType<typeof open>['read']>>>
    if ('remove' in step) return open(step.remove).remove(from(step.from))
    return open(step.swap).swap(step.from === undefined ? null : from(step.from), step.next, step.writeIds)
  }

  rows(): Check[] {
    const names = new Map<string, string>()
    const open = (key: string) => {
      if (!names.has(key)) names.set(key, `doc_${names.size}`)
      return durableRow<{ text: string }>(this.ctx.storage, names.get(key)!)
    }
    return checksOf(open, { odd: { 'a "quoted" column': 1.5, select: -1 } })
  }

  table(): Check[] {
    for (const statement of tables) this.ctx.storage.sql.exec(statement)
    return checksOf(durableTable<Note>(this.ctx.storage, 'notes', columns))
  }
}

export default {
  async fetch(request, { DB, DOCUMENTS, ROWS }) {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/')
    const note = d1Table<Note>(DB, 'notes', columns)
    switch (kind) {
      case 'setup':
        await DB.batch(tables.map((statement) => DB.prepare(statement)))
        return new Response()
      case 'documents':
        return DOCUMENTS.getByName(id).fetch(request)
      case 'set':
        return Response.json(await DOCUMENTS.getByName(id).setText('by RPC', Number(await request.text())))
      case 'checks':
        // Each statement goes to the simulated database by HTTP.
        return id === 'd1' ? report(checksOf(note, { rounds: 4 })) : ROWS.getByName(id).fetch(request)
      default:
        return ROWS.getByName(id).fetch(request)
    }
  },
} satisfies ExportedHandler<Env>
