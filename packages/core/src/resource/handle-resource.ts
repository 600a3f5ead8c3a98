import { dated } from '../evaluation/dated.ts'
import { reportGoOn } from '../evaluation/evaluate-preconditions.ts'
import { addAlways, build } from '../responses/build.ts'
import { type Body, DEFAULT_LIMIT, type WriteRequest } from './body.ts'
import { isBuffering } from './buffering.ts'
import { findByType, mediaTypeOf } from './media-type.ts'
import { type Methods, type Offer, offerOf } from './methods.ts'
import { query, read } from './reading.ts'
import { refuse } from './refusals.ts'
import { removing } from './remove.ts'
import type { Resource, Snapshot } from './resource.ts'
import { stateValidators } from './state-validators.ts'
import { applying } from './update.ts'
import { perform } from './write.ts'
import type { Next } from './write-options.ts'

const KNOWN = ['GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']

/**
 * Answers every method of one resource, whole and race-free.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { handleResource, memoryResource } from '@ifmatch/core'
 *
 * const note = memoryResource('first')
 * const serve = (request: Request) =>
 *   handleResource(request, note, {
 *     get: ({ version, value }) => ({ version, type: 'text/plain', body: () => value }),
 *     put: { 'text/plain': (_, body) => body.text() },
 *   })
 * const save = (tag: string, body: string) =>
 *   serve(new Request('http://localhost/note', { method: 'PUT', headers: { 'If-Match': tag, 'Content-Type': 'text/plain' }, body }))
 * assert.equal((await save('"1"', 'second')).status, 204)
 * assert.equal((await save('"1"', 'third')).status, 412)
 * ```
 *
 * @throws whatever the application's functions throw, and TypeError for the developer's mistakes; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3 RFC 9110, Section 9.3}
 */
export function handleResource<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  methods: Methods<NoInfer<S>, NoInfer<N>>,
): Promise<Response> {
  const offer = offerOf<S, N>(methods, resource.remove !== undefined)
  switch (request.method) {
    case 'OPTIONS':
      reportGoOn(request, methods)
      return Promise.resolve(options(offer, methods))
    case 'GET':
    case 'HEAD':
      if (methods.get) return read(request, resource, methods)
      break
    case 'QUERY':
      if (methods.query) return query(request, resource, methods, offer)
      break
    case 'PUT':
      if (methods.put) return write(request, resource, methods, offer, methods.put, methods.create ?? false)
      break
    case 'PATCH':
      if (methods.patch) return write(request, resource, methods, offer, methods.patch as Changes<S, N>, false)
      break
    case 'POST':
      if (methods.post) return write(request, resource, methods, offer, methods.post as Changes<S, N>, false)
      break
    case 'DELETE':
      if (methods.delete && resource.remove)
        return removing(request, resource, (state) => stateValidators(request, state, methods), methods)
      break
  }
  reportGoOn(request, methods)
  const isKnown = KNOWN.includes(request.method)
  const detail = isKnown
    ? `${request.method} is not for this resource.`
    : 'This method is not known here; methods are written in capitals.'
  return Promise.resolve(dated(refuse(request, isKnown ? 405 : 501, detail, methods, { allow: offer.allow })))
}

// PATCH and POST never see null: what is missing is 404 before.
type Changes<S, N> = { [mediaType: string]: (current: S | null, body: Body) => Next<N> }

function options<S, N>({ allow, accept }: Offer, methods: Methods<S, N>): Response {
  const headers = new Headers({ allow })
  if (methods.patch) headers.set('accept-patch', accept.PATCH!['accept-patch']!)
  if (methods.query) headers.set('accept-query', accept.QUERY!['accept-query']!)
  return dated(build(null, 204, addAlways(headers, methods), methods))
}

function write<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  methods: Methods<S, N>,
  offer: Offer,
  changes: Changes<S, N>,
  create: boolean,
): Promise<Response> {
  const change = findByType(changes, mediaTypeOf(request.headers.get('content-type')))
  const validators = (state: S) => stateValidators(request, state, methods)
  return perform<S, N>(request, resource, {
    options: methods,
    create,
    limit: methods.limit ?? (change && isBuffering(change) ? DEFAULT_LIMIT : undefined),
    refuse: () =>
      change
        ? null
        : refuse(request, 415, 'Content of this media type is not taken here.', methods, offer.accept[request.method]),
    validators,
    apply: applying(request, resource, change!, validators, methods),
  })
}
