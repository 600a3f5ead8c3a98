import type { ByteRange } from '../fields/range.ts'
import type { Validators } from '../fields/validators.ts'

/**
 * What `body` gives: the content, or `null` where the representation changed since it was selected. Of a Response the
 * bytes and the Content-Type count.
 */
export type Content = string | Blob | ReadableStream | ArrayBuffer | ArrayBufferView | Response | null

/**
 * Validators, and how to open the bytes.
 *
 * - `type` is the media type; set it where HEAD has to say it.
 * - `size` is the length in bytes, not in characters. Where it is known, ranges are served.
 * - `body` is called only if bytes are sent: never for 304, 412, HEAD. With a size it is asked for exactly `range`; a
 *   string, Blob or buffer of the whole is cut for you. `null`: it changed meanwhile, select again.
 */
export type Representation = Validators & {
  type?: string
  size?: number
  body(range?: ByteRange): Content | Promise<Content>
}

/** The size in bytes, or `null` where it is not known; a size that is none is the developer's mistake. */
export function sizeOf({ size }: Representation): number | null {
  if (size === undefined) return null
  if (Number.isSafeInteger(size) && size >= 0) return size
  throw new TypeError(`Cannot send the representation: size ${String(size)} is no number of bytes`)
}
