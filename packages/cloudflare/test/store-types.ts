import { DurableObject } from 'cloudflare:workers'
import { d1Table, durableRow, durableTable, r2, workersKv } from '@ifmatch/cloudflare'
import { commit, documents, handleResource, update } from '@ifmatch/core'

interface Env {
  FILES: R2Bucket
  DB: D1Database
  KV: KVNamespace
}
interface Note {
  id: string
  rev: number
  text: string
}

export class Document extends DurableObject {
  resource = durableRow<{ version: number; text: string }>(this.ctx.storage, 'doc')

  override fetch(request: Request): Promise<Response> {
    return handleResource(request, this.resource, {
      create: true,
      idempotencyKey: true,
      get: (doc) => ({ version: doc.version, type: 'text/plain', body: () => doc.text }),
      put: { 'text/plain': async (_, body) => ({ text: await body.text() }) },
    })
  }

  async setText(text: string, version: number) {
    const outcome = await commit(this.resource, version, () => ({ text }))
    return outcome.ok ? { version: outcome.state.version } : { error: outcome.reason }
  }

  notes = durableTable<Note>(this.ctx.storage, 'notes', { key: 'id', version: 'rev' })
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const object = r2(env.FILES, new URL(request.url).pathname.slice(1))
    if (request.method === 'PUT') {
      const stream = { create: true, require: true }
      return update(request, object, (_, body) => ({ type: body.type, size: body.size, body: body.stream() }), stream)
    }
    return handleResource(request, object, documents())
  },
} satisfies ExportedHandler<Env>

declare const env: Env
declare const row: ReturnType<typeof durableRow<{ text: string }>>

d1Table<Note>(env.DB, 'notes', { key: 'id', version: 'rev' })('1').swap(null, { text: 'x' })
d1Table<Note>(env.DB.withSession(), 'notes', { key: 'id', version: 'rev' })

// The compiler says the reason: the type of the argument is a sentence.
const refused: Parameters<
  typeof r2<KVNamespace>
>[0] extends 'Workers KV has no compare-and-swap, so updates would be lost: use R2, D1, or a Durable Object'
  ? true
  : false = true
void refused
// @ts-expect-error Workers KV has no compare-and-swap
r2(env.KV, 'key')
// @ts-expect-error the same
d1Table(env.KV, 'notes', { key: 'id', version: 'rev' })
// @ts-expect-error the same
d1Table<Note>(env.KV, 'notes', { key: 'id', version: 'rev' })
// @ts-expect-error a database is no bucket
r2(env.DB, 'key')
// @ts-expect-error no such column
d1Table<Note>(env.DB, 'notes', { key: 'key', version: 'rev' })
// @ts-expect-error no such column
row.swap(null, { title: 'x' })
// @ts-expect-error a bucket has no conditional delete
r2(env.FILES, 'key').remove(null)
// @ts-expect-error nothing comes of it
workersKv(env.KV).read()
