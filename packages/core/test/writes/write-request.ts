import type { WriteRequest } from '@ifmatch/core'
import { type FieldTable, request } from '../support/request.ts'

export interface Sent extends WriteRequest {
  /** How often the content was read, where it was given whole. */
  readonly opened: () => number
}

/** A request of plain objects with a content that can be watched, and read once. */
export function send(
  method: string,
  fields: FieldTable = {},
  content: string | Uint8Array | ReadableStream<Uint8Array> = 'mine',
  signal: AbortSignal = new AbortController().signal,
): Sent {
  let opened = 0
  const bytes = (): Uint8Array<ArrayBuffer> =>
    typeof content === 'string' ? new TextEncoder().encode(content) : (content as Uint8Array<ArrayBuffer>)
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    opened++
    controller.enqueue(bytes())
    controller.close()
  }
  const stream = content instanceof ReadableStream ? content : new ReadableStream({ pull }, { highWaterMark: 0 })
  return {
    ...request(method, fields),
    signal,
    opened: () => opened,
    body: stream as ReadableStream<Uint8Array<ArrayBuffer>>,
    bodyUsed: false,
    async arrayBuffer() {
      opened++
      return bytes().buffer
    },
  }
}

/** A stream of these chunks; a function among them may throw, and so break the stream off. */
export function streamOf(...chunks: (() => Uint8Array)[]): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift()
      if (chunk === undefined) return controller.close()
      try {
        controller.enqueue(chunk())
      } catch (error) {
        controller.error(error)
      }
    },
  })
}

/** Content that breaks off after its first bytes. */
export function brokenOff(): ReadableStream<Uint8Array> {
  return streamOf(
    () => new TextEncoder().encode('half of'),
    () => {
      throw new Error('connection reset')
    },
  )
}

export const silent = { onError: (): void => {} }
