import { isRead, type RequestLike } from '../fields/request.ts'
import { defaults, type Options } from '../responses/options.ts'
import { problemDetails, problemResponse } from '../responses/problem-details.ts'
import type { Representation } from '../responses/representation.ts'
import { answerRead, ATTEMPTS } from './answer-read.ts'
import { dated } from './dated.ts'
import { reportGoOn } from './evaluate-preconditions.ts'

/**
 * Answers a read whole: preconditions, ranges, content. `body()` is opened only if bytes are sent, and only the bytes that
 * are. Where it gives `null`, because the representation changed meanwhile, a function is asked to select again.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { respond } from '@ifmatch/core'
 *
 * const note = { version: 7, type: 'text/plain', size: 11, body: () => 'hello world' }
 * const request = new Request('http://localhost/note', { headers: { Range: 'bytes=6-' } })
 * const answer = await respond(request, note)
 * assert.equal(answer.status, 206)
 * assert.equal(await answer.text(), 'world')
 * ```
 *
 * @returns 200, 206, 304, 400, 404, 412, 416, 503; 405 to a method that is no read
 * @throws TypeError for a representation that says nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export async function respond(
  request: RequestLike,
  selected: Representation | null | (() => Representation | null | Promise<Representation | null>),
  options: Options = defaults,
): Promise<Response> {
  const refusal = refuseByFields(request, options)
  if (refusal) {
    reportGoOn(request, options)
    return dated(refusal)
  }
  const isFunction = typeof selected === 'function'
  return answerRead(request, isFunction ? selected : () => selected, isFunction ? ATTEMPTS : 1, options)
}

/** What method and fields decide alone. */
function refuseByFields({ method, headers }: RequestLike, options: Options): Response | null {
  if (!isRead(method)) {
    const problem = problemDetails(405, 'Only GET, HEAD and QUERY are answered here.')
    return problemResponse(method, 405, problem, options, { allow: 'GET, HEAD, QUERY' })
  }
  // RFC 10008, Section 2: a server fails a QUERY whose content has no media type.
  if (method !== 'QUERY' || headers.get('content-type') !== null) return null
  return problemResponse(
    method,
    400,
    problemDetails(400, 'A QUERY needs a Content-Type that says what its content is.'),
    options,
  )
}
