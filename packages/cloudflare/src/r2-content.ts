import { type Content, LengthRequired, type Upload } from '@ifmatch/core'

/** A stream whose length nobody said is held in memory, up to so many bytes. */
const LONGEST_HELD = 16 * 1024 * 1024

type Bytes = string | Blob | ArrayBuffer | ArrayBufferView
type Send<T> = (value: Bytes | ReadableStream) => Promise<T>

/** The content of an upload, with its size. What came as a stream of known size is one still. */
export interface Prepared {
  readonly size: number
  readonly content: Bytes | ReadableStream
}

/**
 * Finds out how long an upload is. R2 takes no stream of unknown length in one `put`, and only one `put` is conditional,
 * so such a stream is read now.
 *
 * @throws TypeError where there is no content, or another size than it was said to have
 * @throws LengthRequired for a stream of unknown size that is longer than 16 MiB: the client is told 411
 */
export async function prepareContent({ body, size }: Upload): Promise<Prepared> {
  if (body === null || body === undefined) throw new TypeError('Cannot store an object: its content is null')
  const stream = streamOf(body)
  if (stream !== null && size !== null) return { size, content: stream }
  const content = stream === null ? (body as Bytes) : await held(stream)
  return { size: checked(lengthOf(content), size), content }
}

/** Hands content to R2: a stream goes through as it comes. */
export function sendPrepared<T>({ size, content }: Prepared, send: Send<T>): Promise<T> {
  return isStream(content) ? sendStream(content, size, send) : send(content)
}

/** All of the bytes. */
export async function bytesOfPrepared({ size, content }: Prepared): Promise<Uint8Array> {
  const bytes = isStream(content) ? await held(content) : new Uint8Array(await new Response(content).arrayBuffer())
  checked(bytes.byteLength, size)
  return bytes
}

function checked(length: number, announced: number | null): number {
  if (announced === null || announced === length) return length
  throw new TypeError(`Cannot store an object: ${announced} bytes were announced, and there are ${length}`)
}

function isStream(content: Prepared['content']): content is ReadableStream {
  return typeof content === 'object' && 'getReader' in content
}

/** The error is that of the stream, where it failed before R2 did: R2 would only say that bytes are missing. */
async function sendStream<T>(stream: ReadableStream, size: number, send: Send<T>): Promise<T> {
  const { readable, writable } = new FixedLengthStream(size)
  const done = new AbortController()
  const source = stream.pipeTo(writable, { signal: done.signal })
  const failed = source.then(
    () => null,
    (error: unknown) => (done.signal.aborted ? null : { error }),
  )
  try {
    return await send(readable)
  } catch (error) {
    done.abort()
    throw (await failed)?.error ?? error
  } finally {
    done.abort()
  }
}

async function held(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value!)
    length += value!.byteLength
    if (length <= LONGEST_HELD) continue
    await reader.cancel()
    throw new LengthRequired(
      `Cannot store an object: its size is not known, and it is longer than ${LONGEST_HELD} bytes; give its size`,
    )
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function streamOf(body: NonNullable<Content>): ReadableStream | null {
  if (typeof body !== 'object') return null
  if ('getReader' in body) return body as ReadableStream
  return 'headers' in body ? (body.body ?? new Blob([]).stream()) : null
}

function lengthOf(bytes: Bytes): number {
  if (typeof bytes === 'string') return new TextEncoder().encode(bytes).byteLength
  return 'byteLength' in bytes ? bytes.byteLength : bytes.size
}
