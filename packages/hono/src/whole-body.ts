// How long the first chunk may take, in milliseconds: a file is there by then, and headers are not noticeably later.
const PATIENCE = 10

type Chunk = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>

/**
 * Reads a body whose end is at hand: all of it is there after its first chunk and a turn of the event loop, or its length
 * is known beforehand, and it is no longer than `limit`.
 *
 * @returns its bytes, or, of any other body, a stream of the same bytes from its start
 */
export async function wholeBody(
  body: ReadableStream<Uint8Array>,
  { limit, lengthIsKnown }: { limit: number; lengthIsKnown: boolean },
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  const deadline = lengthIsKnown ? null : new Deadline()
  try {
    for (let length = 0; ;) {
      const next = reader.read()
      const chunk = await (deadline ? Promise.race([next, deadline.passed]) : next).catch(() => null)
      // Who reads on gets the bytes, or the error, that came too late or not at all.
      if (chunk === null) return readOn(chunks, next, reader)
      if (chunk.done) return joined(chunks, length)
      chunks.push(chunk.value)
      length += chunk.value.byteLength
      if (!(length <= limit)) return readOn(chunks, null, reader)
      if (chunks.length === 1) deadline?.set(0)
    }
  } finally {
    deadline?.clear()
  }
}

class Deadline {
  readonly passed: Promise<null>
  #pass: (value: null) => void = () => {}
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.passed = new Promise((resolve) => (this.#pass = resolve))
    this.set(PATIENCE)
  }

  set(milliseconds: number): void {
    this.clear()
    this.#timer = setTimeout(() => this.#pass(null), milliseconds)
  }

  clear(): void {
    clearTimeout(this.#timer)
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

/** The body again: what was read, the read that is under way, and the rest. */
function readOn(
  chunks: Uint8Array[],
  pending: Promise<Chunk> | null,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  pending?.catch(() => {})
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = chunks.shift()
        if (read) return controller.enqueue(read)
        const { done, value } = await (pending ?? reader.read())
        pending = null
        return done ? controller.close() : controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
