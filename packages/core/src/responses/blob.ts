import { isHttpDate } from '../fields/http-date.ts'
import { entityTagOfFile } from '../fields/tag-of-file.ts'
import type { Fields } from '../fields/validators.ts'
import type { Representation } from './representation.ts'

/**
 * A Blob or File as a representation to `respond` with. A File's time of modification gives Last-Modified and, with its
 * size, a weak tag; a Blob without one has no validators.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.1 RFC 9110, Section 8.8.1}
 */
export function blob(blob: Blob, options: { headers?: Fields } = {}): Representation {
  const { lastModified } = blob as Partial<File>
  // Bun gives a Blob without one a time after the year 9999.
  const date = lastModified && isHttpDate(new Date(lastModified)) ? new Date(lastModified) : null
  return {
    ...(date
      ? { etag: entityTagOfFile({ size: blob.size, lastModified: date }), lastModified: date }
      : { exists: true }),
    ...(options.headers === undefined ? null : { headers: options.headers }),
    ...(blob.type ? { type: blob.type } : null),
    size: blob.size,
    body: (range) => (range ? blob.slice(range.offset, range.offset + range.length, blob.type) : blob),
  }
}
