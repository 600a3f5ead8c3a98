import { checked, currentOf } from '../fields/current.ts'
import type { RequestLike } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { isUnreadable } from '../fields/entity-tag-list.ts'
import { dated } from '../evaluation/dated.ts'
import { reportGoOn, stopped } from '../evaluation/evaluate-preconditions.ts'
import { precedence, stop, type Stop } from '../evaluation/precedence.ts'
import { attempts, fromStore, given, lost, StoreFailure } from './attempts.ts'
import {
  announcedLength,
  BodyTooLarge,
  LengthRequired,
  RequestBody,
  UnreadableBody,
  type WriteRequest,
} from './body.ts'
import { busy, complete, refuse, refusedBy } from './refusals.ts'
import type { Resource, Snapshot } from './resource.ts'
import { isUnreadableKey, remember, type Remembering } from './remembering.ts'
import type { WriteOptions } from './write-options.ts'
import type { Options } from '../responses/options.ts'

/** One write over HTTP, apart from the order of things, which {@link perform} keeps. */
export interface Write<S extends Snapshot> {
  readonly options: WriteOptions<S>
  /** May it create? If not, a missing resource is 404. */
  readonly create: boolean
  /** Content longer than this is refused before anything is evaluated. */
  readonly limit: number | undefined
  /** What the fields decide alone, beyond what they decide for every write. */
  refuse?(current: S | null): Response | null
  /** What the state is evaluated by. */
  validators(state: S): Validators | Promise<Validators>
  /** Changes the state, in one step with the store: the answer, or `lost`. */
  apply(current: S | null, body: RequestBody, remembering: Remembering | null): Promise<Response | typeof lost>
}

/**
 * Carries out a write in the order of DESIGN: read; authorize; what method, target and fields decide alone; the
 * preconditions; the body; the change; the swap. A lost swap starts again from the read, and evaluates again.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.1 RFC 9110, Section 13.2.1}
 */
export async function perform<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  write: Write<S>,
): Promise<Response> {
  const { options } = write
  const body = new RequestBody(request, options.limit)
  const remembering = remember(request, body, options)
  const effective = { ...options, require: isRequired(request, options), create: write.create }
  let isReported = false
  const turn = async (current: S | null): Promise<Response | typeof lost> => {
    // Nothing is waited for that is not there: each wait is a turn of the queue.
    const refusal =
      (options.authorize && (await refusedBy(options, current))) ?? refuseByFields(request, current, write)
    if (refusal) return refusal
    const selected = current && checked(await write.validators(current))
    const stopping = overwritesUnread(request, selected) ?? precedence(request, selected, effective)
    const recalled = remembering && (await remembering.recall(current, stopping))
    if (recalled) return recalled
    if (stopping) {
      isReported = true
      return stopped(
        stopping,
        request,
        (await remembering?.mayBeForgotten(current)) ? sayingForgotten(effective) : effective,
      )
    }
    if (body.isTaken)
      return busy(
        request,
        'Somebody else wrote at the same time, and the content came as a stream, which is gone: send it again.',
        options,
      )
    return await write.apply(current, body, remembering)
  }
  const answer = await answering(request, options, () => attempts(resource, turn, request.signal))
  if (!isReported) reportGoOn(request, options)
  return dated(complete(answer, options))
}

// Whoever was answered nothing the first time must not take this refusal for the news that the write was never applied.
function sayingForgotten(options: Options): Options {
  const { problem = (usual) => usual } = options
  return { ...options, problem: (usual) => problem({ ...usual, idempotencyKey: 'forgotten' }) }
}

/** Turns what can go wrong on the way into answers; what the application throws is thrown on. */
export async function answering(
  request: RequestLike,
  options: Options,
  run: () => Promise<Response | typeof lost>,
): Promise<Response> {
  try {
    const answer = await run()
    return answer === lost
      ? busy(request, 'Too many wrote at the same time: send it again in a moment.', options)
      : answer
  } catch (error) {
    if (error instanceof StoreFailure && !isOfContent(error.cause)) {
      const { onError = console.error } = options
      onError(error.cause)
      return busy(request, 'The store does not answer: send it again in a moment.', options)
    }
    // What is wrong with a stream is found out by the store that reads it.
    const reason = error instanceof StoreFailure ? error.cause : error
    if (reason instanceof BodyTooLarge) return refuse(request, 413, `${reason.message}.`, options)
    if (reason instanceof LengthRequired)
      return refuse(
        request,
        411,
        'The length of this content has to be known before: send it with Content-Length.',
        options,
      )
    if (error instanceof UnreadableBody) return refuse(request, 400, `${error.message}: correct it and retry.`, options)
    throw error
  }
}

function isOfContent(error: unknown): boolean {
  return error instanceof BodyTooLarge || error instanceof LengthRequired
}

// The last writer wins otherwise. A PATCH is applied to whatever is there by then.
function isRequired<S>({ method }: RequestLike, { require }: WriteOptions<S>): boolean {
  return require ?? (method === 'PUT' || method === 'DELETE')
}

function refuseByFields<S extends Snapshot>(request: RequestLike, current: S | null, write: Write<S>): Response | null {
  const { options, create, limit } = write
  const { method, headers } = request
  if (current === null && !create) return refuse(request, 404, 'Nothing is here.', options)
  if (method === 'DELETE') return null
  if (limit !== undefined && (announcedLength(request) ?? 0) > limit)
    return refuse(request, 413, `The content is longer than ${limit} bytes.`, options)
  if (headers.get('content-encoding') !== null) {
    return refuse(
      request,
      415,
      'Content is stored as it is sent, without Content-Encoding: send it uncoded.',
      options,
      { 'accept-encoding': 'identity' },
    )
  }
  const refusal = write.refuse?.(current)
  if (refusal) return refusal
  if (method === 'PUT' && headers.get('content-range') !== null) {
    return refuse(request, 400, 'A PUT with Content-Range would replace the whole by a part: send the whole.', options)
  }
  if (options.idempotencyKey && isUnreadableKey(request))
    return refuse(request, 400, 'Idempotency-Key is one string in double quotes.', options)
  return null
}

// An If-None-Match that cannot be read matches nothing, so the write could replace what the client meant to keep.
function overwritesUnread({ headers }: RequestLike, selected: Validators | null): Stop | null {
  const field = headers.get('if-none-match')
  return isUnreadable(field) ? stop(400, 'If-None-Match', 'malformed', field, selected && currentOf(selected)) : null
}

/** A client that went away is not written for: nobody would learn what became of it. */
export function refuseGone({ signal }: WriteRequest): void {
  if (signal?.aborted) throw new UnreadableBody('The client went away')
}

/** Swaps in the store, unless the client has gone away meanwhile. */
export async function swapIn<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  current: S | null,
  next: N,
  writeIds: readonly string[] | undefined,
): Promise<S | null> {
  refuseGone(request)
  return given('swap()', await fromStore(() => resource.swap(current, next, writeIds)))
}
