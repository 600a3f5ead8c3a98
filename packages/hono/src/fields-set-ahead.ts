import { toNotModified, withoutRepresentation } from '@ifmatch/core'

/**
 * Puts the fields that other middleware has set before the handler (CORS, security, cookies) on an answer in the handler's
 * place, less what only its 200 may say. What the answer says itself stays; cookies are added, and Vary is joined.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5 RFC 9110, Section 15.4.5}
 */
export function addFieldsSetAhead(answer: Response, ahead: Headers): void {
  let isNone = true
  ahead.forEach(() => (isNone = false))
  if (isNone) return
  const { headers, status } = answer
  const shared = status === 304 ? toNotModified(new Headers(ahead)) : withoutRepresentation(ahead)
  shared.forEach((value, name) => {
    if (name === 'set-cookie' || name === 'vary') headers.append(name, value)
    // The date would be that of the 200, which a 304 with a tag leaves out.
    else if (name !== 'last-modified' && !headers.has(name)) headers.set(name, value)
  })
}
