import type { Fields } from './validators.ts'

/**
 * Headers of our own, to change at will. Entry by entry: the Headers of another Fetch implementation may go on sharing what
 * it was made from.
 */
export function copyFields(fields: Fields): Headers {
  const copy = new Headers()
  if (fields !== undefined) new Headers(fields).forEach((value, name) => copy.append(name, value))
  return copy
}
