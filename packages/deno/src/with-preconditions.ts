import { type Options, type Validators, withPreconditions as wrap } from '@ifmatch/core'

/**
 * Wraps a handler of `Deno.serve`: preconditions are evaluated before it runs, on what `select` says is there. A 304 or 412
 * never runs it, and its 200 to a read gets ETag and Last-Modified. Both are given the request and what Deno knows of the
 * connection.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { withPreconditions } from '@ifmatch/deno'
 *
 * const server = Deno.serve(
 *   { port: 0, onListen: () => {} },
 *   withPreconditions(
 *     () => ({ version: 7 }),
 *     (_, info) => new Response(`hello ${info.remoteAddr.hostname}`),
 *   ),
 * )
 * const url = `http://localhost:${server.addr.port}`
 * const answer = await fetch(url, { headers: { 'If-None-Match': '"7"' } })
 * assert.equal(answer.status, 304)
 * await server.shutdown()
 * ```
 *
 * @throws TypeError, to `onError` of `Deno.serve`, for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function withPreconditions<A extends Deno.Addr = Deno.Addr>(
  select: (request: Request, info: Deno.ServeHandlerInfo<A>) => Validators | null | Promise<Validators | null>,
  handler: (request: Request, info: Deno.ServeHandlerInfo<A>) => Response | Promise<Response>,
  options?: Options,
): (request: Request, info: Deno.ServeHandlerInfo<A>) => Promise<Response> {
  return wrap(select, handler, options)
}
