import type { RequestLike } from '../fields/request.ts'
import { shown } from '../fields/shown.ts'

/** What the write side needs of a Request: structural, so that a framework's cached body fits. */
export type WriteRequest = RequestLike & Pick<Request, 'signal' | 'body' | 'bodyUsed' | 'arrayBuffer'>

/**
 * The request's content, read when it is first asked for, and readable again on every turn. `stream()` may be taken once: a
 * swap that is lost after that ends the write.
 */
export interface Body {
  readonly type: string | null
  /** Bytes, by Content-Length. */
  readonly size: number | null
  /** @throws UnreadableBody: 400 */
  json(): Promise<unknown>
  text(): Promise<string>
  bytes(): Promise<Uint8Array>
  /** @throws UnreadableBody: 400 */
  formData(): Promise<FormData>
  stream(): ReadableStream<Uint8Array>
}

/** The content is not what its media type says, or broke off: 400. */
export class UnreadableBody extends Error {}

/** The content is longer than the limit: 413. */
export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`The content is longer than ${limit} bytes`)
  }
}

/**
 * A store throws it for content that it takes only where its length is known before: the client is told 411, and may send it
 * again with a Content-Length.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.12 RFC 9110, Section 15.5.12}
 */
export class LengthRequired extends Error {}

/** Bytes that are buffered unless `limit` says otherwise. */
export const DEFAULT_LIMIT: number = 1024 * 1024

/** The length that a request announces, or `null`. */
export function announcedLength({ headers }: RequestLike): number | null {
  const field = headers.get('content-length')
  return field !== null && /^[0-9]+$/.test(field) ? Number(field) : null
}

const utf8 = new TextDecoder()

/** The content of one request, buffered once where it is not taken as a stream. */
export class RequestBody implements Body {
  readonly type: string | null
  readonly size: number | null
  /** Whether the content has gone to somebody, and cannot be had again. */
  isTaken = false
  readonly #request: WriteRequest
  readonly #limit: number | undefined
  #buffered: Promise<Uint8Array<ArrayBuffer>> | null = null

  constructor(request: WriteRequest, limit: number | undefined) {
    // One without a value names no media type, and must not be stored as if it did.
    this.type = request.headers.get('content-type') || null
    this.size = announcedLength(request)
    this.#request = request
    this.#limit = limit
    // Nothing is longer than NaN.
    if (limit !== undefined && !(typeof limit === 'number' && limit >= 0))
      throw new TypeError(`Cannot use limit: ${shown(limit)} is no number of bytes`)
  }

  async json(): Promise<unknown> {
    const text = await this.text()
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw new UnreadableBody('The content is no JSON', { cause })
    }
  }

  async text(): Promise<string> {
    return utf8.decode(await this.#buffer())
  }

  async bytes(): Promise<Uint8Array> {
    return (await this.#buffer()).slice()
  }

  async formData(): Promise<FormData> {
    const bytes = await this.#buffer()
    try {
      return await new Response(bytes, { headers: { 'content-type': this.type ?? '' } }).formData()
    } catch (cause) {
      throw new UnreadableBody('The content is no form data', { cause })
    }
  }

  stream(): ReadableStream<Uint8Array> {
    if (this.isTaken) throw new TypeError('Cannot take the stream: it was taken before; it gives the bytes once')
    if (this.#buffered) return streamOf(this.#buffered)
    const body = this.#claim()
    this.isTaken = true
    const stream = body ?? streamOf(this.#request.arrayBuffer().then((buffer) => new Uint8Array(buffer)))
    return this.#limit === undefined ? stream : stream.pipeThrough(limiter(this.#limit))
  }

  #buffer(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.isTaken) throw new TypeError('Cannot read the content: stream() has taken it; it gives the bytes once')
    return (this.#buffered ??= this.#read())
  }

  async #read(): Promise<Uint8Array<ArrayBuffer>> {
    const limit = this.#limit ?? DEFAULT_LIMIT
    if (this.size !== null && this.size > limit) throw new BodyTooLarge(limit)
    if (this.#request.bodyUsed) throw readBefore()
    // A server hands on no more than Content-Length says, so nothing is counted on the way. Asking for `body` makes a stream,
    // and of the light Request of @hono/node-server a heavy one: two thirds of what a small write costs there.
    const body = this.size === null ? this.#claim() : null
    try {
      const bytes = body ? await collect(body, limit) : new Uint8Array(await this.#request.arrayBuffer())
      if (bytes.byteLength > limit) throw new BodyTooLarge(limit)
      return bytes
    } catch (cause) {
      if (cause instanceof BodyTooLarge) throw cause
      // Somebody holds a reader, and has used nothing yet.
      if (!body && !this.#request.bodyUsed && this.#request.body?.locked) throw readBefore()
      throw new UnreadableBody('The content broke off', { cause })
    }
  }

  /** The content's stream, where there is one, with nobody at it. */
  #claim(): ReadableStream<Uint8Array> | null {
    const { body, bodyUsed } = this.#request
    if (bodyUsed || body?.locked) throw readBefore()
    return body
  }
}

function readBefore(): TypeError {
  return new TypeError(
    'Cannot read the content: somebody has read it before; hand over the request unread, or one with the bytes in it',
  )
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    length += value!.byteLength
    if (length > limit) {
      await reader.cancel()
      throw new BodyTooLarge(limit)
    }
    chunks.push(value!)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function streamOf(bytes: Promise<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(await bytes)
      controller.close()
    },
  })
}

function limiter(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let length = 0
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.byteLength
      if (length > limit) controller.error(new BodyTooLarge(limit))
      else controller.enqueue(chunk)
    },
  })
}
