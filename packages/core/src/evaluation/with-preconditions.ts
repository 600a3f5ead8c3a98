import { asSeenAt } from '../fields/current.ts'
import { isConditional, type RequestLike, selectsNothing } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { defaults, type Options } from '../responses/options.ts'
import { evaluateAnswer } from './evaluate-answer.ts'
import { evaluatePreconditions, reportGoOn } from './evaluate-preconditions.ts'
import { isRequired } from './required.ts'
import { stamp } from './stamp.ts'
import { whenThere } from './when-there.ts'

/**
 * Wraps a handler, so that preconditions are evaluated before it runs: a 304 or 412 never runs it, and its 200 to a read
 * is stamped with the validators. `select` is asked on GET, HEAD, and on writes that are conditional or required; a QUERY
 * is evaluated on the handler's own tag. The answer is a promise only where one of the two gives one.
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
): (request: R, ...context: C) => Response | Promise<Response> {
  return (request, ...context) => {
    const { method } = request
    if (method === 'QUERY')
      return whenThere(handler(request, ...context), (answer) => evaluateAnswer(request, answer, options))
    if (!isSelected(request, options)) {
      reportGoOn(request, options)
      return handler(request, ...context)
    }
    const begun = Date.now()
    return whenThere(select(request, ...context), (found) => {
      const selected = asSeenAt(begun, found)
      const answer = evaluatePreconditions(request, selected, options)
      if (answer !== null) return answer
      const response = handler(request, ...context)
      if (method !== 'GET' && method !== 'HEAD') return response
      return whenThere(response, (made) => stamp(made, selected, options))
    })
  }
}

function isSelected(request: RequestLike, options: Options): boolean {
  const { method } = request
  if (method === 'GET' || method === 'HEAD') return true
  if (selectsNothing(method)) return false
  return (options.require === true && isRequired(method)) || isConditional(request)
}
