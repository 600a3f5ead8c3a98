import { respond } from '@ifmatch/core'
import { r2Object, withPreconditions } from '@ifmatch/cloudflare'

interface Env {
  FILES: R2Bucket
  KEY: string
}
declare const notes: Map<string, { version: number; text: string }>

export default {
  fetch: withPreconditions(
    (request, env, ctx) => {
      ctx.waitUntil(env.FILES.head(env.KEY + request.cf?.country))
      const note = notes.get(request.url)
      return note ? { version: note.version } : null
    },
    (request, env) => new Response(`${notes.get(request.url)?.text} ${env.KEY}`),
  ),
} satisfies ExportedHandler<Env>

export const wrong = {
  fetch: withPreconditions(
    // @ts-expect-error no such binding
    (_, env) => ({ version: env.OTHER }),
    () => new Response(),
  ),
} satisfies ExportedHandler<Env>

export const annotated = {
  fetch: withPreconditions(
    async (request: Request, env: Env) => r2Object(env.FILES, new URL(request.url).pathname.slice(1)),
    (request, env, ctx) => {
      ctx.waitUntil(Promise.resolve(env.KEY))
      return new Response(request.url)
    },
    { require: true },
  ),
} satisfies ExportedHandler<Env>

export const served = {
  fetch: (request, env) => respond(request, () => r2Object(env.FILES, new URL(request.url).pathname.slice(1))),
} satisfies ExportedHandler<Env>

export const alone = withPreconditions(
  (request) => ({ version: request.cf?.colo ?? 'none' }),
  () => new Response(),
)

// @ts-expect-error undefined is not null
withPreconditions(() => notes.get('1'), () => new Response()) // prettier-ignore
declare const namespace: KVNamespace
// @ts-expect-error Workers KV is no bucket
r2Object(namespace, 'key') // prettier-ignore
