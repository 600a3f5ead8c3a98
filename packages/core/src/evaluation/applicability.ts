import { isRead, selectsNothing } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import type { Options } from '../responses/options.ts'

/**
 * Whether preconditions are evaluated at all. They are not for methods that select no representation, nor where the
 * unconditional answer would be 404: to a read and a DELETE of nothing, and to a write that may not create.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.1 RFC 9110, Section 13.2.1}
 */
export function isEvaluated(method: string, selected: Validators | null, options: Options): boolean {
  if (selectsNothing(method)) return false
  if (selected !== null) return true
  return !isRead(method) && (options.create ?? method !== 'DELETE')
}
