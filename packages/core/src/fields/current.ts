import { parseEntityTag } from './entity-tag.ts'
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
export interface Current {
  readonly selected: AnyValidators
  /** Whether it serves many requests, so that the fields of its 304 are worth keeping. */
  readonly isPrepared: boolean
  /** The version as text where it is known: then a write may name any variant of it. */
  readonly version: string | null
  /** The tag without its quotes, or `null` where there is none. */
  readonly opaque: string | null
  readonly weak: boolean
  /** The entity tag as the ETag field carries it, or `null`. */
  readonly etag: string | null
  /** What a client that saw this state sends back: its entity tag, unless characters of it were lost. */
  readonly echo: string | null
  /** Milliseconds, whole seconds, as held: see {@link lastModifiedOf} for what counts now. */
  readonly held: number | null
  /** Whether the held date lies in the past, or there is none: then no clock has to be asked again. */
  hasCome: boolean
  /** Whether the held date is evaluated with and never sent: see {@link asSeenAt}. */
  readonly isDateKept: boolean
  /** The held date as a field, once somebody has asked for it. */
  heldField: string | null
  /** The last date that it was compared with, as the client wrote it, and as it was read. */
  sinceField: string | null
  since: number | null
  /** Its 304, built with the first one; clones of it are sent. */
  notModified: Response | null
  /** The fields of its 200, laid out with the first one. */
  kept: Kept | null
}

function makeCurrent(selected: AnyValidators, isPrepared: boolean): Current {
  const { version, variant, weak, etag, lastModified } = selected
  const text = version === undefined ? null : `${version}`
  const tag =
    text === null
      ? typeof etag === 'string'
        ? parseEntityTag(etag)
        : etag
      : { weak, opaque: variant === undefined ? text : `${text}~${variant}` }
  const field = tag ? `${tag.weak ? 'W/' : ''}"${tag.opaque}"` : null
  return {
    selected,
    isPrepared,
    version: text,
    opaque: tag ? tag.opaque : null,
    weak: !!tag?.weak,
    etag: field,
    echo: text === null && field?.includes('\uFFFD') ? null : field,
    held: lastModified ? wholeSeconds(lastModified.getTime()) : null,
    hasCome: !lastModified,
    isDateKept: false,
    heldField: null,
    sinceField: null,
    since: null,
    notModified: null,
    kept: null,
  }
}

/** Whether its fields will not change any more: there is no date, or it has come. */
function isSettled(current: Current): boolean {
  return (current.hasCome ||= !current.isDateKept && current.held! <= Date.now())
}

/**
 * The modification date to evaluate with, in milliseconds: a date in the future counts as now, unless it is strong.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.2.1 RFC 9110, Section 8.8.2.1}
 */
export function lastModifiedOf(current: Current): number | null {
  return isSettled(current) || current.selected.dateIsStrong ? current.held : wholeSeconds(Date.now())
}

/** The Last-Modified field to send: never later than now, and a strong date not before it has come. */
export function lastModifiedFieldOf(current: Current): string | null {
  const { held, selected } = current
  if (held === null) return null
  // formatHttpDate without its check, which validators have behind them.
  if (isSettled(current)) return (current.heldField ??= new Date(held).toUTCString())
  return selected.dateIsStrong ? null : new Date().toUTCString()
}

const current = /* @__PURE__ */ Symbol('current')
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
  Object.defineProperty(copy, current, { value: makeCurrent(copy as AnyValidators, true) })
  return Object.freeze(copy)
}

/** What `prepare` made, or the same made now; a mistake in the validators is thrown. */
export function currentOf(selected: Validators): Current {
  return (selected as Prepared | null | undefined)?.[current] ?? makeCurrent(checked(selected) as AnyValidators, false)
}

/** Throws for a mistake in validators, where `prepare` has not looked at them already. */
export function checked(selected: Validators): Validators {
  if ((selected as Prepared | null | undefined)?.[current] === undefined) checkValidators(selected)
  return selected
}

/**
 * What was selected at this time. A strong date that had not come by then is evaluated with, but never sent, also where the
 * answer is built after it has come: by then another state may have the same date.
 */
export function asSeenAt<V extends Validators | null>(time: number, selected: V): V {
  if (!isAhead(time, selected)) return selected
  checkValidators(selected!)
  const copy = copyValidators(selected!)
  const value: Current = { ...makeCurrent(copy as AnyValidators, false), isDateKept: true }
  return Object.defineProperty(copy, current, { value })
}

/** {@link currentOf} what was selected at this time, without the copy of it that {@link asSeenAt} makes to be handed on. */
export function currentSeenAt(time: number, selected: Validators): Current {
  const current = currentOf(selected)
  return isAhead(time, selected) ? { ...current, hasCome: false, isDateKept: true } : current
}

function isAhead(time: number, selected: Validators | null): boolean {
  const { lastModified, dateIsStrong } = (selected ?? {}) as AnyValidators
  return !!dateIsStrong && !!lastModified && lastModified.getTime?.() > time
}
