import { copyFields } from '../fields/copy-fields.ts'
import { dateField } from '../responses/date.ts'

/**
 * Dates an answer by the clock that Last-Modified is judged by: a runtime's own Date may lag behind it, or be missing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-6.6.1 RFC 9110, Section 6.6.1}
 */
export function dated(response: Response): Response {
  const date = dateField()
  try {
    response.headers.set('date', date)
    return response
  } catch {
    // What the application has from fetch() is immutable.
    const headers = copyFields(response.headers)
    headers.set('date', date)
    const { body, status, statusText } = response
    return new Response(body, { status, statusText, headers })
  }
}
