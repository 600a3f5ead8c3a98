import { trimBlanks } from '../fields/blanks.ts'
import type { Current } from '../fields/current.ts'
import { parseEntityTag } from '../fields/entity-tag.ts'
import { parseHttpDate } from '../fields/http-date.ts'
import type { Condition } from './condition.ts'

/**
 * Evaluates If-Range: holds while the one tag is strongly the current one, or the date is exactly a current date that is
 * known to be strong. Anything else is false, and then the whole representation is due.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.5 RFC 9110, Section 13.1.5}
 */
export function ifRange(field: string | null, current: Current): Condition {
  if (field === null) return 'ignored'
  const value = trimBlanks(field)
  const tag = parseEntityTag(value)
  if (tag)
    return !tag.weak && !current.weak && tag.opaque === current.opaque && !value.includes('\uFFFD') ? 'holds' : 'fails'
  const date = parseHttpDate(value)
  return date !== null && current.selected.dateIsStrong && date === current.held ? 'holds' : 'fails'
}
