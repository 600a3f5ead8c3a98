import { type Options, type Validators, withPreconditions as wrap } from '@ifmatch/core'
import { readRest } from './read-rest.ts'

/**
 * Wraps the `fetch` of a Worker: preconditions are evaluated before it runs, on what `select` says is there. A 304 or 412
 * never runs it, and its 200 to a read gets ETag and Last-Modified. Both are given the request, the bindings and the
 * context.
 *
 * @throws TypeError for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function withPreconditions<
  Env = unknown,
  R extends Request = Request<unknown, IncomingRequestCfProperties>,
  C = ExecutionContext,
>(
  select: (request: R, env: Env, ctx: C) => Validators | null | Promise<Validators | null>,
  handler: (request: R, env: Env, ctx: C) => Response | Promise<Response>,
  options?: Options,
): (request: R, env: Env, ctx: C) => Promise<Response> {
  const handled = new WeakSet<R>()
  const guarded = wrap(
    select,
    (request: R, env: Env, ctx: C) => {
      handled.add(request)
      return handler(request, env, ctx)
    },
    options,
  )
  return async (request, env, ctx) => {
    const answer = await guarded(request, env, ctx)
    if (!handled.has(request)) await readRest(request)
    return answer
  }
}
