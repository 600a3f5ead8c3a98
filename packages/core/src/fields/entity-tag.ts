import { shown } from './shown.ts'

/**
 * An entity tag: `opaque` is the text between the quotes, `weak` says whether `W/` stands before them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export interface EntityTag {
  readonly weak: boolean
  readonly opaque: string
}

/**
 * Makes an entity tag from text that has no quotes yet: visible ASCII without `"`, `\` and `~`, which is kept for variants.
 *
 * @throws TypeError for any other character
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export function entityTag(opaque: string, options: { weak?: boolean } = {}): EntityTag {
  if (!isWritable(opaque)) {
    throw new TypeError(`Cannot make an entity tag: ${shown(opaque)} has a character that we do not write`)
  }
  return { weak: options.weak ?? false, opaque }
}

/** Whether we write this text into a tag: visible ASCII without `"` and `\`, and without `~` unless `tilde`. */
export function isWritable(text: string, tilde = false): boolean {
  return typeof text === 'string' && (tilde ? /^[!#-[\]-~]*$/ : /^[!#-[\]-}]*$/).test(text)
}

/** Whether a character, given by its code, may stand in an entity tag that somebody else made. */
export function isTagCharacter(code: number): boolean {
  return code > 0x22 ? code !== 0x7f : code === 0x21
}

/**
 * Reads one entity tag, with its quotes and nothing around it.
 *
 * @returns `null` where the text is no entity tag
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export function parseEntityTag(field: string): EntityTag | null {
  const weak = field.startsWith('W/')
  const start = weak ? 3 : 1
  const end = field.length - 1
  if (end < start || field[start - 1] !== '"' || field[end] !== '"') return null
  for (let at = start; at < end; at++) if (!isTagCharacter(field.charCodeAt(at))) return null
  return { weak, opaque: field.slice(start, end) }
}

/**
 * Writes an entity tag as ETag, If-Match and their kin carry it.
 *
 * @throws TypeError where `opaque` holds what no entity tag can
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export function formatEntityTag(tag: EntityTag): string {
  if (!/^[!#-~\x80-\uffff]*$/.test(tag.opaque)) {
    throw new TypeError(
      `Cannot write an entity tag: ${JSON.stringify(tag.opaque)} has a character that no tag can hold`,
    )
  }
  return `${tag.weak ? 'W/' : ''}"${tag.opaque}"`
}

/**
 * Compares two entity tags the strong way: both are strong, and their opaque tags are equal.
 *
 * @example A weak tag never guards a write
 * ```ts
 * import assert from 'node:assert/strict'
 * import { parseEntityTag, strongMatch } from '@ifmatch/core'
 *
 * const current = parseEntityTag('W/"draft-7"')!
 * assert.equal(strongMatch(current, current), false)
 * ```
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3.2 RFC 9110, Section 8.8.3.2}
 */
export function strongMatch(a: EntityTag, b: EntityTag): boolean {
  return !a.weak && !b.weak && a.opaque === b.opaque
}

/**
 * Compares two entity tags the weak way: their opaque tags are equal, whether they are weak or not.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3.2 RFC 9110, Section 8.8.3.2}
 */
export function weakMatch(a: EntityTag, b: EntityTag): boolean {
  return a.opaque === b.opaque
}
