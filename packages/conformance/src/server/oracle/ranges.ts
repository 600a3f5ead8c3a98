/** One part of a representation: both ends included. */
export interface Part {
  readonly first: number
  readonly last: number
}

const digits = (text: string): boolean => text !== '' && [...text].every((one) => one >= '0' && one <= '9')

/**
 * Reads `Range` for a representation of this size (RFC 9110, Section 14.1): the parts that can be satisfied, in the order asked;
 * `null` where it is no set of byte ranges, and then it is ignored or rejected.
 */
export function readRanges(text: string, size: number): Part[] | null {
  const equals = text.indexOf('=')
  if (equals < 0 || text.slice(0, equals).toLowerCase() !== 'bytes') return null
  const specs = text
    .slice(equals + 1)
    .split(',')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '')
  if (specs.length === 0) return null
  const parts: Part[] = []
  for (const spec of specs) {
    const dash = spec.indexOf('-')
    if (dash < 0) return null
    const [from, to] = [spec.slice(0, dash), spec.slice(dash + 1)]
    if (from === '' ? !digits(to) : !digits(from) || (to !== '' && !digits(to))) return null
    if (from === '') {
      const length = BigInt(to) > BigInt(size) ? size : Number(to)
      if (length > 0) parts.push({ first: size - length, last: size - 1 })
      continue
    }
    if (to !== '' && BigInt(to) < BigInt(from)) return null
    if (BigInt(from) >= BigInt(size)) continue
    const last = to === '' || BigInt(to) >= BigInt(size) ? size - 1 : Number(to)
    parts.push({ first: Number(from), last })
  }
  return parts
}
