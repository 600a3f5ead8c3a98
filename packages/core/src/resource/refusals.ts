import { unusable } from '../fields/shown.ts'
import type { RequestLike } from '../fields/request.ts'
import { addAlways } from '../responses/build.ts'
import type { Options } from '../responses/options.ts'
import { problemDetails, problemResponse } from '../responses/problem-details.ts'
import type { WriteOptions } from './write-options.ts'

/** Builds a refusal with a problem document. */
export function refuse(
  { method }: RequestLike,
  status: number,
  detail: string,
  options: Options,
  fields?: Record<string, string>,
  members?: object,
): Response {
  return problemResponse(method, status, { ...problemDetails(status, detail), ...members }, options, fields)
}

/** Too many were faster, or the store failed: try again in a moment. */
export function busy(request: RequestLike, detail: string, options: Options): Response {
  return refuse(request, 503, detail, options, { 'retry-after': '1' })
}

// Refusals that were built where the options are not known, by the functions that read a body.
const bare = new WeakSet<Response>()

/** Builds a refusal inside a `change` of ours; {@link complete} adds what belongs on every answer. */
export function refuseBody(
  status: number,
  detail: string,
  members?: object,
  fields?: Record<string, string>,
): Response {
  const response = refuse({ method: 'PUT', headers: new Headers() }, status, detail, {}, fields, members)
  bare.add(response)
  return response
}

/** What `authorize` says: a refusal, or `null`. Anything else is the developer's mistake, and never a permission. */
export async function refusedBy<S>(options: WriteOptions<S>, current: S | null): Promise<Response | null> {
  if (options.authorize === undefined) return null
  const refusal: unknown = await options.authorize(current)
  if (refusal === null || isResponse(refusal)) return refusal
  throw unusable('authorize()', refusal, 'is neither a Response, which refuses, nor null, which goes on')
}

/** Adds `options.always` to a refusal of ours, and leaves the application's own responses as they are. */
export function complete(response: Response, options: Options): Response {
  if (bare.has(response)) addAlways(response.headers, options)
  return response
}

/** Whether a value is a Response, asked by what it can do: another Fetch implementation has its own class. */
export function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null) return false
  const { status, headers } = value as Partial<Response>
  return typeof status === 'number' && typeof headers?.get === 'function'
}
