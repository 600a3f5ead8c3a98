/** What an evaluation reads of a request: any Request of any Fetch implementation fits. */
export interface RequestLike {
  readonly method: string
  readonly headers: { get(name: string): string | null }
}

/**
 * Whether a method only asks for a representation: GET, HEAD, and QUERY of RFC 10008. Steps 3 and 4 answer these 304.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.1 RFC 9110, Section 9.2.1}
 */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'QUERY'
}

/**
 * Whether a method selects no representation, so that its conditions are never evaluated.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.1 RFC 9110, Section 13.2.1}
 */
export function selectsNothing(method: string): boolean {
  return method === 'OPTIONS' || method === 'TRACE' || method === 'CONNECT'
}

/** Whether a method may change something: any other than a read and those that select nothing. */
export function isWrite(method: string): boolean {
  return !isRead(method) && !selectsNothing(method)
}

/**
 * Whether a request carries a condition: one of the four precondition fields, or If-Range beside Range.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1 RFC 9110, Section 13.1}
 */
export function isConditional({ headers }: RequestLike): boolean {
  return (
    headers.get('if-match') !== null ||
    headers.get('if-none-match') !== null ||
    headers.get('if-modified-since') !== null ||
    headers.get('if-unmodified-since') !== null ||
    (headers.get('range') !== null && headers.get('if-range') !== null)
  )
}
