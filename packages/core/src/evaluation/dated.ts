import { formatHttpDate } from '../fields/http-date.ts'

/**
 * Dates an answer by the clock that Last-Modified is judged by: a runtime's own Date may lag behind it, or be missing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-6.6.1 RFC 9110, Section 6.6.1}
 */
export function dated(response: Response): Response {
  try {
    response.headers.set('date', formatHttpDate(new Date()))
  } catch {
    // The application handed on what came from fetch(): immutable, and dated where it was made.
  }
  return response
}
