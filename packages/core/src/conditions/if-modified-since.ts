import { trimBlanks } from '../fields/blanks.ts'
import type { Current } from '../fields/current.ts'
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
  if (current.isPrepared && field === current.lastModifiedField) return 'fails'
  const modified = current.lastModified
  if (modified === null) return 'ignored'
  const since = parseHttpDate(trimBlanks(field))
  if (since === null) return 'ignored'
  return modified <= since ? 'fails' : 'holds'
}
