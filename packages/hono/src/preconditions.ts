import { type Options, type Validators, withPreconditions } from '@ifmatch/core'
import type { Context, Env, Input, MiddlewareHandler, Next } from 'hono'
import { addFieldsSetAhead } from './fields-set-ahead.ts'
import { replaceResponse } from './replace-response.ts'

/**
 * Evaluates preconditions before the handler runs, on what `select` says is there: a 304 or 412 never runs it, and its
 * 200 to a read gets ETag and Last-Modified. `select` is asked on GET, HEAD, and on writes that are conditional or required.
 * A write is not safe because its check passed a moment ago: the store has to compare and swap.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { Hono } from 'hono'
 * import { preconditions } from '@ifmatch/hono'
 *
 * const app = new Hono()
 * app.get('/note', preconditions(() => ({ version: 7 })), (c) => c.text('hello'))
 *
 * const first = await app.request('/note')
 * const again = await app.request('/note', { headers: { 'If-None-Match': first.headers.get('etag')! } })
 * assert.equal(again.status, 304)
 * ```
 *
 * @throws TypeError, to `app.onError`, for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function preconditions<E extends Env = Env, P extends string = string, I extends Input = {}>(
  select: (c: Context<E, P, I>) => Validators | null | Promise<Validators | null>,
  options?: Options,
): MiddlewareHandler<E, P, I> {
  const guarded = withPreconditions(
    (_: Request, c: Context<E, P, I>, _next: Next) => select(c),
    async (_: Request, c: Context<E, P, I>, next: Next) => {
      await next()
      return c.res
    },
    options,
  )
  return async (c, next) => {
    const answer = await guarded(c.req.raw, c, next)
    // Until a handler has run, Hono holds only what the middleware before this one has set.
    if (!c.finalized) addFieldsSetAhead(answer, c.res.headers)
    replaceResponse(c, answer)
  }
}
