import type { Current } from '../fields/current.ts'
import type { Condition } from './condition.ts'
import { modifiedSince } from './modified-since.ts'

/**
 * Evaluates If-Modified-Since: holds while the representation was modified after the date. Without a date on either
 * side, or one that cannot be read, it is disregarded.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.3 RFC 9110, Section 13.1.3}
 */
export function ifModifiedSince(field: string | null, current: Current | null): Condition {
  const modified = modifiedSince(field, current)
  if (modified === 'unknown') return 'ignored'
  return modified === 'modified' ? 'holds' : 'fails'
}
