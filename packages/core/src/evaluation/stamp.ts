import { currentOf } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { addVary, edit, members } from '../responses/build.ts'
import type { Options } from '../responses/options.ts'
import { representationFields } from '../responses/representation-fields.ts'
import { reportMistake } from './mistakes.ts'

/**
 * Puts validators on a handler's 200 to a read, where the handler set none, and the other fields that its 304 would have
 * where they are missing. What would make the two differ is reported.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8 RFC 9110, Section 8.8}
 */
export function stamp(response: Response, selected: Validators | null, options: Options): Response {
  if (selected === null || response?.status !== 200) return response
  const ours = representationFields(currentOf(selected))
  reportDifferences(response.headers, ours, options)
  if (response.headers.has('etag') || response.headers.has('last-modified')) {
    ours.delete('etag')
    ours.delete('last-modified')
  }
  return edit(response, (headers) => fill(headers, ours), options)
}

function fill(headers: Headers, ours: Headers): void {
  ours.forEach((value, name) => {
    if (name === 'set-cookie') headers.append(name, value)
    else if (name === 'vary') addVary(headers, value)
    else if (!headers.has(name)) headers.set(name, value)
  })
}

function reportDifferences(theirs: Headers, ours: Headers, options: Options): void {
  const tag = theirs.get('etag')
  if (tag !== null && tag !== ours.get('etag')) {
    reportMistake(
      options,
      'A handler answers with another ETag than the one selected: a client that sends it back is never answered 304',
    )
  }
  if (theirs.has('cache-control') && theirs.get('cache-control') !== ours.get('cache-control'))
    reportMissing('Cache-Control', options)
  const known = members(ours.get('vary') ?? '')
  if (members(theirs.get('vary') ?? '').some((name) => !known.includes(name))) reportMissing('Vary', options)
}

function reportMissing(name: string, options: Options): void {
  reportMistake(
    options,
    `A handler answers with a ${name} that the validators lack: put it into their headers, so that the 304 has it too`,
  )
}
