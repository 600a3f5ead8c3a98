import type { Loaded } from './loaded.ts'

/** What an error says, for a program; the table in the README tells what to do about each. */
export type Code =
  | 'aborted'
  | 'busy'
  | 'conflict'
  | 'etag-hidden'
  | 'http'
  | 'mangled-tag'
  | 'missing'
  | 'network'
  | 'no-etag'
  | 'unknown'
  | 'unreadable'
  | 'weak-tag'

/**
 * A problem document, as the server sent it: any of its members may be missing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9457.html#section-3.1 RFC 9457, Section 3.1}
 */
export interface Problem {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly [member: string]: unknown
}

/** What the last answer said, as far as there was one. */
export interface Details {
  readonly status?: number | undefined
  readonly problem?: Problem | null | undefined
  readonly cause?: unknown
}

const messages: Record<Code, string> = {
  aborted: 'was given up',
  busy: 'is busy',
  conflict: 'was changed meanwhile',
  'etag-hidden': 'has an ETag that is hidden',
  http: 'failed',
  'mangled-tag': 'has an ETag that a proxy mangles',
  missing: 'is missing',
  network: 'cannot be reached',
  'no-etag': 'has no ETag',
  unknown: 'was changed or not',
  unreadable: 'cannot be read',
  'weak-tag': 'has a weak ETag',
}

/** What a call of this package rejects with: `code` says why. */
export class IfMatchError extends Error {
  declare readonly code: Code
  /** Of the resource. */
  declare readonly url: string
  /** Of the last answer; 0 where there was none. */
  declare readonly status: number
  /** The problem document of the last answer, or `null`. */
  declare readonly problem: Problem | null

  constructor(code: Code, url: string, { status = 0, problem = null, cause }: Details = {}, more?: object) {
    super(`${url} ${messages[code]} (${problem?.detail ?? status})`, { cause })
    // Programs that know fetch alone look for its name.
    const name = code === 'aborted' ? 'AbortError' : 'IfMatchError'
    Object.assign(this, { name, code, url, status, problem }, more)
  }
}

/** Somebody else has changed the resource, and nothing was written. All three states are here, for a person to merge. */
export class ConflictError<T = unknown> extends IfMatchError {
  declare readonly code: 'conflict'
  /** What `mine` was made from; `undefined` where it was to be created. */
  declare readonly base: T
  /** What was to be written; `undefined` where it was to be removed. */
  declare readonly mine: T
  /** What is there now, with the tag to save from. */
  declare readonly theirs: Loaded<T>

  constructor(states: Pick<ConflictError<T>, 'base' | 'mine' | 'theirs'>, details?: Details) {
    super('conflict', states.theirs.url, details, states)
  }
}

/**
 * The answer was lost, and the server keeps no write ids: the write was applied or it was not. It is not sent again after
 * this.
 */
export class UnknownOutcomeError<T = unknown> extends IfMatchError {
  declare readonly code: 'unknown'
  /** What was sent; `undefined` where it was to be removed. */
  declare readonly mine: T
  /** The key that it was sent with, which the option `idempotencyKey` takes; `null` where there was none. */
  declare readonly idempotencyKey: string | null

  constructor(url: string, sent: Pick<UnknownOutcomeError<T>, 'mine' | 'idempotencyKey'>, details?: Details) {
    super('unknown', url, details, sent)
  }
}
