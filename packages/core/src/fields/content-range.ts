import type { ByteRange } from './range.ts'

/**
 * Writes Content-Range for the bytes of one part, or, with `null`, for a 416.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-14.4 RFC 9110, Section 14.4}
 */
export function formatContentRange(range: ByteRange | null, size: number): string {
  return range ? `bytes ${range.offset}-${range.offset + range.length - 1}/${size}` : `bytes */${size}`
}
