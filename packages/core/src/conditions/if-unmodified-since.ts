import type { Current } from '../fields/current.ts'
import type { Condition } from './condition.ts'
import { ifModifiedSince } from './if-modified-since.ts'

/**
 * Evaluates If-Unmodified-Since: holds while the representation was not modified after the date, which is the opposite of
 * If-Modified-Since. Without a date on either side, or one that cannot be read, it is disregarded.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.4 RFC 9110, Section 13.1.4}
 */
export function ifUnmodifiedSince(field: string | null, current: Current | null): Condition {
  const modified = ifModifiedSince(field, current)
  if (modified === 'ignored') return 'ignored'
  return modified === 'holds' ? 'fails' : 'holds'
}
