import { copyFields } from '../fields/copy-fields.ts'
import { type Current, currentOf, lastModifiedFieldOf } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'

/**
 * The fields that a 200 has of its validators: ETag, Last-Modified, and `headers`. For a 200 or 201 that is made by hand.
 *
 * @example A 201 after the application's own INSERT
 * ```ts
 * import assert from 'node:assert/strict'
 * import { validatorFields } from '@ifmatch/core'
 *
 * const headers = validatorFields({ version: 1 })
 * headers.set('location', '/articles/17')
 * const created = Response.json({ title: 'New' }, { status: 201, headers })
 * assert.equal(created.headers.get('etag'), '"1"')
 * ```
 *
 * @throws TypeError for validators that say nothing or two things
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8 RFC 9110, Section 8.8}
 */
export function validatorFields(selected: Validators): Headers {
  return representationFields(currentOf(selected))
}

/** {@link validatorFields} of validators that are ready for comparison. */
export function representationFields(current: Current): Headers {
  return addValidators(copyFields(current.selected.headers), current)
}

/** ETag and Last-Modified alone, on fields that are there. */
export function addValidators(headers: Headers, current: Current): Headers {
  const modified = lastModifiedFieldOf(current)
  if (current.etag !== null) headers.set('etag', current.etag)
  if (modified !== null) headers.set('last-modified', modified)
  return headers
}
