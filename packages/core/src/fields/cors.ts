/**
 * Request fields that a page of another origin may have to send: for `Access-Control-Allow-Headers`.
 *
 * @see {@link https://fetch.spec.whatwg.org/#http-access-control-allow-headers Fetch, Access-Control-Allow-Headers}
 */
export const corsAllowHeaders: readonly string[] = [
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Range',
]

/**
 * Response fields that a page of another origin has to see: for `Access-Control-Expose-Headers`. Without them a script
 * cannot read the tag that it needs for its next save.
 *
 * @see {@link https://fetch.spec.whatwg.org/#http-access-control-expose-headers Fetch, Access-Control-Expose-Headers}
 */
export const corsExposeHeaders: readonly string[] = [
  'Accept-Patch',
  'Accept-Ranges',
  'Allow',
  'Content-Range',
  'Date',
  'ETag',
  'Last-Modified',
  'Location',
  'Retry-After',
]
