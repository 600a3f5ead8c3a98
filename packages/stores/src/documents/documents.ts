import type { Resource, Stored, Upload } from '@ifmatch/core'

/** What a list says of a document. */
export interface Listed {
  readonly key: string
  readonly version: string | number
  readonly type?: string
  readonly size: number
  readonly lastModified: Date
}

/** Documents of bytes of any media type, each a resource by its key: for the methods that core's `documents()` makes. */
export interface Documents {
  (key: string): Required<Resource<Stored, Upload>>
  /** The documents that were written last, the newest first: 1,000 of them unless said. */
  list(limit?: number): Promise<readonly Listed[]>
}

/** So many documents are listed where nobody says how many. */
export const LIST_LIMIT = 1000

/**
 * The bytes of an upload, all of them in memory.
 *
 * @throws TypeError where there is no content, or another size than it was said to have
 */
export async function bytesOf({ body, size }: Upload): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null || body === undefined) throw new TypeError('Cannot store a document: its content is null')
  const bytes = await readAll(body)
  if (size === null || size === bytes.byteLength) return bytes
  throw new TypeError(`Cannot store a document: ${size} bytes were announced, and there are ${bytes.byteLength}`)
}

async function readAll(body: NonNullable<Upload['body']>): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength)
  const readable = 'arrayBuffer' in body ? body : new Response(body)
  return new Uint8Array(await readable.arrayBuffer())
}
