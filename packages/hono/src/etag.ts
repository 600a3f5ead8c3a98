import {
  type EntityTag,
  entityTag,
  entityTagOfBytes,
  entityTagOfBytesSync,
  evaluateAnswer,
  formatEntityTag,
  type Options,
} from '@ifmatch/core'
import type { MiddlewareHandler } from 'hono'
import { replaceResponse } from './replace-response.ts'
import { retainOnly } from './retained-headers.ts'
import { wholeBody } from './whole-body.ts'

const MEBIBYTE = 1024 * 1024

/** The options of hono/etag, a limit, and what tells of decisions and mistakes. */
export interface ETagOptions extends Pick<Options, 'onDecision' | 'onMistake'> {
  /** Makes the tags weak. */
  weak?: boolean
  /** The only fields that a 304 keeps; left out: all that do not describe the content of the 200. */
  retainedHeaders?: string[]
  /** Another hash than SHA-256. */
  generateDigest?: (body: Uint8Array<ArrayBuffer>) => ArrayBuffer | Promise<ArrayBuffer>
  /** How many bytes may be held to make a tag of them; default 1 MiB. A longer body goes on without a tag. */
  limit?: number
}

/**
 * Gives reads an ETag and evaluates their preconditions after the handler ran, in the place of hono/etag. A tag or date of
 * the handler's own is used; otherwise a tag is made of the body, where all of it is there and within the limit. Only
 * reads that succeed are evaluated: a write has happened already, and one whose condition nobody evaluated is reported.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { Hono } from 'hono'
 * import { etag } from '@ifmatch/hono'
 *
 * const app = new Hono()
 * app.use(etag())
 * app.get('/note', (c) => c.text('hello'))
 *
 * const first = await app.request('/note')
 * const again = await app.request('/note', { headers: { 'If-None-Match': first.headers.get('etag')! } })
 * assert.equal(again.status, 304)
 * ```
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export function etag(options: ETagOptions = {}): MiddlewareHandler {
  const { retainedHeaders } = options
  return async (c, next) => {
    await next()
    const request = c.req.raw
    const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'QUERY'
    const answer = evaluateAnswer(request, isRead ? await tagged(c.res, options) : c.res, options)
    if (retainedHeaders && answer.status === 304 && answer !== c.res) retainOnly(answer, retainedHeaders)
    replaceResponse(c, answer)
  }
}

/** The response with a tag of its body, where it needs one and its body can be read. */
async function tagged(response: Response, options: ETagOptions): Promise<Response> {
  const { headers, status, statusText } = response
  if (status !== 200 || response.body === null || headers.has('etag') || isEventStream(headers)) return response
  const { limit = MEBIBYTE } = options
  const length = headers.get('content-length')
  if (length !== null && !(Number(length) <= limit)) return response
  // On Bun the Content-Type of a text is nowhere but in the Response that was made of it: that one has to stay whole.
  const twin = headers.has('content-type') ? null : response.clone()
  const content = await wholeBody(twin?.body ?? response.body, { limit, lengthIsKnown: length !== null })
  const isWhole = content instanceof Uint8Array
  if (twin && !isWhole) content.cancel().catch(() => {})
  const answer = twin ? response : new Response(content, { status, statusText, headers })
  // Without content there is nothing to make a tag of, and to HEAD a handler may well send none.
  if (!isWhole || content.byteLength === 0) return answer
  return withTag(answer, formatEntityTag(await tagOf(content, options)))
}

function withTag(response: Response, tag: string): Response {
  try {
    response.headers.set('etag', tag)
    return response
  } catch {
    // The headers of a response that came from fetch() are immutable.
    const { body, headers, status, statusText } = response
    return new Response(body, { status, statusText, headers: [...headers, ['etag', tag]] })
  }
}

function isEventStream(headers: Headers): boolean {
  return headers.get('content-type')?.trimStart().toLowerCase().startsWith('text/event-stream') ?? false
}

async function tagOf(
  bytes: Uint8Array<ArrayBuffer>,
  { weak = false, generateDigest }: ETagOptions,
): Promise<EntityTag> {
  if (generateDigest) return entityTag(hex(await generateDigest(bytes)), { weak })
  return entityTagOfBytesSync(bytes, { weak }) ?? entityTagOfBytes(bytes, { weak })
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
