import { parseEntityTag } from './entity-tag.ts'
import { formatHttpDate } from './http-date.ts'
import { wholeSeconds } from './last-modified.ts'
import { type AnyValidators, checkValidators, copyValidators, type Validators } from './validators.ts'

/** The fields of a 200, and by themselves those that a handler's are compared with. */
export interface Kept {
  readonly etag: string | null
  readonly 'last-modified': string | null
  readonly 'cache-control': string | null
  readonly vary: string | null
  readonly all: readonly (readonly [name: string, value: string])[]
}

/** The validators of the selected representation, made ready for comparison. */
export class Current {
  readonly selected: AnyValidators
  /** The tag without its quotes, or `null` where there is none. */
  readonly opaque: string | null
  readonly weak: boolean
  /** The version as text where it is known: then a write may name any variant of it. */
  readonly version: string | null
  /** The entity tag as the ETag field carries it, or `null`. */
  readonly etag: string | null
  /** What a client that saw this state sends back: its entity tag, unless characters of it were lost. */
  readonly echo: string | null
  /** Milliseconds, whole seconds, as held: see `lastModified` for what counts now. */
  readonly held: number | null
  /** Whether it serves many requests, so that the fields of its 304 are worth keeping. */
  readonly isPrepared: boolean
  /** Whether the held date lies in the past: then no clock has to be asked again. */
  private hasCome = false
  private heldField: string | null = null
  /** Its 304, built with the first one; clones of it are sent. */
  notModified: Response | null = null
  /** The fields of its 200, laid out with the first one. */
  kept: Kept | null = null

  constructor(selected: AnyValidators, isPrepared: boolean) {
    const { version, variant, etag, lastModified } = selected
    this.selected = selected
    this.isPrepared = isPrepared
    this.version = version === undefined ? null : `${version}`
    this.held = lastModified === undefined ? null : wholeSeconds(lastModified.getTime())
    const tag = typeof etag === 'string' ? parseEntityTag(etag) : etag
    this.opaque =
      this.version === null ? (tag?.opaque ?? null) : variant === undefined ? this.version : `${version}~${variant}`
    this.weak = this.version === null ? (tag?.weak ?? false) : (selected.weak ?? false)
    this.etag = this.opaque === null ? null : this.weak ? `W/"${this.opaque}"` : `"${this.opaque}"`
    this.echo = this.version === null && this.opaque?.includes('\uFFFD') ? null : this.etag
  }

  /**
   * The modification date to evaluate with, in milliseconds: a date in the future counts as now, unless it is strong.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.2.1 RFC 9110, Section 8.8.2.1}
   */
  get lastModified(): number | null {
    if (this.held === null || this.hasCome || this.selected.dateIsStrong) return this.held
    const now = wholeSeconds(Date.now())
    if (this.held > now) return now
    this.hasCome = true
    return this.held
  }

  /** Whether its fields will not change any more: there is no date, or it has come. */
  get isSettled(): boolean {
    return this.held === null || this.hasCome
  }

  /** The Last-Modified field to send: never later than now, and a strong date not before it has come. */
  get lastModifiedField(): string | null {
    const modified = this.lastModified
    if (modified === null || (!this.hasCome && modified > Date.now())) return null
    if (modified !== this.held) return formatHttpDate(new Date(modified))
    this.hasCome = true
    return (this.heldField ??= formatHttpDate(new Date(modified)))
  }
}

const current = Symbol('current')
type Prepared = { readonly [current]?: Current }

/**
 * Does the work on validators once, for many requests: the fast path for a state that is read more often than it changes.
 * The result is frozen and stands for the state it was made from; prepare again when the state changes.
 *
 * @throws TypeError for validators that say nothing or two things
 */
export function prepare<V extends Validators>(selected: V): V {
  checkValidators(selected)
  const copy = copyValidators(selected)
  // Not enumerable: a copy of a prepared state with another version must not keep what was prepared for this one.
  Object.defineProperty(copy, current, { value: new Current(copy as AnyValidators, true) })
  return Object.freeze(copy)
}

/** What `prepare` made, or the same made now; a mistake in the validators is thrown. */
export function currentOf(selected: Validators): Current {
  return (selected as Prepared | null | undefined)?.[current] ?? new Current(checked(selected) as AnyValidators, false)
}

/** Throws for a mistake in validators, where `prepare` has not looked at them already. */
export function checked(selected: Validators): Validators {
  if ((selected as Prepared | null | undefined)?.[current] === undefined) checkValidators(selected)
  return selected
}
