import type { Current } from '../fields/current.ts'
import { type Accepts, findListed, isStar, type Listing } from '../fields/entity-tag-list.ts'
import type { Condition, Reason } from './condition.ts'
import { isState, isStateRewritten, isStateStrongly, isWhole, isWholeStrongly, mentions } from './listed.ts'

/**
 * How If-Match compares. `strong` is the RFC; `intermediaries` undoes, on writes, what compressing proxies do to a strong
 * tag; `version` compares weakly, for FHIR, SCIM and OData, whose tags are weak by decree (not RFC 9110).
 */
export type IfMatchMode = 'strong' | 'intermediaries' | 'version'

/**
 * Evaluates If-Match: holds while one of the listed entity tags is the current one.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export function ifMatch(field: string | null, current: Current | null, read: boolean, mode: IfMatchMode): Condition {
  if (field === null) return 'ignored'
  if (current === null) return 'fails'
  if (field === current.echo && !current.weak) return 'holds'
  if (!mentions(field, current)) return isStar(field) ? 'holds' : 'fails'
  const listing = listingOf(field, current, read, mode)
  return listing === 'star' || listing === 'listed' ? 'holds' : 'fails'
}

/** What the field says of the current tag: reads compare the whole tag, writes the state that it names. */
export function listingOf(field: string, current: Current, read: boolean, mode: IfMatchMode): Listing {
  return findListed(field, current, acceptance(read, mode))
}

function acceptance(read: boolean, mode: IfMatchMode): Accepts<Current> {
  if (mode === 'version') return read ? isWhole : isState
  if (read) return isWholeStrongly
  return mode === 'intermediaries' ? isStateRewritten : isStateStrongly
}

/** Why If-Match is false, for the person who has to go on from there. */
export function whyIfMatchFails(field: string, current: Current | null, read: boolean, mode: IfMatchMode): Reason {
  if (current === null) return 'no-representation'
  if (mode !== 'version' && current.weak && listsAny(field)) return 'weak'
  const listing = mentions(field, current)
    ? listingOf(field, current, read, mode === 'strong' ? 'intermediaries' : mode)
    : findListed(field, null, never)
  if (listing === 'unreadable') return 'malformed'
  return listing === 'listed' ? 'weakened-by-intermediary' : 'mismatch'
}

function listsAny(field: string): boolean {
  return findListed(field, null, () => true) === 'listed'
}

function never(): boolean {
  return false
}
