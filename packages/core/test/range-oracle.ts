/** RFC 9110, Sections 13.1.5 and 14: which bytes a read is answered with, once its preconditions let it go on. */
import type { ByteRange, Validators } from '@ifmatch/core'
import { names, ownDate, ownTag } from './oracle/current.ts'
import { readDate } from './oracle/dates.ts'
import { readTag, trimmed } from './oracle/entity-tags.ts'
import { reads } from './oracle/precedence.ts'

export interface RangeFields {
  readonly range: string | null
  readonly 'if-range': string | null
}
export interface RangeVerdict {
  readonly status: 200 | 206 | 416
  readonly ranges: readonly ByteRange[]
  /**
   * Where a server may send the whole instead (Section 14.2): of several ranges, if it counts them as many or as costly, and
   * where the fields have blanks around them, which Headers never have.
   */
  readonly mayBeWhole: boolean
}

const whole: RangeVerdict = { status: 200, ranges: [], mayBeWhole: true }

export function rangeVerdict(
  method: string,
  fields: RangeFields,
  selected: Validators,
  size: number,
  now: number = Date.now(),
): RangeVerdict {
  // Section 14.2 defines Range for GET; RFC 10008 makes QUERY like it (READINGS 1 and 23).
  if (!reads(method) || method === 'HEAD') return whole
  if (fields.range === null || size === 0) return whole
  if (fields['if-range'] !== null && !ifRange(fields['if-range'], selected, now)) return whole
  const asked = readRanges(fields.range)
  if (asked === null) return whole
  const satisfiable = asked.map((spec) => bytesOf(spec, BigInt(size))).filter((range) => range !== null)
  const neat = [fields.range, fields['if-range'] ?? ''].every((text) => text === trimmed(text))
  if (satisfiable.length === 0) return { status: 416, ranges: [], mayBeWhole: !neat }
  return { status: 206, ranges: coalesced(satisfiable), mayBeWhole: asked.length > 1 || !neat }
}

/** Section 13.1.5: a strong tag, or a date known to be strong, that is exactly the current one. */
export function ifRange(field: string, selected: Validators, now: number): boolean {
  const tag = readTag(field)
  if (tag !== null) return !tag.weak && ownTag(selected)?.weak === false && names(tag, selected, true)
  const date = readDate(field, now)
  return date !== null && selected.dateIsStrong === true && ownDate(selected, now) === date
}

interface RangeSpec {
  readonly first: bigint | null
  readonly last: bigint | null
}

/** `bytes=` and at least one range-spec (Section 14.1.2). `null`: it is no valid ranges-specifier, or not of bytes. */
function readRanges(field: string): RangeSpec[] | null {
  const set = /^bytes=(.*)$/is.exec(trimmed(field))?.[1]
  // Section 5.6.1 has no blanks before a first element that is there.
  if (set === undefined || /^[ \t]+[^ \t,]/.test(set)) return null
  const specs = set.split(',').map(trimmed)
  const asked = specs.filter((spec) => spec !== '').map(readRangeSpec)
  return asked.length > 0 && asked.every((spec) => spec !== null) ? asked : null
}

function readRangeSpec(spec: string): RangeSpec | null {
  const digits = /^([0-9]*)-([0-9]*)$/.exec(spec)
  if (digits === null || spec === '-') return null
  const [first, last] = [digits[1], digits[2]].map((text) => (text ? BigInt(text) : null))
  if (first === undefined || last === undefined) return null
  return first !== null && last !== null && last < first ? null : { first, last }
}

function bytesOf({ first, last }: RangeSpec, size: bigint): ByteRange | null {
  if (first === null) {
    const length = last !== null && last < size ? last : size
    return length === 0n ? null : { offset: Number(size - length), length: Number(length) }
  }
  if (first >= size) return null
  const end = last !== null && last < size ? last + 1n : size
  return { offset: Number(first), length: Number(end - first) }
}

/** In the order asked; those that overlap become one, in the place of the first of them (READINGS 25). */
function coalesced(ranges: readonly ByteRange[]): ByteRange[] {
  for (const [n, range] of ranges.entries()) {
    const m = ranges.findIndex((other, at) => at > n && overlap(range, other))
    const other = ranges[m]
    if (other === undefined) continue
    const offset = Math.min(range.offset, other.offset)
    const end = Math.max(range.offset + range.length, other.offset + other.length)
    const rest = ranges.filter((_, at) => at !== m)
    return coalesced(rest.map((kept) => (kept === range ? { offset, length: end - offset } : kept)))
  }
  return [...ranges]
}

const overlap = (a: ByteRange, b: ByteRange) => a.offset < b.offset + b.length && b.offset < a.offset + a.length
