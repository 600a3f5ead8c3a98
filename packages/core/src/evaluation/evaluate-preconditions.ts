import { isConditional, type RequestLike } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { notModified } from '../responses/not-modified.ts'
import { defaults, type Options } from '../responses/options.ts'
import { preconditionFailed } from '../responses/precondition-failed.ts'
import { goOn } from './decide.ts'
import { precedence, type Stop } from './precedence.ts'

/**
 * Evaluates the preconditions of a request against the validators of the selected representation, `null` where nothing is
 * there. This guards reads. A write is not safe because its check passed a moment ago: the store has to compare and swap.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { evaluatePreconditions } from '@ifmatch/core'
 *
 * const request = new Request('http://localhost/note', { headers: { 'If-None-Match': '"7"' } })
 * const answer = evaluatePreconditions(request, { version: 7 }) ?? new Response('the whole note')
 * assert.equal(answer.status, 304)
 * ```
 *
 * @returns the 304, 412, 428 or 400 that is due, or `null`: go on
 * @throws TypeError for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export function evaluatePreconditions(
  request: RequestLike,
  selected: Validators | null,
  options: Options = defaults,
): Response | null {
  const stop = precedence(request, selected, options)
  if (stop !== null) return stopped(stop, request, options)
  reportGoOn(request, options)
  return null
}

/** Builds the answer to a request that was stopped, and reports it. */
export function stopped(
  { decision, current }: Stop,
  request: RequestLike,
  options: Options,
  build304: typeof notModified = notModified,
): Response {
  options.onDecision?.(decision, request)
  return decision.status === 304 ? build304(current!, options) : preconditionFailed(request.method, decision, options)
}

/** Reports that a conditional request goes on. */
export function reportGoOn(request: RequestLike, options: Options): void {
  if (options.onDecision && isConditional(request)) options.onDecision(goOn, request)
}
