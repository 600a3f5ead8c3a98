import { DurableObject } from 'cloudflare:workers'
import { d1Table, durableDocument, durableRow, durableTable, r2, readingRest } from '@ifmatch/cloudflare'
import { documents, handleResource, update } from '@ifmatch/core'
import { columns as common, type Note as AnyNote, ofDocuments, ofTexts } from '../stores/entrant.ts'
import { type Handler, handlerOf } from '../stores/handler.ts'

interface Env {
  readonly STORE: string
  readonly FILES: R2Bucket
  readonly DB: D1Database
  readonly OBJECTS: DurableObjectNamespace<Notes>
}

type Note = AnyNote & { readonly text: string }

const columns = { ...common, sequence: 'versions', removed: 'removed' } as const

const notes = [
  'CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, text TEXT, changed INTEGER)',
  'CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)',
  'INSERT INTO versions VALUES (1, 0) ON CONFLICT DO NOTHING',
  'CREATE TABLE IF NOT EXISTS removed (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)',
  'INSERT INTO removed VALUES (1, 0) ON CONFLICT DO NOTHING',
]

const text = (state: { readonly text: string }): string => state.text
const next = (written: string) => ({ text: written })

/** A note in a Durable Object of its own: a document, the one row of a table, or a row among others. */
export class Notes extends DurableObject<Env> {
  // So that the long text of the races is in the bucket, and the short ones are not.
  readonly #document = durableDocument(this.ctx.storage, { bucket: this.env.FILES, inline: 10_000 })
  readonly #handle: Handler

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    const handlers: Readonly<Record<string, () => Handler>> = {
      durableDocument: () => handlerOf(ofDocuments(() => this.#document)),
      durableRow: () => this.#row(),
      durableTable: () => this.#table(),
    }
    this.#handle = handlers[env.STORE]!()
  }

  override alarm(): Promise<void> {
    return this.#document.sweep()
  }

  override fetch = readingRest((request: Request) => this.#handle(request))

  #row(): Handler {
    const row = durableRow<{ text: string }>(this.ctx.storage, 'note')
    return handlerOf(ofTexts(() => row, text, next))
  }

  #table(): Handler {
    for (const statement of notes) this.ctx.storage.sql.exec(statement)
    return handlerOf(ofTexts(durableTable<Note>(this.ctx.storage, 'notes', columns), text, next))
  }
}

/** An upload that goes to the bucket as it comes, and is in memory at no time. */
function streamed(request: Request, bucket: R2Bucket): Promise<Response> {
  const object = r2(bucket, new URL(request.url).pathname)
  if (request.method === 'GET') return handleResource(request, object, documents())
  const change = (_: unknown, body: Parameters<Parameters<typeof update>[2]>[1]) => ({
    type: body.type,
    size: body.size,
    body: body.stream(),
  })
  return update(request, object, change, { create: true })
}

let isMade: Promise<unknown> | null = null

export default {
  // This workerd serves its clients itself.
  fetch: readingRest(async (request: Request, { STORE, FILES, DB, OBJECTS }: Env) => {
    switch (STORE) {
      case 'r2':
        if (new URL(request.url).pathname.startsWith('/streamed/')) return streamed(request, FILES)
        return handlerOf(ofDocuments((id) => r2(FILES, id)))(request)
      case 'd1Table':
        await (isMade ??= DB.batch(notes.map((statement) => DB.prepare(statement))))
        return handlerOf(ofTexts(d1Table<Note>(DB, 'notes', columns), text, next))(request)
      default:
        return OBJECTS.getByName(new URL(request.url).pathname).fetch(request)
    }
  }),
} satisfies ExportedHandler<Env>
