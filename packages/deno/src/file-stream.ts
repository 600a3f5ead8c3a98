import { type FileState, isSame, stateOf } from './file-state.ts'

const CHUNK = 64 * 1024

/**
 * Streams a part of a file in one known state. The file is opened when the first byte is asked for, and closed after the
 * last, after an error, and when nobody wants more; a stream that nobody reads opens nothing. Where the file is not, or no
 * longer, in that state, the stream fails before its last byte, so that nobody takes a mixture for the whole.
 */
export function fileStream(
  path: string | URL,
  state: FileState,
  { offset, length }: { offset: number; length: number },
): ReadableStream<Uint8Array> {
  let file: Deno.FsFile | null = null
  let left = length

  async function open(): Promise<Deno.FsFile> {
    const opened = await Deno.open(path)
    file = opened
    await check(opened)
    if (offset > 0) await opened.seek(offset, Deno.SeekMode.Start)
    return opened
  }

  async function check(opened: Deno.FsFile): Promise<void> {
    if (!isSame(stateOf(await opened.stat()), state)) throw changed(path)
  }

  function close(): void {
    file?.close()
    file = null
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const from = file ?? (await open())
          const chunk = new Uint8Array(Math.min(left, CHUNK))
          const count = await from.read(chunk)
          if (count === null) throw changed(path)
          left -= count
          if (left === 0) await check(from)
          controller.enqueue(chunk.subarray(0, count))
          if (left > 0) return
          controller.close()
          close()
        } catch (error) {
          close()
          throw error
        }
      },
      // While it is being opened, there is nothing to close yet: then the chunk that nobody takes ends it.
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}

function changed(path: string | URL): Error {
  return new Error(`Cannot send ${path}: it was changed meanwhile`)
}
