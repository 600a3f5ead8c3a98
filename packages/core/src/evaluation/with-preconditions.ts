import { asSeenAt } from '../fields/current.ts'
import { isConditional, type RequestLike, selectsNothing } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { defaults, type Options } from '../responses/options.ts'
import { evaluateAnswer } from './evaluate-answer.ts'
import { evaluatePreconditions, reportGoOn } from './evaluate-preconditions.ts'
import { isRequired } from './required.ts'
import { stamp } from './stamp.ts'

/**
 * Wraps a handler, so that preconditions are evaluated before it runs: a 304 or 412 never runs it, and its 200 to a read
 * is stamped with the validators. `select` is asked on GET, HEAD, and on writes that are conditional or required; a QUERY
 * is evaluated on the handler's own tag.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { withPreconditions } from '@ifmatch/core'
 *
 * const handler = withPreconditions(
 *   () => ({ version: 7 }),
 *   () => Response.json({ text: 'hello' }),
 * )
 * const first = await handler(new Request('http://localhost/note'))
 * const again = await handler(new Request('http://localhost/note', { headers: { 'If-None-Match': first.headers.get('etag')! } }))
 * assert.equal(again.status, 304)
 * ```
 *
 * @throws TypeError for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function withPreconditions<R extends RequestLike, C extends unknown[]>(
  select: (request: R, ...context: C) => Validators | null | Promise<Validators | null>,
  handler: (request: R, ...context: C) => Response | Promise<Response>,
  options: Options = defaults,
): (request: R, ...context: C) => Promise<Response> {
  return async (request, ...context) => {
    const { method } = request
    if (method === 'QUERY') return evaluateAnswer(request, await handler(request, ...context), options)
    if (!isSelected(request, options)) {
      reportGoOn(request, options)
      return handler(request, ...context)
    }
    const begun = Date.now()
    const selected = asSeenAt(begun, await select(request, ...context))
    const answer = evaluatePreconditions(request, selected, options)
    if (answer !== null) return answer
    const response = await handler(request, ...context)
    return method === 'GET' || method === 'HEAD' ? stamp(response, selected, options) : response
  }
}

function isSelected(request: RequestLike, options: Options): boolean {
  const { method } = request
  if (method === 'GET' || method === 'HEAD') return true
  if (selectsNothing(method)) return false
  return (options.require === true && isRequired(method)) || isConditional(request)
}
