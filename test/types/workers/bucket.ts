import { evaluatePreconditions, respond } from '@ifmatch/core'
import { r2Object, withPreconditions } from '@ifmatch/cloudflare'

interface Env {
  readonly FILES: R2Bucket
}

const keyOf = (request: Request): string => new URL(request.url).pathname.slice(1)

/** A bucket, served. */
export const served = {
  fetch: (request, env) => respond(request, () => r2Object(env.FILES, keyOf(request))),
} satisfies ExportedHandler<Env>

/** The same by hand. */
export const byHand = {
  async fetch(request, { FILES }) {
    const head = await FILES.head(keyOf(request))
    // @ts-expect-error a missing object is null, never {}
    evaluatePreconditions(request, { etag: head?.httpEtag, lastModified: head?.uploaded })
    // @ts-expect-error the same by version
    evaluatePreconditions(request, { version: head?.etag })
    if (!head) return respond(request, null)
    return respond(request, {
      version: head.etag,
      lastModified: head.uploaded,
      size: head.size,
      type: head.httpMetadata?.contentType ?? 'application/octet-stream',
      async body(range) {
        const object = await FILES.get(head.key, { onlyIf: { etagMatches: head.etag }, ...(range && { range }) })
        return object && 'body' in object ? object.body : null
      },
    })
  },
} satisfies ExportedHandler<Env>

/** A handler before whom its conditions are evaluated. */
export const guarded = {
  fetch: withPreconditions(
    async (request: Request, env: Env) => {
      const object = await env.FILES.head(keyOf(request))
      return object && { etag: object.httpEtag }
    },
    (_request, _env, ctx) => {
      ctx.waitUntil(Promise.resolve())
      return new Response('made at some cost')
    },
  ),
} satisfies ExportedHandler<Env>
