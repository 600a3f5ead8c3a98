import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cut } from './content.ts'

const encoder = new TextEncoder()

afterEach(() => vi.unstubAllGlobals())

/** A stream of chunks that notes when it is pulled, and what it was cancelled with. */
function source(...chunks: string[]) {
  const pulled = vi.fn()
  const cancelled = vi.fn()
  const left = [...chunks]
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled()
        const chunk = left.shift()
        if (chunk === undefined) controller.close()
        else controller.enqueue(encoder.encode(chunk))
      },
      cancel: cancelled,
    },
    { highWaterMark: 0 },
  )
  return { stream, pulled, cancelled }
}

const range = { offset: 6, length: 5 }

/** The bytes of the range, five of eleven, out of this content. */
const counted = (content: ReadableStream | Response) => cut(content, range, 11) as ReadableStream<Uint8Array>

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = ''
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += new TextDecoder().decode(value)
  }
}

describe('cut: a stream is the range, and counted', () => {
  test.each([
    ['one chunk', ['world']],
    ['several', ['w', 'or', 'ld']],
    ['an empty one among them', ['wor', '', 'ld', '']],
  ])('in %s', async (_, chunks) => {
    expect(await textOf(counted(source(...chunks).stream))).toBe('world')
    expect(await textOf(counted(new Response(source(...chunks).stream)))).toBe('world')
  })

  test.each([
    ['shorter', ['worl']],
    ['empty', []],
    ['longer by a chunk', ['world', '!']],
    ['longer by a byte', ['world!']],
    ['the whole', ['hello ', 'world']],
  ])('that is %s fails', async (_, chunks) => {
    await expect(textOf(counted(source(...chunks).stream))).rejects.toThrow()
  })

  test('that breaks off, breaks off', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('the disk is gone')),
    })
    await expect(textOf(counted(stream))).rejects.toThrow('the disk is gone')
  })

  test('that nobody wants is closed at its source', async () => {
    const { stream, cancelled } = source('wor', 'ld')
    const reader = counted(stream).getReader()
    await reader.read()
    await reader.cancel(new Error('gone away'))
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test('that nobody ever read is closed, too', async () => {
    const { stream, cancelled } = source('world')
    await counted(stream).cancel()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test('of a Response is what was given, not announced', async () => {
    const response = new Response(source('world').stream, { headers: { 'content-length': '11' } })
    expect(await textOf(counted(response))).toBe('world')
  })
})

describe('cut: a stream, where the runtime does not count', () => {
  beforeEach(() => vi.stubGlobal('FixedLengthStream', undefined))

  test('is not read ahead', async () => {
    const { stream, pulled } = source('wor', 'ld')
    const reader = counted(stream).getReader()
    await Promise.resolve()
    expect(pulled).toHaveBeenCalledTimes(0)
    await reader.read()
    expect(pulled).toHaveBeenCalledTimes(1)
    await reader.read()
    expect(pulled).toHaveBeenCalledTimes(2)
  })

  test('hands out every chunk as it came', async () => {
    const reader = counted(source('wor', 'ld').stream).getReader()
    expect((await reader.read()).value).toEqual(encoder.encode('wor'))
    expect((await reader.read()).value).toEqual(encoder.encode('ld'))
    expect((await reader.read()).done).toBe(true)
  })

  test('says that it is shorter', async () => {
    await expect(textOf(counted(source('worl').stream))).rejects.toThrow('shorter than the 5 bytes announced')
  })

  test('says that it is longer, and closes its source', async () => {
    const { stream, cancelled, pulled } = source('world', '!', '!')
    await expect(textOf(counted(stream))).rejects.toThrow('longer than the 5 bytes announced')
    expect(cancelled).toHaveBeenCalledTimes(1)
    expect(pulled).toHaveBeenCalledTimes(2)
  })

  test('sends no byte of a chunk that is too long', async () => {
    const reader = counted(source('wor', 'ld!').stream).getReader()
    await reader.read()
    await expect(reader.read()).rejects.toThrow(TypeError)
  })

  test('hands the reason of a cancellation on', async () => {
    const { stream, cancelled } = source('wor', 'ld')
    const reason = new Error('gone away')
    await counted(stream).cancel(reason)
    expect(cancelled).toHaveBeenCalledWith(reason)
  })
})

describe('cut: a stream, where the runtime counts', () => {
  class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
    static asked: number[] = []
    constructor(length: number) {
      super()
      FixedLengthStream.asked.push(length)
    }
  }
  beforeEach(() => {
    FixedLengthStream.asked = []
    vi.stubGlobal('FixedLengthStream', FixedLengthStream)
  })

  test('goes through a stream of its making, of the length announced', async () => {
    expect(await textOf(counted(source('wor', 'ld').stream))).toBe('world')
    expect(FixedLengthStream.asked).toEqual([5])
  })

  test('bytes that are there do not', () => {
    for (const content of ['world', new Blob(['world']), encoder.encode('world')]) cut(content, range, 11)
    expect(FixedLengthStream.asked).toEqual([])
  })

  test('shows at its end what went wrong at its source, and nowhere else', async () => {
    const stream = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('the disk is gone')) })
    await expect(textOf(counted(stream))).rejects.toThrow('the disk is gone')
  })
})
