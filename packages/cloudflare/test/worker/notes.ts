import { withPreconditions } from '@ifmatch/cloudflare'

const ran: string[] = []

const guarded = withPreconditions(
  (request: Request) => {
    ran.push('select')
    return request.url.endsWith('/8') ? null : { version: 7, lastModified: new Date('2026-01-02T03:04:05Z') }
  },
  async (request) => {
    ran.push('handler')
    if (request.method === 'GET' || request.method === 'HEAD') return new Response('hello')
    return new Response(null, { status: 204, headers: { 'x-received': `${(await request.text()).length}` } })
  },
)

/** One note at version 7; /ran tells what ran since it was asked before. */
export default {
  fetch: async (request, env, ctx) =>
    request.url.endsWith('/ran') ? Response.json(ran.splice(0)) : guarded(request, env, ctx),
} satisfies ExportedHandler
