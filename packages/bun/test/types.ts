import { respond } from '@ifmatch/core'
import { file, withPreconditions } from '@ifmatch/bun'

interface Note {
  version: number
  text: string
}
declare const notes: Map<string, Note>

export const server = Bun.serve({
  routes: {
    '/notes/:id': withPreconditions(
      (request) => {
        const note = notes.get(request.params.id)
        return note ? { version: note.version } : null
      },
      (request, server) =>
        new Response(`${notes.get(request.params.id)?.text} for ${server.requestIP(request)?.address}`),
    ),
    '/methods/:name': {
      GET: withPreconditions(
        (request, server) => ({ version: request.params.name + server.port }),
        (request) => new Response(request.params.name),
      ),
      PUT: withPreconditions(
        // @ts-expect-error the path has no such parameter
        (request) => ({ version: request.params.other }),
        () => new Response(null, { status: 204 }),
      ),
    },
    '/app.js': async (request) =>
      respond(request, await file(Bun.file('./app.js'), { headers: { 'cache-control': 'no-cache' } })),
    '/again': (request) => respond(request, () => file(Bun.file('./again'))),
  },
  fetch: withPreconditions(
    (request) => ({ version: request.url }),
    (request, server) => new Response(server.url.href + request.url),
    { require: true },
  ),
})

// With the data of web sockets, and alone.
Bun.serve<{ user: string }>({
  fetch: withPreconditions(
    () => ({ version: 1 }),
    (_, server) => new Response(String(server.pendingWebSockets)),
  ),
  websocket: { message: (socket) => void socket.send(socket.data.user) },
})
export const alone = withPreconditions(
  (request: Bun.BunRequest<'/:id'>, server: Bun.Server<undefined>) => ({ version: request.params.id + server.port }),
  () => new Response(),
)
export const untyped = withPreconditions(
  (request) => ({ version: request.url }),
  () => new Response(),
)

declare const row: Note | undefined
// @ts-expect-error undefined is not null
withPreconditions(() => row && { version: row.version }, () => new Response()) // prettier-ignore
// @ts-expect-error a path is no file
file('./app.js') // prettier-ignore
// @ts-expect-error a Blob has no time of modification that can be asked again: blob() of core takes it
file(new Blob(['hello'])) // prettier-ignore
