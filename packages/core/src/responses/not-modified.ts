import type { Current } from '../fields/current.ts'
import { addAlways, build, buildDated, clonesApart, responseClass } from './build.ts'
import { type Gathered, gather, initOf } from './gathered-fields.ts'
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
// Of a 304 with a tag, which is ours and stands for the date as well.
const NOT_KEPT = /* @__PURE__ */ [...CONTENT, 'etag', 'last-modified']

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
  const { etag } = current
  // Without a tag the 304 has a date, which is not sent before it has come: nothing to keep.
  const Class = responseClass(options)
  if (current.isPrepared && etag !== null && clonesApart(Class)) {
    // A clone without content costs a half to a third of a Response that is made from Headers.
    if (current.notModified?.constructor !== Class)
      current.notModified = build(null, 304, notModifiedFields(current), options)
    return current.notModified.clone()
  }
  return build(null, 304, initOf(fieldsOf(current, options)), options)
}

/** {@link notModified} with the Date that we give it, among the fields that it is made of: see {@link buildDated}. */
export function datedNotModified(current: Current, options: Options): Response {
  return buildDated(null, 304, fieldsOf(current, options), options)
}

// A record that goes straight into the Response costs a half of Headers that are filled and emptied first.
function fieldsOf(current: Current, options: Options): Gathered {
  const { etag, selected } = current
  if (etag === null) return notModifiedFields(current)
  return gather(selected.headers, NOT_KEPT, [['etag', etag]], options)
}

function notModifiedFields(current: Current): Headers {
  return toNotModified(representationFields(current))
}
