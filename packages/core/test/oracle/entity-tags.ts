/** RFC 9110, Section 8.8.3, read as slowly and plainly as it is written. */

export interface Tag {
  readonly weak: boolean
  readonly opaque: string
}

// entity-tag = [ weak ] opaque-tag; etagc = %x21 / %x23-7E / obs-text. READINGS 10; all from U+0080 up counts as obs-text.
const entityTag = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/

// Section 5.5: a field value does not include the whitespace around it.
export function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '')
}

export function readTag(field: string): Tag | null {
  const parts = entityTag.exec(trimmed(field))
  return parts === null ? null : { weak: parts[1] !== undefined, opaque: parts[2] ?? '' }
}

/** `"*" / #entity-tag`, with the empty elements of Section 5.6.1.2. `null`: it cannot be read. */
export function readTags(field: string): '*' | Tag[] | null {
  if (trimmed(field) === '*') return '*'
  // A comma separates where an even number of quotes follows. With an odd number no piece is saved: one of them stays open.
  const pieces = field.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(trimmed)
  const tags = pieces.filter((piece) => piece !== '').map(readTag)
  return tags.every((tag) => tag !== null) ? tags : null
}
