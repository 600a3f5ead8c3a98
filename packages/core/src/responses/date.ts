import { formatHttpDate } from '../fields/http-date.ts'

// Made once a second: every write and every answer of respond() needs it.
let second = -1
let text = ''

/**
 * The Date of an answer that is made now.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-6.6.1 RFC 9110, Section 6.6.1}
 */
export function dateField(): string {
  const now = Math.floor(Date.now() / 1000)
  if (now !== second) {
    second = now
    text = formatHttpDate(new Date(now * 1000))
  }
  return text
}
