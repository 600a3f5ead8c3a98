import { type Options, type Validators, withPreconditions as wrap } from '@ifmatch/core'

/**
 * Wraps a handler of `Bun.serve`, for `fetch` or for a route: preconditions are evaluated before it runs, on what `select`
 * says is there. A 304 or 412 never runs it, and its 200 to a read gets ETag and Last-Modified. Both are given the request,
 * with the route's parameters, and the server.
 *
 * @throws TypeError, to `error` of `Bun.serve`, for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function withPreconditions<R extends Request = Request, S = Bun.Server<unknown>>(
  select: (request: R, server: S) => Validators | null | Promise<Validators | null>,
  handler: (request: R, server: S) => Response | Promise<Response>,
  options?: Options,
): (request: R, server: S) => Promise<Response> {
  return wrap(select, handler, options)
}
