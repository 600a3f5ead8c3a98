import { currentSeenAt } from '../fields/current.ts'
import { copyFields } from '../fields/copy-fields.ts'
import type { Validators } from '../fields/validators.ts'
import { addAlways, build } from '../responses/build.ts'
import { type Content, type Representation } from '../responses/representation.ts'
import { addValidators, representationFields } from '../responses/representation-fields.ts'
import { typeOf, whole } from '../responses/content.ts'
import { contentOf } from '../responses/send.ts'
import type { RequestLike } from '../fields/request.ts'
import { unusable } from '../fields/shown.ts'
import { asOf } from './as-of.ts'
import type { Snapshot } from './resource.ts'
import type { WriteOptions } from './write-options.ts'

/** A write that was made. */
export interface Written<S extends Snapshot> {
  readonly state: S
  readonly isCreated: boolean
  /** When the swap began: what came since may belong to a later state, too. */
  readonly begun: number
  /** What the new state is evaluated by. */
  readonly validators: Validators
}

/** The status that a write will be answered with, before it is made. */
export function statusOf<S>(isCreated: boolean, { answer }: WriteOptions<S>): 200 | 201 | 204 {
  return isCreated ? 201 : answer ? 200 : 204
}

/**
 * Builds the answer to a write that was made. After a PUT it carries ETag and Last-Modified only where the bytes were
 * stored as they were sent: the client would take its own bytes for the tagged ones.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.4 RFC 9110, Section 9.3.4}
 */
export function writeAnswer<S extends Snapshot>(
  { method }: RequestLike,
  written: Written<S>,
  options: WriteOptions<S>,
): Response | Promise<Response> {
  const mayTag = method !== 'PUT' || options.storedAsSent === true
  if (options.answer !== undefined) return shownAnswer(written, options.answer(written.state), mayTag, options)
  // The 200's other fields belong to what GET shows, not to an answer without it.
  const { isCreated, begun, validators } = written
  const headers = mayTag ? addValidators(new Headers(), currentSeenAt(begun, validators)) : new Headers()
  return build(null, statusOf(isCreated, options), addAlways(headers, options), options)
}

/** The answer with what the application shows of the new state. */
async function shownAnswer<S extends Snapshot>(
  { state, isCreated, begun }: Written<S>,
  shown: ReturnType<NonNullable<WriteOptions<S>['answer']>>,
  mayTag: boolean,
  options: WriteOptions<S>,
): Promise<Response> {
  const answer = gotten('answer()', await shown)
  if (!isRepresentation(answer)) return withoutCaching(answer, mayTag, options)
  const headers = representationFields(currentSeenAt(begun, asOf(state, answer)))
  if (answer.type !== undefined) headers.set('content-type', answer.type)
  const content = await contentOf(answer)
  if (content !== null && typeOf(content) !== null && !headers.has('content-type'))
    headers.set('content-type', typeOf(content)!)
  strip(headers, mayTag)
  return build(bodyOf(content), statusOf(isCreated, options), addAlways(headers, options), options)
}

function bodyOf(content: Content): BodyInit {
  // Somebody else wrote again by now: the status stands, and there is nothing to show.
  return content === null ? new Uint8Array(0) : whole(content)
}

function withoutCaching(answer: Response, mayTag: boolean, options: WriteOptions<never>): Response {
  const headers = copyFields(answer.headers)
  strip(headers, mayTag)
  return build(answer.body, answer.status, addAlways(headers, options as object), options as object)
}

function strip(headers: Headers, mayTag: boolean): void {
  headers.delete('cache-control')
  headers.delete('expires')
  if (mayTag) return
  headers.delete('etag')
  headers.delete('last-modified')
}

/** What an application's function gave to be sent; one that forgets its return is the developer's mistake. */
export function gotten<T extends Representation | Response>(name: string, given: T): T {
  if (typeof given === 'object' && given !== null) return given
  throw unusable(name, given, 'is neither a representation nor a Response')
}

function isRepresentation(answer: Representation | Response): answer is Representation {
  return typeof answer.body === 'function'
}

/** What a snapshot says of itself: its version, and its own date, which the write side has made strong. */
export function snapshotValidators({ version, lastModified }: Snapshot): Validators {
  return lastModified ? { version, lastModified, dateIsStrong: true } : { version }
}
