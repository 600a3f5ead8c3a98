import {
  anyVersion,
  commit,
  documents,
  handleResource,
  json,
  mergePatch,
  remove,
  respond,
  type Schema,
} from '@ifmatch/core'
import { file, kv, kvDocuments, type KvState, sweep, withPreconditions } from '@ifmatch/deno'

declare const notes: Map<string, { version: number; text: string }>

export const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve(
  withPreconditions(
    (request, info) => {
      const note = notes.get(request.url + info.remoteAddr.port)
      return note ? { version: note.version } : null
    },
    (request, info) => new Response(`${notes.get(request.url)?.text} for ${info.remoteAddr.hostname}`),
  ),
)
Deno.serve({ port: 8080 }, withPreconditions(() => ({ version: 1 }), (_, info) => new Response(info.remoteAddr.hostname))) // prettier-ignore
Deno.serve({ path: '/tmp/socket' }, withPreconditions(() => ({ version: 1 }), (_, info) => new Response(info.remoteAddr.path))) // prettier-ignore
// @ts-expect-error a Unix socket has no hostname
Deno.serve({ path: '/tmp/socket' }, withPreconditions(() => ({ version: 1 }), (_, info) => new Response(info.remoteAddr.hostname))) // prettier-ignore

export default {
  fetch: withPreconditions(
    () => ({ version: 1 }),
    (_, info) => new Response(info.remoteAddr.transport),
    { require: true },
  ),
} satisfies Deno.ServeDefaultExport

Deno.serve(async (request) => respond(request, await file('./dist/app.js')))
Deno.serve((request) =>
  respond(request, () => file(new URL('./app.js', import.meta.url), { headers: { 'cache-control': 'no-cache' } })),
)
file('./notes', { type: 'text/plain' })

// @ts-expect-error undefined is not null
withPreconditions(() => notes.get('1'), () => new Response()) // prettier-ignore
// @ts-expect-error an open file would have to be closed by somebody
file(await Deno.open('./app.js')) // prettier-ignore

const db = await Deno.openKv()
declare const Input: Schema<{ title: string; text: string }>
interface Note {
  title: string
  text: string
}
Deno.serve((request: Request) => {
  const id = new URL(request.url).pathname.slice(1)
  return handleResource(request, kv<Note>(db, ['notes', id]), {
    create: true,
    delete: true,
    get: (note) => ({ version: note.version, body: () => Response.json(note.value) }),
    put: { 'application/json': json(Input) },
    patch: { 'application/merge-patch+json': mergePatch(Input, (note: KvState<Note>) => note.value) },
    idempotencyKey: true,
  })
})
Deno.serve((request) => remove(request, kv<Note>(db, ['notes', 7, true, 7n, new Uint8Array([7])])))
Deno.serve((request) => handleResource(request, kvDocuments(db, ['documents'])(request.url), documents()))
for (const { key, size, lastModified } of await kvDocuments(db, []).list(10))
  console.log(key, size, lastModified.getTime())
const swept: number = await sweep(db, ['notes'], { olderThan: 60_000 + (await sweep(db)) })
console.log(swept)

// @ts-expect-error an object is no part of a key
kv<Note>(db, ['notes', {}]) // prettier-ignore
// @ts-expect-error nothing says that a text is a note
commit(kv<Note>(db, ['notes']), anyVersion, () => 'text') // prettier-ignore
