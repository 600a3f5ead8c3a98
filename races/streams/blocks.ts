import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** The content of a large object is blocks, each of which begins with its number. */
export const blockSize: number = 1 << 20

const pattern = Buffer.alloc(
  blockSize,
  Uint8Array.from({ length: 4093 }, (_, n) => n * 7),
)

/** One block. */
export function block(n: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(pattern)
  bytes.writeUInt32BE(n, 0)
  return bytes
}

/** Blocks as a stream. */
export function blocks(count: number): Readable {
  const made = function* (): Generator<Buffer> {
    for (let n = 0; n < count; n++) yield block(n)
  }
  return Readable.from(made(), { objectMode: false })
}

/** Writes a file of so many blocks. */
export async function writeBlocks(path: string, count: number): Promise<void> {
  const file = await open(path, 'w')
  for (let n = 0; n < count; n++) await file.write(block(n))
  await file.close()
}

/**
 * Reads a stream, and compares it with the content from a place on, without keeping it.
 *
 * @returns how many bytes there were
 * @throws Error where a byte is another one
 */
export async function compare(stream: AsyncIterable<Uint8Array>, offset: number): Promise<number> {
  let at = offset
  let [number, due] = [-1, pattern]
  for await (const chunk of stream) {
    for (let from = 0; from < chunk.length;) {
      if (Math.floor(at / blockSize) !== number) due = block((number = Math.floor(at / blockSize)))
      const inBlock = at % blockSize
      const length = Math.min(chunk.length - from, blockSize - inBlock)
      if (due.compare(chunk, from, from + length, inBlock, inBlock + length) !== 0) {
        throw new Error(`Other bytes than were written, in the block ${number}`)
      }
      from += length
      at += length
    }
  }
  return at - offset
}
