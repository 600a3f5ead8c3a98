import { trimBlanks } from '../fields/blanks.ts'
import { type Current, lastModifiedOf } from '../fields/current.ts'
import { parseHttpDate } from '../fields/http-date.ts'

/** Whether it was modified after the date in a field; `unknown` where either side has none, or it cannot be read. */
export function modifiedSince(field: string | null, current: Current | null): 'modified' | 'unmodified' | 'unknown' {
  if (field === null || current === null) return 'unknown'
  const modified = lastModifiedOf(current)
  if (modified === null) return 'unknown'
  // Clients echo the one date that they were sent: it is read once.
  if (field !== current.sinceField) {
    current.sinceField = field
    current.since = parseHttpDate(trimBlanks(field))
  }
  if (current.since === null) return 'unknown'
  return modified > current.since ? 'modified' : 'unmodified'
}
