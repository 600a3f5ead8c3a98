/** An entity tag as it was written: with its quotes, and `weak` apart. RFC 9110, Section 8.8.3. */
export interface Tag {
  readonly weak: boolean
  readonly opaque: string
}

/** Whether a character may be inside the quotes: etagc. */
function isEtagc(code: number): boolean {
  return code === 0x21 || (code >= 0x23 && code <= 0x7e) || code >= 0x80
}

/** Reads one entity tag at a place; what it is, and where it ends. */
function readAt(text: string, from: number): { tag: Tag; end: number } | null {
  const weak = text.startsWith('W/', from)
  const open = weak ? from + 2 : from
  if (text[open] !== '"') return null
  let end = open + 1
  while (end < text.length && isEtagc(text.charCodeAt(end))) end++
  return text[end] === '"' ? { tag: { weak, opaque: text.slice(open + 1, end) }, end: end + 1 } : null
}

/** Reads one entity tag, and nothing else; `null` where it is none. */
export function readTag(text: string): Tag | null {
  const found = readAt(text, 0)
  return found?.end === text.length ? found.tag : null
}

/**
 * Reads a list as a recipient has to, with its empty elements (Section 5.6.1.2); `null` where it is none. One pass from left
 * to right: after a tag comes a comma or the end.
 */
export function readTagList(text: string): Tag[] | null {
  const tags: Tag[] = []
  let at = 0
  let mayBegin = true
  while (at < text.length) {
    const character = text[at]!
    if (character === ' ' || character === '\t') at++
    else if (character === ',') {
      mayBegin = true
      at++
    } else {
      const found = mayBegin ? readAt(text, at) : null
      if (!found) return null
      tags.push(found.tag)
      at = found.end
      mayBegin = false
    }
  }
  return tags
}

/** The table of Section 8.8.3.2. */
export function matches(comparison: 'strong' | 'weak', one: Tag, other: Tag): boolean {
  return one.opaque === other.opaque && (comparison === 'weak' || (!one.weak && !other.weak))
}
