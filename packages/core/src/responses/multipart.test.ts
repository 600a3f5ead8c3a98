import { describe, expect, test, vi } from 'vitest'
import type { ByteRange } from '../fields/range.ts'
import type { Opened } from './content.ts'
import { layOut, stream } from './multipart.ts'

// In capitals, which no head has.
const text = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const encoder = new TextEncoder()
const bytesOf = ({ offset, length }: ByteRange) => encoder.encode(text.slice(offset, offset + length))
const ranges = [
  { offset: 20, length: 3 },
  { offset: 0, length: 2 },
  { offset: 10, length: 1 },
]

/** The bytes of a range as a stream of one-byte chunks that notes when it is closed. */
function streamed(range: ByteRange) {
  const cancelled = vi.fn()
  const bytes = [...bytesOf(range)]
  const readable = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const byte = bytes.shift()
        if (byte === undefined) controller.close()
        else controller.enqueue(Uint8Array.of(byte))
      },
      cancel: cancelled,
    },
    { highWaterMark: 0 },
  )
  return { readable, cancelled }
}

function broken() {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({ pull: () => Promise.reject(new Error('the disk is gone')) })
}

async function readAll(readable: ReadableStream<Uint8Array>): Promise<string> {
  let all = ''
  for (const reader = readable.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) return all
    all += new TextDecoder().decode(value)
  }
}

