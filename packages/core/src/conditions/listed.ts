import type { Current } from '../fields/current.ts'
import { type Accepts, findListed, isStar, type Listing } from '../fields/entity-tag-list.ts'

/**
 * How If-Match compares. `strong` is the RFC; `intermediaries` undoes, on writes, what compressing proxies do to a strong
 * tag; `version` compares weakly, for FHIR, SCIM and OData, whose tags are weak by decree (not RFC 9110).
 */
export type IfMatchMode = 'strong' | 'intermediaries' | 'version'

const TILDE = 0x7e

// How intermediaries that compress rewrite a strong tag, beside putting W/ before it: httpd, Jetty, httpd with Brotli.
const SUFFIXES = ['--gzip', '-gzip', '-br']

/** Whether a field is `*`, or lists the current tag: reads compare the whole tag, writes the state that it names. */
export function lists(field: string, current: Current, read: boolean, mode: IfMatchMode): boolean {
  if (field === current.echo && (mode === 'version' || !current.weak)) return true
  const first = placeIn(field, current)
  if (first === null) return isStar(field)
  const listing = listingOf(field, current, read, mode, first)
  return listing === 'star' || listing === 'listed'
}

/**
 * Where the text that every accepted tag begins with stands first, or `null`: one search by the runtime in the place of a
 * look at each member.
 */
function placeIn(field: string, { version, opaque }: Current): number | null {
  const sought = version ?? opaque
  const place = sought === null ? -1 : field.indexOf(sought)
  return place < 0 ? null : place
}

/** What the field says of the current tag. */
export function listingOf(
  field: string,
  current: Current,
  read: boolean,
  mode: IfMatchMode,
  first: number | null = placeIn(field, current),
): Listing {
  const accepts: Accepts = (start, end, weak) => {
    if (mode !== 'version' && (current.weak || (weak && (read || mode === 'strong')))) return false
    if (isNamed(current, field, start, end, read)) return true
    // One rewriting is undone, not two.
    if (mode !== 'intermediaries' || read || weak) return false
    return SUFFIXES.some(
      (suffix) => field.endsWith(suffix, end) && isNamed(current, field, start, end - suffix.length, read),
    )
  }
  return findListed(field, accepts, first ?? Infinity)
}

/**
 * Whether a listed opaque tag names what is there, strength aside: for reads the representation, for writes its state. Where
 * the version is known, any variant of it names the state; the listed tag is never taken apart.
 */
function isNamed({ version, opaque }: Current, field: string, start: number, end: number, read: boolean): boolean {
  const sought = read ? opaque : (version ?? opaque)
  if (sought === null || !field.startsWith(sought, start)) return false
  const tail = start + sought.length
  const isVariant = !read && version !== null && tail < end && field.charCodeAt(tail) === TILDE
  // U+FFFD stands for bytes that were lost on the way: two tags that differ could look the same.
  return (tail === end || isVariant) && !field.slice(start, end).includes('\uFFFD')
}
