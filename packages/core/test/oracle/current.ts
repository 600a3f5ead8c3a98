/** What the current state says of itself: its tag and its date, as a 200 would send them. */
import type { Validators } from '@ifmatch/core'
import { readTag, type Tag } from './entity-tags.ts'

export function ownTag(selected: Validators): Tag | null {
  if ('version' in selected && selected.version !== undefined) {
    const variant = selected.variant === undefined ? '' : `~${selected.variant}`
    return { weak: selected.weak === true, opaque: `${selected.version}${variant}` }
  }
  if ('etag' in selected && selected.etag !== undefined) {
    return typeof selected.etag === 'string' ? readTag(selected.etag) : selected.etag
  }
  return null
}

/** Whole seconds, as milliseconds. READINGS 15 and 16: cut, never rounded; a weak date in the future counts as now. */
export function ownDate(selected: Validators, now: number): number | null {
  if (selected.lastModified === undefined) return null
  const held = selected.lastModified.getTime()
  const counted = selected.dateIsStrong === true ? held : Math.min(held, now)
  return Math.floor(counted / 1000) * 1000
}

/**
 * Whether the opaque part of a listed tag names the current state. Reads compare the whole tag; on a write every variant of
 * the version known is this state. U+FFFD is what a runtime left of bytes that it could not decode: it names nothing.
 */
export function names(listed: Tag, selected: Validators, reads: boolean): boolean {
  if (listed.opaque.includes('\ufffd')) return false
  const own = ownTag(selected)
  if (own === null) return false
  if (listed.opaque === own.opaque) return true
  if (reads || !('version' in selected) || selected.version === undefined) return false
  return listed.opaque === `${selected.version}` || listed.opaque.startsWith(`${selected.version}~`)
}
