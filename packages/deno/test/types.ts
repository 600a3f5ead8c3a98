import { respond } from '@ifmatch/core'
import { file, withPreconditions } from '@ifmatch/deno'

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
