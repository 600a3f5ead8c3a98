import { isBlank, trimBlanks } from './blanks.ts'
import { codesOf } from './codes.ts'
import { type EntityTag, isTagCharacter } from './entity-tag.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const SLASH = 0x2f
const W = 0x57

/** What a list of entity tags says when it is asked for one: the field is `*`, lists it, lacks it, or cannot be read. */
export type Listing = 'star' | 'listed' | 'unlisted' | 'unreadable'

/** Is this member, whose opaque tag stands from `start` up to `end`, what is looked for? */
export type Accepts = (start: number, end: number, weak: boolean) => boolean

/** Whether the field is `*` and nothing else: inside a list it is no star. */
export function isStar(field: string): boolean {
  // Nearly every field that is none begins with a quote.
  return !field.startsWith('"') && trimBlanks(field) === '*'
}

/**
 * Looks for a member that is accepted. One walk, in linear time: the whole list is read even when the member was found
 * early, since one unreadable member spoils the field.
 *
 * @param from members that begin before it are not asked about
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.1.2 RFC 9110, Section 5.6.1.2}
 */
export function findListed(field: string, accepts: Accepts, from = 0): Listing {
  if (isStar(field)) return 'star'
  const codes = codesOf(field)
  let listing: Listing = 'unlisted'
  let at = 0
  for (;;) {
    // Elements may be empty.
    while (codes[at] === COMMA || isBlank(codes[at]!)) at++
    if (at >= field.length) return listing
    const weak = codes[at] === W && codes[at + 1] === SLASH
    if (weak) at += 2
    if (codes[at] !== QUOTE) return 'unreadable'
    const start = ++at
    while (isTagCharacter(codes[at]!)) at++
    if (codes[at] !== QUOTE) return 'unreadable'
    if (listing === 'unlisted' && start >= from && accepts(start, at, weak)) listing = 'listed'
    do at++
    while (isBlank(codes[at]!))
    if (at < field.length && codes[at] !== COMMA) return 'unreadable'
  }
}

/**
 * Reads the value of If-Match or If-None-Match. Empty elements are allowed, an empty value is an empty list.
 *
 * @returns `'*'`, the tags in their order, or `null` where the value cannot be read
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.1 RFC 9110, Section 13.1.1}
 */
export function parseEntityTagList(field: string): '*' | readonly EntityTag[] | null {
  const tags: EntityTag[] = []
  const listing = findListed(field, (start, end, weak) => {
    tags.push({ weak, opaque: field.slice(start, end) })
    return false
  })
  if (listing === 'star') return '*'
  return listing === 'unreadable' ? null : tags
}

/** Whether a field is there, and is neither `*` nor a list of entity tags. */
export function isUnreadable(field: string | null): boolean {
  return field !== null && findListed(field, () => true) === 'unreadable'
}
