import { answerRead, ATTEMPTS, type Selected } from '../evaluation/answer-read.ts'
import { dated } from '../evaluation/dated.ts'
import { reportGoOn } from '../evaluation/evaluate-preconditions.ts'
import { build } from '../responses/build.ts'
import { unsent } from '../responses/content.ts'
import type { Representation } from '../responses/representation.ts'
import { readState } from './attempts.ts'
import { asOf } from './as-of.ts'
import { announcedLength, type Body, DEFAULT_LIMIT, RequestBody, type WriteRequest } from './body.ts'
import { findByType, mediaTypeOf } from './media-type.ts'
import type { Methods, Offer } from './methods.ts'
import { complete, refuse, refusedBy } from './refusals.ts'
import type { Resource, Snapshot } from './resource.ts'
import { reportOtherVersion } from './state-validators.ts'
import { gotten } from './write-answer.ts'
import { answering } from './write.ts'

/** Answers GET and HEAD of a resource. */
export function read<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  methods: Methods<S, N>,
): Promise<Response> {
  return show(request, resource, methods, async (state) => {
    const shown = gotten('get', await methods.get!(state, request))
    if (isRepresentation(shown)) reportOtherVersion(state, shown, methods)
    return shown
  })
}

/**
 * Answers QUERY of a resource: its answer is evaluated on the validators that the query's own result has.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc10008.html#section-2 RFC 10008, Section 2}
 */
export function query<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  methods: Methods<S, N>,
  offer: Offer,
): Promise<Response> {
  const { limit = DEFAULT_LIMIT } = methods
  const body = new RequestBody(request, limit)
  const ask = body.type === null ? null : findByType(methods.query!, mediaTypeOf(body.type))
  return show(request, resource, methods, (state) => {
    if ((announcedLength(request) ?? 0) > limit)
      return refuse(request, 413, `The content is longer than ${limit} bytes.`, methods)
    if (request.headers.get('content-encoding') !== null) {
      return refuse(
        request,
        415,
        'The content of a QUERY is read uncoded: send it without Content-Encoding.',
        methods,
        { 'accept-encoding': 'identity' },
      )
    }
    if (body.type === null)
      return refuse(request, 400, 'A QUERY needs a Content-Type that says what its content is.', methods)
    return ask
      ? ask(state, body)
      : refuse(request, 415, 'Queries of this media type are not answered here.', methods, offer.accept.QUERY)
  })
}

type Show<S> = (state: S, body?: Body) => Representation | Response | Promise<Representation | Response>

async function show<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  methods: Methods<S, N>,
  get: Show<S>,
): Promise<Response> {
  const select = async (): Promise<Selected> => {
    const state = await readState(resource)
    const refusal = await refusedBy(methods, state)
    if (refusal || state === null) return refusal
    const shown = gotten('get', await get(state))
    return isRepresentation(shown) ? asOf(state, shown) : shown
  }
  let read: Response | null = null
  const answer = await answering(request, methods, async () => {
    return (read = await answerRead(request, select, ATTEMPTS, methods))
  })
  // What went wrong on the way is neither reported nor dated yet.
  const isRead = answer === read
  if (!isRead) reportGoOn(request, methods)
  // A complete answer that the application made may have content, which HEAD has not.
  const bare =
    request.method === 'HEAD' && answer.body
      ? build(unsent(answer.headers), answer.status, answer.headers, methods)
      : answer
  const whole = complete(bare, methods)
  return isRead ? whole : dated(whole)
}

function isRepresentation(shown: Representation | Response): shown is Representation {
  return typeof shown.body === 'function'
}
