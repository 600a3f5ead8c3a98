import type { Current } from '../fields/current.ts'
import type { Condition } from './condition.ts'
import { lists } from './listed.ts'

/**
 * Evaluates If-None-Match: holds while none of the listed entity tags is the current one, compared weakly. A value that
 * cannot be read lists nothing (step 3 of the section).
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.2 RFC 9110, Section 13.1.2}
 */
export function ifNoneMatch(field: string | null, current: Current | null, read: boolean): Condition {
  if (field === null) return 'ignored'
  return current !== null && lists(field, current, read, 'version') ? 'fails' : 'holds'
}
