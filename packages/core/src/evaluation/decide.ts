import type { RequestLike } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { type Decision, defaults, type Options } from '../responses/options.ts'
import { precedence } from './precedence.ts'

/** The decision to perform the method. */
export const goOn: Decision = /* @__PURE__ */ Object.freeze({
  status: null,
  field: null,
  reason: null,
  received: null,
  current: null,
})

/**
 * Decides a request by its preconditions, and builds no answer: for whoever builds answers of their own. A decision on a
 * write is out of date as soon as it is made: the write itself has to compare and swap.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { decide } from '@ifmatch/core'
 *
 * const save = new Request('http://localhost/note', { method: 'PUT', headers: { 'If-Match': '"6"' } })
 * const { status, reason, current } = decide(save, { version: 7 })
 * assert.deepEqual([status, reason, current], [412, 'mismatch', '"7"'])
 * ```
 *
 * @throws TypeError for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export function decide(request: RequestLike, selected: Validators | null, options: Options = defaults): Decision {
  return precedence(request, selected, options)?.decision ?? goOn
}
