/**
 * The fields that hono/etag keeps on a 304, for `retainedHeaders`. Without that option everything is kept that does not
 * describe the content of the 200.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5 RFC 9110, Section 15.4.5}
 */
export const RETAINED_304_HEADERS: string[] = ['cache-control', 'content-location', 'date', 'etag', 'expires', 'vary']

/** Takes every field off a 304 that is not on the list. */
export function retainOnly(notModified: Response, names: readonly string[]): void {
  const retained = new Set(names.map((name) => name.toLowerCase()))
  for (const name of [...notModified.headers.keys()]) {
    if (!retained.has(name)) notModified.headers.delete(name)
  }
}
