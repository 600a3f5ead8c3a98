import type { Current } from '../fields/current.ts'
import { findListed } from '../fields/entity-tag-list.ts'
import type { Condition, Reason } from './condition.ts'
import { type IfMatchMode, listingOf, lists } from './listed.ts'

/**
 * Evaluates If-Match: holds while one of the listed entity tags is the current one.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export function ifMatch(field: string | null, current: Current | null, read: boolean, mode: IfMatchMode): Condition {
  if (field === null) return 'ignored'
  return current !== null && lists(field, current, read, mode) ? 'holds' : 'fails'
}

/** Why If-Match is false, for the person who has to go on from there. */
export function whyIfMatchFails(field: string, current: Current | null, read: boolean, mode: IfMatchMode): Reason {
  if (current === null) return 'no-representation'
  const isOursWeak = mode !== 'version' && current.weak
  const listing = isOursWeak
    ? findListed(field, () => true)
    : listingOf(field, current, read, mode === 'strong' ? 'intermediaries' : mode)
  if (listing === 'unreadable') return 'malformed'
  if (listing !== 'listed') return 'mismatch'
  return isOursWeak ? 'weak' : 'weakened-by-intermediary'
}
