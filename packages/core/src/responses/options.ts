import type { Reason } from '../conditions/condition.ts'
import type { IfMatchMode } from '../conditions/listed.ts'
import type { RequestLike } from '../fields/request.ts'
import type { Fields } from '../fields/validators.ts'

/** What was decided of a request: `status` is `null` where the method is to be performed. */
export interface Decision {
  readonly status: 304 | 400 | 412 | 428 | null
  /** The field that decided, or that is missing. */
  readonly field: string | null
  readonly reason: Reason | null
  /** What the field said, as it came. */
  readonly received: string | null
  /** The current entity tag, as the ETag field carries it. */
  readonly current: string | null
}

/**
 * The body of a 400, 412 or 428, as `application/problem+json`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9457.html#section-3 RFC 9457, Section 3}
 */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  precondition: string | null
  reason: Reason
  received: string | null
  current: string | null
  /** Of a write with an Idempotency-Key: it may have been applied before, and so many came since that it is forgotten. */
  idempotencyKey?: 'forgotten'
}

/** How requests are evaluated, and what goes on the answers. */
export interface Options {
  /** How If-Match compares; `strong` is the RFC and the default. */
  ifMatch?: IfMatchMode
  /** Answer 428 to a write that names no current state. `true`: PUT, PATCH, DELETE; left out: none. */
  require?: boolean
  /** May this request create? If not, a missing resource is 404, and nothing is evaluated (Section 13.2.1). */
  create?: boolean
  /** Answer 400 to a list of tags that cannot be read. */
  unreadable?: 'reject'
  /** Fields for every answer that we build, errors too: CORS, security. */
  always?: Fields
  /** Replaces the body of a 400, 412 or 428, or drops it with `null`. */
  problem?(problem: Problem): object | null
  /** Called once per answer, also for "go on" if the request was conditional, whatever is answered then. */
  onDecision?(decision: Decision, request: RequestLike): void
  /** Told of the developer's mistakes, once per message; default: `console.warn`. */
  onMistake?(message: string): void
  /** Told of what failed behind a 503; default: `console.error`. */
  onError?(error: unknown): void
  /** Another Response than the global one. */
  fetchAPI?: { Response: typeof Response }
}

/** The options of somebody who gave none. */
export const defaults: Options = {}
