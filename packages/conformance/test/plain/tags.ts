/** An entity tag (RFC 9110, Section 8.8.3): what stands between the quotes, and whether `W/` stands before them. */
export interface Tag {
  readonly weak: boolean
  readonly opaque: string
}

/** What a list of tags says: every state, these, or `null` where it cannot be read. */
export type Tags = '*' | readonly Tag[] | null

/** RFC 9110, Section 8.8.3.2. */
export const strongMatch = (a: Tag, b: Tag): boolean => !a.weak && !b.weak && a.opaque === b.opaque

/** RFC 9110, Section 8.8.3.2. */
export const weakMatch = (a: Tag, b: Tag): boolean => a.opaque === b.opaque

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t'

/** `etagc`: visible ASCII without the quote, and everything from U+0080 up. */
const isOpaque = (char: string): boolean => char === '!' || (char >= '#' && char <= '~') || char >= '\u0080'

/** Reads one tag that begins at an index, and says where it ends; `null` where none begins. */
function tagAt(text: string, start: number): { tag: Tag; end: number } | null {
  const weak = text.startsWith('W/', start)
  const open = weak ? start + 2 : start
  if (text[open] !== '"') return null
  let end = open + 1
  while (end < text.length && isOpaque(text.charAt(end))) end++
  return text[end] === '"' ? { tag: { weak, opaque: text.slice(open + 1, end) }, end: end + 1 } : null
}

/** Reads If-Match and If-None-Match: a star alone, or a list of tags in which members may be empty (Section 5.6.1). */
export function readTags(text: string): Tags {
  if (text.trim() === '*') return '*'
  const tags: Tag[] = []
  let index = 0
  for (;;) {
    while (isBlank(text[index])) index++
    if (index < text.length && text[index] !== ',') {
      const read = tagAt(text, index)
      if (!read) return null
      tags.push(read.tag)
      index = read.end
      while (isBlank(text[index])) index++
    }
    if (index === text.length) return tags
    if (text[index] !== ',') return null
    index++
  }
}

/** Reads the one tag that If-Range may hold. */
export function readTag(text: string): Tag | null {
  const read = tagAt(text, 0)
  return read?.end === text.length ? read.tag : null
}
