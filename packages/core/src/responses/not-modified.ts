import type { Current } from '../fields/current.ts'
import { addAlways, build, buildDated, clonesApart, responseClass } from './build.ts'
import { dateField } from './date.ts'
import { isRecord } from './gathered-fields.ts'
import type { Options } from './options.ts'
import { representationFields } from './representation-fields.ts'

// What describes the content of the 200, or its sending: a 304 has neither.
const CONTENT = [
  'content-length',
  'content-type',
  'content-encoding',
  'content-language',
  'content-range',
  'content-digest',
  'transfer-encoding',
  'trailer',
  'date',
]

/**
 * Turns the fields of a 200 into those of its 304, in place: by a deny-list, so that CORS, cookies and Vary stay.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5 RFC 9110, Section 15.4.5}
 */
export function toNotModified(headers: Headers): Headers {
  for (const name of CONTENT) headers.delete(name)
  if (headers.has('etag')) headers.delete('last-modified')
  return headers
}

/**
 * Builds a 304: the fields that the 200 would have, less its content's, and no content.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5 RFC 9110, Section 15.4.5}
 */
export function notModified(current: Current, options: Options): Response {
  if (options.always !== undefined) return build(null, 304, addAlways(notModifiedFields(current), options), options)
  const { etag, selected } = current
  // Without a tag the 304 has a date, which is not sent before it has come: nothing to keep.
  const Class = responseClass(options)
  if (current.isPrepared && etag !== null && clonesApart(Class)) {
    // A clone without content costs a half to a third of a Response that is made from Headers.
    if (current.notModified?.constructor !== Class)
      current.notModified = build(null, 304, notModifiedFields(current), options)
    return current.notModified.clone()
  }
  if (etag !== null && isRecord(selected.headers)) return build(null, 304, keptOf(selected.headers, etag), options)
  return build(null, 304, notModifiedFields(current), options)
}

/** {@link notModified} with the Date that we give it, among the fields that it is made of: see {@link buildDated}. */
export function datedNotModified(current: Current, options: Options): Response {
  const { etag, selected } = current
  if (options.always === undefined && etag !== null && isRecord(selected.headers))
    return build(null, 304, { ...keptOf(selected.headers, etag), date: dateField() }, options)
  return buildDated(null, 304, notModifiedFields(current), options)
}

// A record that goes straight into the Response costs a half of Headers that are filled and emptied first.
function keptOf(headers: Record<string, string> | undefined, etag: string): Record<string, string> {
  const kept: Record<string, string> = { etag }
  for (const name in headers) {
    const lower = name.toLowerCase()
    if (lower !== 'etag' && lower !== 'last-modified' && !CONTENT.includes(lower)) kept[name] = headers[name]!
  }
  return kept
}

function notModifiedFields(current: Current): Headers {
  return toNotModified(representationFields(current))
}
