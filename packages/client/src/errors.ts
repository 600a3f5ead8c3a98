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

/** What the last answer was, as far as there was one. */
export interface Details {
  readonly status?: number | undefined
  readonly problem?: Problem | null | undefined
  readonly cause?: unknown
}

/** Everything that a call of this package rejects with: `code` says which. */
export class IfMatchError extends Error {
  readonly code: Code
  /** Of the resource. */
  readonly url: string
  /** Of the last answer; 0 where there was none. */
  readonly status: number
  /** The problem document of the last answer, or `null`. */
  readonly problem: Problem | null

  constructor(code: Code, url: string, message: string, { status = 0, problem = null, cause }: Details = {}) {
    super(`${url} ${message}`, { cause })
    this.name = 'IfMatchError'
    this.code = code
    this.url = url
    this.status = status
    this.problem = problem
  }
}

/** Somebody else has changed the resource, and nothing was written. All three states are here, to be merged by a person. */
export class ConflictError<T = unknown> extends IfMatchError {
  declare readonly code: 'conflict'
  /** What `mine` was made from; `undefined` where it was to be created. */
  readonly base: T
  /** What was to be written; `undefined` where it was to be removed. */
  readonly mine: T
  /** What is there now, with the tag to save from. */
  readonly theirs: Loaded<T>

  constructor(base: T, mine: T, theirs: Loaded<T>, details: Details) {
    super('conflict', theirs.url, 'was changed by somebody else: save again, from theirs', details)
    this.base = base
    this.mine = mine
    this.theirs = theirs
  }
}

/**
 * The answer was lost, and the server keeps no write ids: the write may or may not have been applied. It is not applied
 * after this.
 */
export class UnknownOutcomeError<T = unknown> extends IfMatchError {
  declare readonly code: 'unknown'
  /** What was sent; `undefined` where it was to be removed. */
  readonly mine: T
  /** The key that was sent with it: the option `idempotencyKey` takes it. `null` where there was none. */
  readonly idempotencyKey: string | null

  constructor(url: string, mine: T, idempotencyKey: string | null, details: Details) {
    super('unknown', url, 'may have been changed or not, for the answer was lost: load it to see', details)
    this.mine = mine
    this.idempotencyKey = idempotencyKey
  }
}
