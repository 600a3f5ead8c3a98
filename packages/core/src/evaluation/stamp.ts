import { type Current, currentOf, type Kept } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { addVary, edit, members, responseClass } from '../responses/build.ts'
import { lightFields } from '../responses/light-response.ts'
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
  const light = lightFields(response, responseClass(options))
  const fields = light ?? response.headers
  const theirs = theirsOf(fields)
  const current = currentOf(selected)
  const ours = current.kept ?? keep(current)
  reportDifferences(theirs, ours, options)
  const missing = ours.all.filter((field) => isMissing(field, theirs, fields))
  if (missing.length === 0) return response
  if (!light || missing.some(([name]) => fields.has(name) || name === 'set-cookie'))
    return edit(response, (headers) => add(headers, missing), options)
  light.add(missing)
  return response
}

/** What a handler's answer says of the fields that are compared. */
type Theirs = Readonly<Record<'etag' | 'last-modified' | 'cache-control' | 'vary', string | null>>

function theirsOf(headers: Pick<Headers, 'get'>): Theirs {
  return {
    etag: headers.get('etag'),
    'last-modified': headers.get('last-modified'),
    'cache-control': headers.get('cache-control'),
    vary: headers.get('vary'),
  }
}

// Entries, since walking over Headers sorts them anew each time on Node: on an unconditional request it costs more than all
// the rest.
function keep(current: Current): Kept {
  const headers = representationFields(current)
  const kept = { ...theirsOf(headers), all: [...headers] }
  // A date that has not come yet may be another one by then.
  if (current.isPrepared && current.hasCome) current.kept = kept
  return kept
}

function isMissing([name, value]: readonly [string, string], theirs: Theirs, headers: Pick<Headers, 'has'>): boolean {
  switch (name) {
    case 'set-cookie':
      return true
    case 'etag':
    case 'last-modified':
      return theirs.etag === null && theirs['last-modified'] === null
    case 'cache-control':
      return theirs['cache-control'] === null
    case 'vary':
      return lacksMembers(theirs.vary, value)
    default:
      return !headers.has(name)
  }
}

function add(headers: Headers, missing: Kept['all']): void {
  for (const [name, value] of missing) {
    if (name === 'set-cookie') headers.append(name, value)
    else if (name === 'vary') addVary(headers, value)
    else headers.set(name, value)
  }
}

function reportDifferences(theirs: Theirs, ours: Theirs, options: Options): void {
  if (theirs.etag !== null && theirs.etag !== ours.etag) {
    reportMistake(
      options,
      'A handler answers with another ETag than the one selected: a client that sends it back is never answered 304',
    )
  }
  if (theirs['cache-control'] !== null && theirs['cache-control'] !== ours['cache-control'])
    reportMissing('Cache-Control', options)
  if (theirs.vary !== null && lacksMembers(ours.vary, theirs.vary)) reportMissing('Vary', options)
}

function lacksMembers(vary: string | null, sought: string): boolean {
  if (vary === sought) return false
  const known = members(vary ?? '')
  return members(sought).some((name) => !known.includes(name))
}

function reportMissing(name: string, options: Options): void {
  reportMistake(
    options,
    `A handler answers with a ${name} that the validators lack: put it into their headers, so that the 304 has it too`,
  )
}
