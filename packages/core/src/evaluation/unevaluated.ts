import type { RequestLike } from '../fields/request.ts'
import type { Options } from '../responses/options.ts'
import { reportMistake } from './mistakes.ts'

// Writes whose conditions somebody has evaluated; the requests themselves are not kept alive by it.
const evaluated = new WeakSet<RequestLike>()

/**
 * Remembers that the conditions of this write are evaluated: for an adapter that hands on a request of its own making, so
 * that the original is not reported as `unevaluated`.
 */
export function markEvaluated(request: RequestLike): void {
  evaluated.add(request)
}

/** Reports a write that was carried out although nobody evaluated its conditions: the client believes that they held. */
export function reportUnevaluated(request: RequestLike, options: Options): void {
  const field = ['If-Match', 'If-Unmodified-Since', 'If-None-Match'].find((name) => request.headers.get(name) !== null)
  if (field === undefined || evaluated.has(request)) return
  options.onDecision?.(
    { status: null, field, reason: 'unevaluated', received: request.headers.get(field), current: null },
    request,
  )
  reportMistake(
    options,
    `A write with ${field} was performed, and nobody evaluated it: guard its route by a select, or write by compare-and-swap`,
  )
}
