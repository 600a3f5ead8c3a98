import type { Current } from '../fields/current.ts'
import { findListed, isStar } from '../fields/entity-tag-list.ts'
import type { Condition } from './condition.ts'
import { isState, isWhole, mentions } from './listed.ts'

/**
 * Evaluates If-None-Match: holds while none of the listed entity tags is the current one. A value that cannot be read
 * lists nothing (step 3 of the section).
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.2 RFC 9110, Section 13.1.2}
 */
export function ifNoneMatch(field: string | null, current: Current | null, read: boolean): Condition {
  if (field === null) return 'ignored'
  if (current === null) return 'holds'
  if (field === current.echo) return 'fails'
  if (!mentions(field, current)) return isStar(field) ? 'fails' : 'holds'
  const listing = findListed(field, current, read ? isWhole : isState)
  return listing === 'star' || listing === 'listed' ? 'fails' : 'holds'
}
