import { isStar } from '../fields/entity-tag-list.ts'

/** The methods that `require` speaks of: those that replace, change or remove what is there. */
export function isRequired(method: string): boolean {
  return method === 'PUT' || method === 'PATCH' || method === 'DELETE'
}

/**
 * Whether a request whose conditions all hold also names the state that it was made from: by an If-Match that lists the
 * current tag, or, where nothing is there, by `If-None-Match: *`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6585.html#section-3 RFC 6585, Section 3}
 */
export function isSatisfied(match: string | null, none: string | null, current: object | null): boolean {
  return current === null ? none !== null && isStar(none) : match !== null && !isStar(match)
}
