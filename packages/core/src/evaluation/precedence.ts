import type { Reason } from '../conditions/condition.ts'
import { ifMatch, whyIfMatchFails } from '../conditions/if-match.ts'
import { ifModifiedSince } from '../conditions/if-modified-since.ts'
import { ifNoneMatch } from '../conditions/if-none-match.ts'
import { ifUnmodifiedSince } from '../conditions/if-unmodified-since.ts'
import { checked, type Current, currentOf } from '../fields/current.ts'
import { isUnreadable } from '../fields/entity-tag-list.ts'
import { isRead, type RequestLike } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import type { Decision, Options } from '../responses/options.ts'
import { isEvaluated } from './applicability.ts'
import { isRequired, isSatisfied } from './required.ts'
import { markEvaluated } from './unevaluated.ts'

/** A decision not to perform the method, and what the request was evaluated against. */
export interface Stop {
  readonly decision: Decision
  readonly current: Current | null
}

/**
 * Evaluates the preconditions of a request in the order of the section, and builds nothing.
 *
 * @returns what stops the request, or `null`: perform the method
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export function precedence(request: RequestLike, selected: Validators | null, options: Options): Stop | null {
  const { headers } = request
  const match = headers.get('if-match')
  const unmodified = match === null ? headers.get('if-unmodified-since') : null
  const none = headers.get('if-none-match')
  const modified = none === null ? headers.get('if-modified-since') : null
  if (match === null && unmodified === null && none === null && modified === null && !options.require) {
    if (selected !== null) checked(selected)
    return null
  }

  const current = selected === null ? null : currentOf(selected)
  const { method } = request
  if (!isEvaluated(method, selected, options)) return null
  if (options.unreadable === 'reject') {
    if (isUnreadable(match)) return stop(400, 'If-Match', 'malformed', match, current)
    if (isUnreadable(none)) return stop(400, 'If-None-Match', 'malformed', none, current)
  }
  const read = isRead(method)
  const mode = options.ifMatch ?? 'strong'
  if (!read) markEvaluated(request)
  // Step 1.
  const matched = ifMatch(match, current, read, mode)
  if (matched === 'fails') return stop(412, 'If-Match', whyIfMatchFails(match!, current, read, mode), match, current)
  // Step 2.
  if (matched === 'ignored' && ifUnmodifiedSince(unmodified, current) === 'fails')
    return stop(412, 'If-Unmodified-Since', 'modified-since', unmodified, current)
  // Step 3.
  const noneMatched = ifNoneMatch(none, current, read)
  if (noneMatched === 'fails')
    return stop(read ? 304 : 412, 'If-None-Match', read ? 'not-modified' : 'exists', none, current)
  // Step 4.
  if (read && noneMatched === 'ignored' && ifModifiedSince(modified, current) === 'fails')
    return stop(304, 'If-Modified-Since', 'not-modified', modified, current)
  // Step 5, Range and If-Range, is for whoever sends the content. RFC 6585 comes after all of them.
  if (options.require && isRequired(method) && !isSatisfied(match, none, current))
    return stop(428, current ? 'If-Match' : 'If-None-Match', 'required', null, current)
  return null
}

/** Stops a request by a field; `received` is `null` for one that is missing. */
export function stop(
  status: Decision['status'],
  field: string,
  reason: Reason,
  received: string | null,
  current: Current | null,
): Stop {
  return { decision: { status, field, reason, received, current: current && current.etag }, current }
}
