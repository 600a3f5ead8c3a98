import { trimBlanks } from '../fields/blanks.ts'
import { type Current, lastModifiedOf } from '../fields/current.ts'
import { parseHttpDate } from '../fields/http-date.ts'
import type { Condition } from './condition.ts'

/**
 * Evaluates If-Modified-Since: holds while the representation was modified after the date. Without a date on either
 * side, or one that cannot be read, it is disregarded.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.3 RFC 9110, Section 13.1.3}
 */
export function ifModifiedSince(field: string | null, current: Current | null): Condition {
  if (field === null || current === null) return 'ignored'
  const modified = lastModifiedOf(current)
  if (modified === null) return 'ignored'
  // Clients echo the one date that they were sent: it is read once.
  if (field !== current.sinceField) {
    current.sinceField = field
    current.since = parseHttpDate(trimBlanks(field))
  }
  if (current.since === null) return 'ignored'
  return modified > current.since ? 'holds' : 'fails'
}
