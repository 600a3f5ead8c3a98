const TAB = 0x09
const SPACE = 0x20

/** Whether a character, given by its code, is a blank of a field: SP or HTAB, and no other. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/**
 * A field's value without the blanks around it. `Headers` has taken them off already; a request made by hand may not.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5 RFC 9110, Section 5.5}
 */
export function trimBlanks(field: string): string {
  let start = 0
  let end = field.length
  while (start < end && isBlank(field.charCodeAt(start))) start++
  while (end > start && isBlank(field.charCodeAt(end - 1))) end--
  return field.slice(start, end)
}
