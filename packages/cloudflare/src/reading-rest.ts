import { readRest } from './read-rest.ts'

/**
 * Wraps a `fetch` that answers writes: where it answers before it has read the content, the rest is read first, up to 64 MiB.
 * A workerd that serves clients itself would break the connection of a client that still sends. On Cloudflare it costs nothing
 * where the content was read.
 *
 * @example
 * ```ts no-run
 * import { documents, handleResource } from '@ifmatch/core'
 * import { r2, readingRest } from '@ifmatch/cloudflare'
 *
 * interface Env {
 *   FILES: R2Bucket
 * }
 *
 * export default {
 *   fetch: readingRest((request: Request, env: Env) =>
 *     handleResource(request, r2(env.FILES, new URL(request.url).pathname.slice(1)), documents()),
 *   ),
 * } satisfies ExportedHandler<Env>
 * ```
 */
export function readingRest<R extends Request, C extends unknown[]>(
  handler: (request: R, ...context: C) => Response | Promise<Response>,
): (request: R, ...context: C) => Promise<Response> {
  return async (request, ...context) => {
    const answer = await handler(request, ...context)
    await readRest(request)
    return answer
  }
}
