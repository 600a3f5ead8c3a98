import type { EntityTag } from './entity-tag.ts'

/**
 * The entity tag of a file by its size in bytes and its time of modification. It is weak: two contents that are written
 * within one tick of the file system's clock can share both.
 *
 * @throws TypeError for a Date that is none
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.1 RFC 9110, Section 8.8.1}
 */
export function entityTagOfFile({ size, lastModified }: { size: number; lastModified: Date }): EntityTag {
  const time = lastModified.getTime()
  if (!Number.isFinite(time) || !Number.isFinite(size))
    throw new TypeError('Cannot make an entity tag: the file has no size or no time of modification')
  return { weak: true, opaque: `${size.toString(36)}-${time.toString(36)}` }
}
