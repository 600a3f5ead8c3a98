import type { ByteRange } from '../fields/range.ts'
import type { Content } from './representation.ts'

/** Content that is there: bytes, or the way to them. */
export type Opened = Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>

/** The Content-Type that content brings along, or `null`. */
export function typeOf(content: NonNullable<Content>): string | null {
  if (typeof content === 'string') return 'text/plain;charset=UTF-8'
  if (isBlob(content)) return content.type || null
  return isResponse(content) ? content.headers.get('content-type') : null
}

/**
 * Makes content of which nothing is known but that it is the whole fit for a Response.
 */
export function whole(content: NonNullable<Content>): BodyInit {
  if (isResponse(content)) return content.body ?? new Uint8Array(0)
  return isShared(content) ? bytesOf(content) : (content as BodyInit)
}

/**
 * The body of an answer to HEAD: none where its length is said, and otherwise a stream that is empty, since to no body Bun and
 * Deno add a length of zero, which the GET has not.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.6 RFC 9110, Section 8.6}
 */
export function unsent(headers: Pick<Headers, 'has'>): ReadableStream<Uint8Array> | null {
  if (headers.has('content-length')) return null
  // Bun looks whether a stream has ended already.
  return new ReadableStream({ pull: (controller) => controller.close() }, { highWaterMark: 0 })
}

/**
 * The bytes of `range` from what `body(range)` gave: those alone, or the whole, which is then cut. A stream has to be those
 * alone, and breaks off where it is longer or shorter, so that wrong bytes are never taken for a complete answer.
 *
 * @throws TypeError where the length is neither
 */
export function cut(content: NonNullable<Content>, range: ByteRange, size: number): Opened {
  if (isResponse(content)) return exactly(content.body ?? new Uint8Array(0), range.length)
  if (isStream(content)) return exactly(content, range.length)
  if (isBlob(content)) {
    const { offset, end } = place(content.size, range, size)
    return end - offset === content.size ? content : content.slice(offset, end, content.type)
  }
  const bytes = bytesOf(content as string | ArrayBuffer | ArrayBufferView)
  const { offset, end } = place(bytes.byteLength, range, size)
  return bytes.subarray(offset, end)
}

function place(given: number, range: ByteRange, size: number): { offset: number; end: number } {
  if (given === range.length) return { offset: 0, end: given }
  if (given === size) return { offset: range.offset, end: range.offset + range.length }
  throw new TypeError(
    `Cannot send the representation: size says ${size} bytes, body() gave ${given} for ${range.length}; count bytes, not characters`,
  )
}

function bytesOf(content: string | ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  if (!ArrayBuffer.isView(content)) return new Uint8Array(content)
  const bytes = new Uint8Array(content.buffer as ArrayBuffer, content.byteOffset, content.byteLength)
  return isShared(content) ? bytes.slice() : bytes
}

/** Whether other threads write to these bytes too: a Response of Node sends zeros for them, so they have to be copied. */
function isShared(content: NonNullable<Content>): content is ArrayBufferView {
  return ArrayBuffer.isView(content) && String(content.buffer) === '[object SharedArrayBuffer]'
}

/** Whether content is a Blob, asked by what it can do. */
export function isBlob(content: unknown): content is Blob {
  return isAble(content, 'slice') && isAble(content, 'arrayBuffer')
}

function isResponse(content: object | string): content is Response {
  return isAble(content, 'arrayBuffer') && !isAble(content, 'slice')
}

/** Whether content is a ReadableStream, asked by what it can do. */
export function isStream(content: object | string): content is ReadableStream<Uint8Array> {
  return isAble(content, 'getReader')
}

// Not by `in`: the stream of another Fetch implementation may be a Proxy that has what it does not list.
function isAble(content: unknown, method: string): boolean {
  return (
    typeof content === 'object' &&
    content !== null &&
    typeof (content as Record<string, unknown>)[method] === 'function'
  )
}

type FixedLength = new (length: number) => {
  readable: ReadableStream<Uint8Array>
  writable: WritableStream<Uint8Array>
}

/** A stream of exactly so many bytes, or one that fails: an announced length that is not kept would damage the connection. */
function exactly(content: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>, length: number): Opened {
  if (!isStream(content)) {
    if (content.byteLength === length) return content
    throw new TypeError(`Cannot send the representation: body() gave ${content.byteLength} bytes for ${length}`)
  }
  // workerd announces a length only for streams of its own making.
  const { FixedLengthStream } = globalThis as { FixedLengthStream?: FixedLength }
  if (FixedLengthStream) {
    const { readable, writable } = new FixedLengthStream(length)
    // What goes wrong shows at the readable end.
    content.pipeTo(writable).catch(() => {})
    return readable
  }
  return counted(content, length)
}

function counted(content: ReadableStream<Uint8Array>, length: number): ReadableStream<Uint8Array> {
  const reader = content.getReader()
  let left = length
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (!done && value.byteLength <= left) {
          left -= value.byteLength
          return controller.enqueue(value)
        }
        if (done && left === 0) return controller.close()
        const error = new TypeError(
          `Cannot send the representation: the stream is ${done ? 'shorter' : 'longer'} than the ${length} bytes announced`,
        )
        if (!done) await reader.cancel(error)
        throw error
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