/** Reads chunks until one of them holds this text. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, sought: string): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read()
    if (done) throw new Error(`${sought} never came`)
    if (new TextDecoder().decode(value).includes(sought)) return
  }
}

const neverOpened = (): Promise<Opened> => Promise.reject(new Error('nobody asked for it'))

describe('layOut', () => {
  test('names a boundary of its own, each time another', () => {
    const [first, second] = [layOut(ranges, 26, null), layOut(ranges, 26, null)]
    expect(first.type).toMatch(/^multipart\/byteranges; boundary=[0-9a-z-]{1,70}$/)
    expect(second.type).not.toBe(first.type)
  })

  test.each([
    ['text/plain; charset=utf-8', 'Content-Type: text/plain; charset=utf-8\r\n'],
    [null, ''],
  ])('writes what RFC 9110, Section 14.6, shows, of type %s', async (type, line) => {
    const multipart = layOut(ranges, 26, type)
    const boundary = multipart.type.split('boundary=')[1]!
    const sent = await readAll(stream(multipart, [bytesOf(ranges[0]!)], (range) => Promise.resolve(bytesOf(range))))
    expect(sent).toBe(
      [
        `--${boundary}\r\n${line}Content-Range: bytes 20-22/26\r\n\r\nUVW`,
        `--${boundary}\r\n${line}Content-Range: bytes 0-1/26\r\n\r\nAB`,
        `--${boundary}\r\n${line}Content-Range: bytes 10-10/26\r\n\r\nK`,
        `--${boundary}--\r\n`,
      ].join('\r\n'),
    )
    expect(multipart.length).toBe(sent.length)
  })

  test('counts bytes, also of a type with letters beyond ASCII', async () => {
    const multipart = layOut(ranges, 26, 'text/plain; name="é"')
    const sent = await readAll(stream(multipart, [bytesOf(ranges[0]!)], (range) => Promise.resolve(bytesOf(range))))
    expect(multipart.length).toBe(encoder.encode(sent).byteLength)
  })
})

describe('stream', () => {
  const multipart = layOut(ranges, 26, 'text/plain')

  test.each([
    ['bytes', (range: ByteRange): Opened => bytesOf(range)],
    ['Blobs', (range: ByteRange): Opened => new Blob([bytesOf(range)])],
    ['streams', (range: ByteRange): Opened => streamed(range).readable],
  ])('sends parts of %s', async (_, open) => {
    const sent = await readAll(stream(multipart, [open(ranges[0]!)], (range) => Promise.resolve(open(range))))
    expect(sent.length).toBe(multipart.length)
    expect(['\r\n\r\nUVW\r\n', '\r\n\r\nAB\r\n', '\r\n\r\nK\r\n'].map((part) => sent.includes(part))).toEqual([
      true,
      true,
      true,
    ])
  })

  test('opens nothing before it is read, and then one part after the other', async () => {
    const opened: number[] = []
    const open = (range: ByteRange) => {
      opened.push(range.offset)
      return Promise.resolve(streamed(range).readable)
    }
    const first = streamed(ranges[0]!)
    const reader = stream(multipart, [first.readable], open).getReader()
    await Promise.resolve()
    expect(opened).toEqual([])
    await readUntil(reader, 'W')
    expect(opened).toEqual([])
    await readUntil(reader, 'bytes 0-1/26')
    expect(opened).toEqual([0])
    await readUntil(reader, 'B')
    expect(opened).toEqual([0])
    await readUntil(reader, '--\r\n')
    expect(opened).toEqual([0, 10])
  })

  test('opens no part that is open already', async () => {
    const sent = await readAll(stream(multipart, ranges.map(bytesOf), neverOpened))
    expect(sent.length).toBe(multipart.length)
  })

  test('closes what is open already where another part breaks off', async () => {
    const [, later, last] = ranges.map(streamed)
    await expect(readAll(stream(multipart, [broken(), later!.readable, last!.readable], neverOpened))).rejects.toThrow(
      'the disk is gone',
    )
    expect([later!.cancelled, last!.cancelled].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  test('breaks off where a part is gone', async () => {
    const open = vi.fn(() => Promise.resolve(null))
    const reader = stream(multipart, [bytesOf(ranges[0]!)], open).getReader()
    await readUntil(reader, 'UVW')
    await expect(reader.read()).rejects.toThrow('The representation changed while its parts were sent')
    await expect(reader.read()).rejects.toThrow('changed')
    expect(open).toHaveBeenCalledTimes(1)
  })

  test('breaks off where a part cannot be opened', async () => {
    await expect(readAll(stream(multipart, [bytesOf(ranges[0]!)], neverOpened))).rejects.toThrow('nobody asked for it')
  })

  test('breaks off where a part breaks off', async () => {
    await expect(readAll(stream(multipart, [broken()], neverOpened))).rejects.toThrow('the disk is gone')
    await expect(readAll(stream(multipart, [bytesOf(ranges[0]!)], () => Promise.resolve(broken())))).rejects.toThrow(
      'the disk is gone',
    )
  })
})

describe('a client that goes away', () => {
  const multipart = layOut(ranges, 26, 'text/plain')

  test('before it read anything, closes the first part', async () => {
    const first = streamed(ranges[0]!)
    await stream(multipart, [first.readable], neverOpened).cancel()
    expect(first.cancelled).toHaveBeenCalledTimes(1)
  })

  test('after the first head, closes the first part', async () => {
    const first = streamed(ranges[0]!)
    const reader = stream(multipart, [first.readable], neverOpened).getReader()
    await readUntil(reader, 'bytes 20-22/26')
    await reader.cancel()
    expect(first.cancelled).toHaveBeenCalledTimes(1)
  })

  test('in the middle of a part, closes it, and opens no other', async () => {
    const first = streamed(ranges[0]!)
    const reader = stream(multipart, [first.readable], neverOpened).getReader()
    await readUntil(reader, 'V')
    await reader.cancel()
    expect(first.cancelled).toHaveBeenCalledTimes(1)
  })

  test('in the middle of a later part, closes that one', async () => {
    const later = streamed(ranges[1]!)
    const reader = stream(multipart, [bytesOf(ranges[0]!)], () => Promise.resolve(later.readable)).getReader()
    await readUntil(reader, 'A')
    await reader.cancel()
    expect(later.cancelled).toHaveBeenCalledTimes(1)
  })

  test('after the head of a later part, closes that one', async () => {
    const later = streamed(ranges[1]!)
    const reader = stream(multipart, [bytesOf(ranges[0]!)], () => Promise.resolve(later.readable)).getReader()
    await readUntil(reader, 'bytes 0-1/26')
    await reader.cancel()
    expect(later.cancelled).toHaveBeenCalledTimes(1)
  })

  test('while a part waits for its bytes, closes it', async () => {
    const cancelled = vi.fn()
    const waiting = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: () => new Promise(() => {}),
      cancel: cancelled,
    })
    const open = vi.fn(neverOpened)
    const reader = stream(multipart, [waiting], open).getReader()
    await readUntil(reader, 'bytes 20-22/26')
    const read = reader.read()
    void reader.cancel()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
    expect((await read).done).toBe(true)
    expect(open).not.toHaveBeenCalled()
  })

  test('closes every part that is open already', async () => {
    const parts = ranges.map(streamed)
    const reader = stream(
      multipart,
      parts.map(({ readable }) => readable),
      neverOpened,
    ).getReader()
    await readUntil(reader, 'B')
    await reader.cancel()
    expect(parts.map(({ cancelled }) => cancelled.mock.calls.length)).toEqual([0, 1, 1])
  })

  test('between parts of bytes, has nothing to close', async () => {
    const reader = stream(multipart, [bytesOf(ranges[0]!)], neverOpened).getReader()
    await readUntil(reader, 'UVW')
    await expect(reader.cancel()).resolves.toBe(undefined)
  })
})
