/** Bytes from the first to the last, both counted from zero and both sent. */
export interface Bytes {
  readonly first: number
  readonly last: number
}

/**
 * Reads Range (RFC 9110, Section 14.1.2): the ranges that can be served; none where not one can; `null` where the field is
 * to be ignored, since it has another unit or is not well formed.
 */
export function readRanges(text: string, size: number): Bytes[] | null {
  const set = /^bytes=(.*)$/i.exec(text)?.[1]
  if (set === undefined) return null
  const specs = set.split(',').map((spec) => spec.replace(/^[ \t]+|[ \t]+$/g, ''))
  const ranges: Bytes[] = []
  let read = 0
  for (const spec of specs.filter((spec) => spec !== '')) {
    const [, from, to] = /^(\d*)-(\d*)$/.exec(spec) ?? []
    if (from === undefined || to === undefined || (from === '' && to === '')) return null
    if (from !== '' && to !== '' && BigInt(to) < BigInt(from)) return null
    read++
    const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
    const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
    if (first < size) ranges.push({ first, last })
  }
  return read === 0 ? null : ranges
}

/** Whether two of several ranges share a byte, or there are more of them than anybody needs (Section 14.2). */
export function areTooMany(ranges: readonly Bytes[]): boolean {
  const sorted = [...ranges].sort((a, b) => a.first - b.first)
  return ranges.length > 8 || sorted.some(({ first }, index) => first <= (sorted[index - 1]?.last ?? -1))
}
