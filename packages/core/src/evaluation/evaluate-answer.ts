import { copyFields } from '../fields/copy-fields.ts'
import { parseEntityTag } from '../fields/entity-tag.ts'
import { parseHttpDate } from '../fields/http-date.ts'
import { isRead, type RequestLike, selectsNothing } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { addAlways, build } from '../responses/build.ts'
import { toNotModified } from '../responses/not-modified.ts'
import { defaults, type Options } from '../responses/options.ts'
import { preconditionFailed } from '../responses/precondition-failed.ts'
import { withoutRepresentation } from '../responses/without-representation.ts'
import { reportGoOn } from './evaluate-preconditions.ts'
import { reportMistake } from './mistakes.ts'
import { precedence } from './precedence.ts'
import { reportUnevaluated } from './unevaluated.ts'

/**
 * Evaluates a read on the answer's own ETag and Last-Modified, after the handler ran: for answers whose validators nobody
 * knew before. Only a 2xx to GET, HEAD or QUERY is evaluated. A write never is: it has happened already, and one whose
 * condition nobody evaluated is reported.
 *
 * @returns the answer as it is, or a 304, 412 or 400 with the fields that it shares with it
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.1 RFC 9110, Section 13.2.1}
 */
export function evaluateAnswer(request: RequestLike, answer: Response, options: Options = defaults): Response {
  if (!answer || selectsNothing(request.method)) return answer
  if (answer.status < 200 || answer.status > 299) {
    if (isRead(request.method)) reportGoOn(request, options)
    return answer
  }
  if (!isRead(request.method)) {
    reportUnevaluated(request, options)
    return answer
  }
  const selected = validatorsOf(answer.headers, options)
  const stop = precedence(request, selected, options)
  if (stop === null) {
    reportGoOn(request, options)
    return answer
  }
  const { decision } = stop
  options.onDecision?.(decision, request)
  // Nobody will read it, and it may hold a file open.
  answer.body?.cancel().catch(() => {})
  if (decision.status === 304)
    return build(null, 304, addAlways(toNotModified(copyFields(answer.headers)), options), options)
  const always = addAlways(withoutRepresentation(answer.headers), options)
  return preconditionFailed(request.method, decision, { ...options, always })
}

function validatorsOf(headers: Headers, options: Options): Validators {
  const field = headers.get('etag')
  const etag = field === null ? null : parseEntityTag(field)
  const modified = parseHttpDate(headers.get('last-modified') ?? '')
  if (field !== null && etag === null)
    reportMistake(options, 'A handler answers with an ETag that is no entity tag: put it into double quotes')
  const date = modified === null ? null : { lastModified: new Date(modified) }
  return etag ? { etag, ...date } : (date ?? { exists: true })
}
