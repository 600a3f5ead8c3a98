/** The four preconditions of RFC 9110, Sections 13.1.1 to 13.1.4, each by itself. */
import type { Options, Reason, Validators } from '@ifmatch/core'
import { names, ownDate, ownTag } from './current.ts'
import { readDate } from './dates.ts'
import { readTags, type Tag } from './entity-tags.ts'

/** `absent`: no such field. `disregarded`: it is there, and its section says to ignore it. */
export type Word = 'absent' | 'true' | 'false' | 'disregarded'
export interface Outcome {
  readonly word: Word
  readonly reason?: Reason
}

/** In the order of Section 13.2.2: If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since. */
export type Outcomes = readonly [Outcome, Outcome, Outcome, Outcome]

const absent: Outcome = { word: 'absent' }
const isTrue: Outcome = { word: 'true' }
const disregarded: Outcome = { word: 'disregarded' }
const isFalse = (reason: Reason): Outcome => ({ word: 'false', reason })

type Mode = NonNullable<Options['ifMatch']>

export function ifMatch(field: string | null, selected: Validators | null, reads: boolean, mode: Mode): Outcome {
  if (field === null) return absent
  // False whatever it says, so the reason is not what it says.
  if (selected === null) return isFalse('no-representation')
  const listed = readTags(field)
  if (listed === null) return isFalse('malformed')
  if (listed === '*') return isTrue
  const own = ownTag(selected)
  if (own === null) return isFalse('mismatch')
  if (listed.some((tag) => matches(tag, own, selected, reads, mode))) return isTrue
  if (mode !== 'version' && own.weak && listed.length > 0) return isFalse('weak')
  const cured = mode === 'strong' && listed.some((tag) => matches(tag, own, selected, reads, 'intermediaries'))
  return isFalse(cured ? 'weakened-by-intermediary' : 'mismatch')
}

function matches(listed: Tag, own: Tag, selected: Validators, reads: boolean, mode: Mode): boolean {
  if (mode === 'version') return names(listed, selected, reads)
  if (own.weak) return false
  const meant = mode === 'intermediaries' && !reads ? spellingsUndone(listed) : [listed]
  return meant.some((tag) => !tag.weak && names(tag, selected, reads))
}

/** What the client may have been given before a proxy that compresses rewrote it: exactly four spellings. */
function spellingsUndone(listed: Tag): Tag[] {
  if (listed.weak) return [{ weak: false, opaque: listed.opaque }]
  const endings = ['-gzip', '--gzip', '-br'].filter((ending) => listed.opaque.endsWith(ending))
  return [listed, ...endings.map((ending) => ({ weak: false, opaque: listed.opaque.slice(0, -ending.length) }))]
}

export function ifUnmodifiedSince(field: string | null, selected: Validators | null, now: number): Outcome {
  if (field === null) return absent
  const since = readDate(field, now)
  const modified = selected === null ? null : ownDate(selected, now)
  if (since === null || modified === null) return disregarded
  return modified <= since ? isTrue : isFalse('modified-since')
}

export function ifNoneMatch(field: string | null, selected: Validators | null, reads: boolean): Outcome {
  if (field === null) return absent
  const listed = readTags(field)
  if (listed === null || selected === null) return isTrue
  const found = listed === '*' || listed.some((tag) => names(tag, selected, reads))
  return found ? isFalse(reads ? 'not-modified' : 'exists') : isTrue
}

export function ifModifiedSince(
  field: string | null,
  selected: Validators | null,
  reads: boolean,
  now: number,
): Outcome {
  if (field === null) return absent
  const since = readDate(field, now)
  const modified = selected === null ? null : ownDate(selected, now)
  if (!reads || since === null || modified === null) return disregarded
  return modified <= since ? isFalse('not-modified') : isTrue
}
