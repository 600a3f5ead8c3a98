import { currentOf } from '../fields/current.ts'
import { formatHttpDate } from '../fields/http-date.ts'
import { isRead, type RequestLike } from '../fields/request.ts'
import { defaults, type Options } from '../responses/options.ts'
import { problemDetails, problemResponse } from '../responses/problem-details.ts'
import { type Representation, sizeOf } from '../responses/representation.ts'
import { sendPart, sendParts, sendWhole } from '../responses/send.ts'
import { reportGoOn, stopped } from './evaluate-preconditions.ts'
import { evaluateRange } from './evaluate-range.ts'
import { precedence } from './precedence.ts'

// A representation that changes each time before it can be opened ends in a 503.
const ATTEMPTS = 10

/**
 * Answers a read whole: preconditions, ranges, content. `body()` is opened only if bytes are sent, and only the bytes that
 * are. Where it gives `null`, because the representation changed meanwhile, a function is asked to select again.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { respond } from '@ifmatch/core'
 *
 * const note = { version: 7, type: 'text/plain', size: 11, body: () => 'hello world' }
 * const request = new Request('http://localhost/note', { headers: { Range: 'bytes=6-' } })
 * const answer = await respond(request, note)
 * assert.equal(answer.status, 206)
 * assert.equal(await answer.text(), 'world')
 * ```
 *
 * @returns 200, 206, 304, 400, 404, 412, 416, 503; 405 to a method that is no read
 * @throws TypeError for a representation that says nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export async function respond(
  request: RequestLike,
  selected: Representation | null | (() => Representation | null | Promise<Representation | null>),
  options: Options = defaults,
): Promise<Response> {
  return dated((await unread(request, options)) ?? (await answered(request, selected, options)))
}

/** What method and fields decide alone. */
function unread({ method, headers }: RequestLike, options: Options): Response | null {
  if (!isRead(method)) return problem(method, 405, 'Only GET, HEAD and QUERY are answered here.', options, { allow: 'GET, HEAD, QUERY' })
  // RFC 10008, Section 2: a server fails a QUERY whose content has no media type.
  if (method !== 'QUERY' || headers.get('content-type') !== null) return null
  return problem(method, 400, 'A QUERY needs a Content-Type that says what its content is.', options)
}

async function answered(request: RequestLike, selected: Parameters<typeof respond>[1], options: Options): Promise<Response> {
  const select = typeof selected === 'function' ? selected : () => selected
  for (let attempt = 0; attempt < (select === selected ? ATTEMPTS : 1); attempt++) {
    const state = await select()
    const stop = state === null ? null : precedence(request, state, options)
    if (stop) return stopped(stop, request, state, options)
    const answer = state === null ? problem(request.method, 404, 'Nothing is here.', options) : await open(request, state, options)
    if (answer === null) continue
    reportGoOn(request, options)
    return answer
  }
  reportGoOn(request, options)
  return problem(request.method, 503, 'It changed while it was read: ask again.', options, { 'retry-after': '1' })
}

async function open(request: RequestLike, state: Representation, options: Options): Promise<Response | null> {
  const size = sizeOf(state)
  const current = currentOf(state)
  if (size === null) return sendWhole(request.method, state, current, size, options)
  const { status, ranges, contentRange } = evaluateRange(request, state, size)
  if (status === 200) return sendWhole(request.method, state, current, size, options)
  if (status === 206) return ranges.length === 1 ? sendPart(state, current, ranges[0]!, size, options) : sendParts(state, current, ranges, size, options)
  const detail = `No range that was asked for lies within the ${size} bytes of it.`
  return problem(request.method, 416, detail, options, { 'content-range': contentRange!, 'accept-ranges': 'bytes' })
}

function problem(method: string, status: number, detail: string, options: Options, fields?: Record<string, string>): Response {
  return problemResponse(method, status, problemDetails(status, detail), options, fields)
}

/**
 * Dates an answer by the clock that Last-Modified is judged by: a runtime's own Date may lag behind it, or be missing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-6.6.1 RFC 9110, Section 6.6.1}
 */
export function dated(response: Response): Response {
  response.headers.set('date', formatHttpDate(new Date()))
  return response
}
