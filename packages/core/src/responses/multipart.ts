import { formatContentRange } from '../fields/content-range.ts'
import type { ByteRange } from '../fields/range.ts'
import { isBlob, isStream, type Opened } from './content.ts'

/** One part as it will be sent: what stands before its bytes, and which bytes. */
interface Part {
  readonly head: Uint8Array<ArrayBuffer>
  readonly range: ByteRange
}

/** A `multipart/byteranges` body that is laid out, but not opened. */
export interface Multipart {
  readonly type: string
  readonly length: number
  readonly parts: readonly Part[]
  readonly tail: Uint8Array<ArrayBuffer>
}

/**
 * Lays out a `multipart/byteranges` body: its length is known before a byte is opened.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-14.6 RFC 9110, Section 14.6}
 */
export function layOut(ranges: readonly ByteRange[], size: number, type: string | null): Multipart {
  const boundary = `ifmatch-${crypto.randomUUID()}`
  const encoder = new TextEncoder()
  const parts = ranges.map((range, index) => {
    const contentType = type === null ? '' : `Content-Type: ${type}\r\n`
    const head = `${index === 0 ? '' : '\r\n'}--${boundary}\r\n${contentType}Content-Range: ${formatContentRange(range, size)}\r\n\r\n`
    return { head: encoder.encode(head), range }
  })
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`)
  const length = parts.reduce((sum, { head, range }) => sum + head.byteLength + range.length, tail.byteLength)
  return { type: `multipart/byteranges; boundary=${boundary}`, length, parts, tail }
}

/**
 * Streams the parts one after the other. The first ones are open already, `ahead`; the others are opened when their turn
 * comes, and one that changed meanwhile breaks the answer off.
 */
export function stream(
  { parts, tail }: Multipart,
  ahead: readonly Opened[],
  open: (range: ByteRange) => Promise<Opened | null>,
): ReadableStream<Uint8Array> {
  const inHand = new Set(ahead)
  let isGone = false
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const [index, { head, range }] of parts.entries()) {
      const opened = ahead[index] ?? (await open(range))
      if (opened === null) throw new Error('The representation changed while its parts were sent')
      inHand.add(opened)
      yield head
      const content = isBlob(opened) ? opened.stream() : opened
      if (isStream(content)) {
        reader = content.getReader()
        for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value!
        // A read also ends when the client goes away: then no other part is opened for nobody.
        if (isGone) return
        reader = null
      } else {
        yield content
      }
      inHand.delete(opened)
    }
    yield tail
  }
  const source = bytes()
  const letGo = async (): Promise<void> => {
    isGone = true
    // The part that is being read first: a read that waits for bytes ends with it.
    await reader?.cancel().catch(() => {})
    await source.return(undefined)
    await Promise.allSettled([...inHand].map(close))
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await source.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          reader = null
          await letGo()
          throw error
        }
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  )
}

/** Lets go of content that will not be read, unless somebody is reading it. */
export async function close(opened: Opened): Promise<void> {
  if (isStream(opened) && !opened.locked) await opened.cancel()
}
