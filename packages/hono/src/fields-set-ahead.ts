// What describes the content of a 200, which neither a 304 nor an error has.
const CONTENT = [
  'content-digest',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'date',
  'last-modified',
  'trailer',
  'transfer-encoding',
]

// What else describes the representation of a 200: freshness or a tag on an error could be stored with it.
const REPRESENTATION = [
  'accept-ranges',
  'age',
  'cache-control',
  'content-disposition',
  'content-location',
  'etag',
  'expires',
  'pragma',
  'repr-digest',
]

/**
 * Puts the fields that other middleware has set before the handler (CORS, security, cookies) on an answer in the handler's
 * place, less what only its 200 may say. What the answer says itself stays; cookies are added, and Vary is joined.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5 RFC 9110, Section 15.4.5}
 */
export function addFieldsSetAhead(answer: Response, ahead: Headers): void {
  const { headers, status } = answer
  const dropped = status === 304 ? CONTENT : [...CONTENT, ...REPRESENTATION]
  ahead.forEach((value, name) => {
    if (dropped.includes(name)) return
    if (name === 'set-cookie' || name === 'vary') headers.append(name, value)
    else if (!headers.has(name)) headers.set(name, value)
  })
}
