import type { ByteRange } from '@ifmatch/core'
import { type Content, cutByReads, readContent } from './kv-content.ts'

/** Up to so many bytes are read before they are sent, so that it is known that they are all there. */
const AT_ONCE = 1024 * 1024

/**
 * A range of a content: as bytes, or as a stream where it is long. The stream fails where the content is replaced before it
 * has ended, so that nobody takes a part for the whole.
 *
 * @returns `null` where the content was replaced already
 */
export async function openContent(
  db: Deno.Kv,
  content: Content,
  range: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null> {
  if (range.length <= AT_ONCE) return readContent(db, content, range)
  const [ahead, after] = cutByReads(range)
  const first = await readContent(db, content, ahead)
  return first && streamOf(db, content, first, after)
}

function streamOf(
  db: Deno.Kv,
  content: Content,
  first: Uint8Array,
  after: ByteRange | null,
): ReadableStream<Uint8Array> {
  let next: Uint8Array | null = first
  let rest = after
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next === null && rest !== null) {
          const [range, remaining] = cutByReads(rest)
          next = await readContent(db, content, range)
          rest = remaining
        }
        if (next === null) throw new Error('Cannot send the document: it was replaced meanwhile')
        controller.enqueue(next)
        next = null
        if (rest === null) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
