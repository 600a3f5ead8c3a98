/**
 * The media type of a request's content, in lower case and without parameters. No Content-Type, or one without
 * a value, counts as application/octet-stream.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3 RFC 9110, Section 8.3}
 */
export function mediaTypeOf(field: string | null): string {
  return (field || 'application/octet-stream').split(';', 1)[0]!.trim().toLowerCase()
}

/** Finds the key for a media type: itself, then `text/*` and its kin, then `*` `/*`. */
export function findByType<T>(byType: { readonly [mediaType: string]: T }, type: string): T | null {
  const range = `${type.split('/', 1)[0]}/*`
  for (const wanted of [type, range, '*/*']) {
    const key = Object.keys(byType).find((name) => name.toLowerCase() === wanted)
    if (key !== undefined) return byType[key]!
  }
  return null
}
