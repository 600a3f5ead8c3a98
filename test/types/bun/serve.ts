import { respond } from '@ifmatch/core'
import { file, withPreconditions } from '@ifmatch/bun'

const settings = { version: 7, theme: 'dark' }

export const server: Bun.Server<undefined> = Bun.serve({
  routes: {
    '/app.js': async (request) => respond(request, await file(Bun.file('./dist/app.js'))),
    '/settings': (request) => respond(request, { version: settings.version, body: () => Response.json(settings) }),
    '/themes/:name': withPreconditions(
      (request: Bun.BunRequest<'/themes/:name'>) => (request.params.name === settings.theme ? settings : null),
      (_request, server) => new Response(server.hostname ?? settings.theme),
    ),
  },
  fetch: withPreconditions(
    () => ({ exists: true }),
    (request: Request, server) => Response.json(server.requestIP(request)),
  ),
})
