/**
 * Data and the entity tag that it came with, one value: plain JSON where the data is, so that it fits a cache. `etag` is as
 * the server sent it, with its quotes; `null` where there was none.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export interface Loaded<T> {
  readonly url: string
  readonly data: T
  readonly etag: string | null
}
