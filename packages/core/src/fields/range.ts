import { isBlank } from './blanks.ts'

/** Bytes of a representation: `length` of them from `offset` on. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

const COMMA = 0x2c
const DASH = 0x2d

// More than anybody resumes or seeks with; every range beyond it costs a request of its own anyway.
const MANY = 64
// As many with positions of 16 digits, which is beyond every size, have half of it. A server may ignore any Range.
const LONG = 4096

/**
 * Reads a Range field against a size in bytes. The ranges come in the order asked, those that overlap joined into one.
 *
 * @returns the ranges that are satisfiable, perhaps none; `null` where the field is to be ignored: a set with one bad
 * member, another unit, too many members or characters, or a representation of no bytes
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-14.1.2 RFC 9110, Section 14.1.2}
 */
export function parseRange(field: string, size: number): readonly ByteRange[] | null {
  if (size === 0 || field.length > LONG || field.slice(0, 6).toLowerCase() !== 'bytes=') return null
  const ranges: ByteRange[] = []
  let specs = 0
  let at = skipBlanks(field, 6)
  // A list may begin with an empty element, but an element not with a blank.
  if (at > 6 && field.charCodeAt(at) !== COMMA) return null
  while (at < field.length) {
    const code = field.charCodeAt(at)
    if (isBlank(code) || code === COMMA) {
      at++
      continue
    }
    const dash = endOfDigits(field, at)
    if (field.charCodeAt(dash) !== DASH) return null
    const end = endOfDigits(field, dash + 1)
    const next = skipBlanks(field, end)
    if (next < field.length && field.charCodeAt(next) !== COMMA) return null
    if (++specs > MANY) return null
    const range = readSpec(field.slice(at, dash), field.slice(dash + 1, end), size)
    if (range === null) return null
    if (range.length > 0) ranges.push(range)
    at = next
  }
  return specs === 0 ? null : coalesce(ranges)
}

/** One range-spec: `null` is an invalid one, a length of zero an unsatisfiable one. */
function readSpec(first: string, last: string, size: number): ByteRange | null {
  if (first === '') {
    if (last === '') return null
    const length = Math.min(position(last), size)
    return { offset: size - length, length }
  }
  if (last !== '' && isGreater(first, last)) return null
  const offset = Math.min(position(first), size)
  return { offset, length: last === '' ? size - offset : Math.min(position(last) + 1, size) - offset }
}

// Beyond 2^53 a number is no longer exact, but then it lies beyond every size as well.
function position(digits: string): number {
  return Number(digits)
}

// As text, since 9007199254740993 and 9007199254740992 are one number.
function isGreater(a: string, b: string): boolean {
  const [x, y] = [withoutZeros(a), withoutZeros(b)]
  return x.length === y.length ? x > y : x.length > y.length
}

function withoutZeros(digits: string): string {
  let at = 0
  while (at < digits.length - 1 && digits.charCodeAt(at) === 0x30) at++
  return digits.slice(at)
}

function endOfDigits(field: string, at: number): number {
  while (field.charCodeAt(at) >= 0x30 && field.charCodeAt(at) <= 0x39) at++
  return at
}

function skipBlanks(field: string, at: number): number {
  while (isBlank(field.charCodeAt(at))) at++
  return at
}

/** Joins ranges that overlap; what is joined stands where its first member was asked. */
function coalesce(asked: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = []
  for (const range of asked) {
    let { offset, length } = range
    let place = joined.length
    // From the back, so that an index stays valid while later members are taken out.
    for (let other = joined.length - 1; other >= 0; other--) {
      const { offset: from, length: span } = joined[other]!
      if (from >= offset + length || offset >= from + span) continue
      const end = Math.max(offset + length, from + span)
      offset = Math.min(offset, from)
      length = end - offset
      joined.splice(other, 1)
      place = other
    }
    joined.splice(place, 0, { offset, length })
  }
  return joined
}
