import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cut, isBlob, isStream, type Opened, typeOf, whole } from './content.ts'

const encoder = new TextEncoder()
const hello = encoder.encode('hello world')
const framed = encoder.encode('<<hello world>>')

afterEach(() => vi.unstubAllGlobals())

async function textOf(opened: Opened): Promise<string> {
  if (isBlob(opened)) return opened.text()
  if (!isStream(opened)) return new TextDecoder().decode(opened)
  let text = ''
  for (const reader = opened.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += new TextDecoder().decode(value)
  }
}

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

describe('typeOf', () => {
  test.each([
    ['text', 'hello', 'text/plain;charset=UTF-8'],
    ['a Blob', new Blob(['a'], { type: 'image/png' }), 'image/png'],
    ['a Blob without a type', new Blob(['a']), null],
    ['a Response', new Response('a', { headers: { 'content-type': 'text/css' } }), 'text/css'],
    ['a Response without a type', new Response(hello), null],
    ['bytes', hello, null],
    ['a buffer', hello.buffer, null],
    ['a stream', source().stream, null],
  ])('of %s', (_, content, type) => {
    expect(typeOf(content)).toBe(type)
  })
})

test('what content is, is asked by what it can do', () => {
  const contents = {
    text: 'a',
    bytes: hello,
    buffer: hello.buffer,
    view: new DataView(hello.buffer),
    blob: new Blob(['a']),
    stream: source().stream,
    response: new Response('a'),
  }
  const names = (is: (content: object | string) => boolean) =>
    Object.entries(contents)
      .filter(([, content]) => is(content))
      .map(([name]) => name)
  expect([names(isBlob), names(isStream)]).toEqual([['blob'], ['stream']])
})

describe('whole', () => {
  test('hands on what a Response takes', () => {
    for (const content of ['hello', hello, new Blob(['a']), source().stream]) expect(whole(content)).toBe(content)
  })

  test('takes the bytes out of a Response', async () => {
    expect(await new Response(whole(new Response('hello', { status: 500 }))).text()).toBe('hello')
  })

  test('has bytes, though none, where the Response has no body', async () => {
    const body = whole(new Response(null))
    expect(body).not.toBe(null)
    expect(await new Response(body).text()).toBe('')
  })
})

describe('cut: bytes that are there', () => {
  const range = { offset: 6, length: 5 }

  test.each([
    ['text', 'hello world'],
    ['bytes', hello],
    ['a buffer', hello.slice().buffer],
    ['a view into the middle of a buffer', framed.subarray(2, 13)],
    ['a DataView into the middle of a buffer', new DataView(framed.buffer, 2, 11)],
    ['a Blob', new Blob([hello])],
  ])('of the whole, as %s, those of the range are taken', async (_, content) => {
    expect(await textOf(cut(content, range, 11))).toBe('world')
    expect(await textOf(cut(content, { offset: 0, length: 11 }, 11))).toBe('hello world')
    expect(await textOf(cut(content, { offset: 10, length: 1 }, 11))).toBe('d')
  })

  test.each([
    ['text', 'world'],
    ['bytes', hello.subarray(6)],
    ['a buffer', hello.slice(6).buffer],
    ['a DataView', new DataView(framed.buffer, 8, 5)],
    ['a Blob', new Blob(['world'])],
  ])('those of the range alone, as %s, are taken whole', async (_, content) => {
    expect(await textOf(cut(content, range, 11))).toBe('world')
  })

  test.each([
    ['text', 'worl', 4],
    ['text that is longer than the whole', 'hello world!', 12],
    ['no text', '', 0],
    ['bytes', hello.subarray(1), 10],
    ['a view of wider elements', new Uint16Array(4), 8],
    ['a Blob', new Blob(['world!']), 6],
    ['a Response without a body', new Response(null), 0],
  ])('%s of another length is a mistake', (_, content, given) => {
    expect(() => cut(content, range, 11)).toThrow(TypeError)
    expect(() => cut(content, range, 11)).toThrow(`body() gave ${given}`)
    expect(() => cut(content, range, 11)).toThrow(/for 5\b/)
  })

  test('text counts by its bytes, not its characters', async () => {
    const text = 'aé−🙂z'
    expect(await textOf(cut(text, { offset: 1, length: 2 }, 11))).toBe('é')
    expect(await textOf(cut(text, { offset: 6, length: 4 }, 11))).toBe('🙂')
    expect(await textOf(cut(text, { offset: 10, length: 1 }, 11))).toBe('z')
    expect(() => cut(text, { offset: 0, length: text.length }, text.length)).toThrow('count bytes, not characters')
  })

  test('a letter that lies across the edge is cut through', () => {
    expect(cut('é', { offset: 1, length: 1 }, 2)).toEqual(Uint8Array.of(0xa9))
  })

  test('bytes are not copied', () => {
    const part = cut(hello, range, 11) as Uint8Array
    expect([part.buffer, part.byteOffset]).toEqual([hello.buffer, 6])
  })

  test('a Blob keeps its type, whole or cut', () => {
    const blob = new Blob([hello], { type: 'image/png' })
    expect(cut(blob, { offset: 0, length: 11 }, 11)).toBe(blob)
    expect((cut(blob, range, 11) as Blob).type).toBe('image/png')
  })

  test('of nothing there is nothing', async () => {
    for (const content of [
      '',
      new Uint8Array(0),
      new Blob([]),
      new Response(null),
      new Response(''),
      source().stream,
    ]) {
      expect(await textOf(cut(content, { offset: 0, length: 0 }, 0))).toBe('')
    }
  })
})

describe('cut: a stream is the range, and counted', () => {
  const range = { offset: 6, length: 5 }

  test.each([
    ['one chunk', ['world']],
    ['several', ['w', 'or', 'ld']],
    ['an empty one among them', ['wor', '', 'ld', '']],
  ])('in %s', async (_, chunks) => {
    expect(await textOf(cut(source(...chunks).stream, range, 11))).toBe('world')
    expect(await textOf(cut(new Response(source(...chunks).stream), range, 11))).toBe('world')
  })

  test.each([
    ['shorter', ['worl']],
    ['empty', []],
    ['longer by a chunk', ['world', '!']],
    ['longer by a byte', ['world!']],
    ['the whole', ['hello ', 'world']],
  ])('that is %s fails', async (_, chunks) => {
    await expect(textOf(cut(source(...chunks).stream, range, 11))).rejects.toThrow()
  })

  test('that breaks off, breaks off', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('the disk is gone')),
    })
    await expect(textOf(cut(stream, range, 11))).rejects.toThrow('the disk is gone')
  })

  test('that nobody wants is closed at its source', async () => {
    const { stream, cancelled } = source('wor', 'ld')
    const reader = (cut(stream, range, 11) as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.cancel(new Error('gone away'))
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test('that nobody ever read is closed, too', async () => {
    const { stream, cancelled } = source('world')
    await (cut(stream, range, 11) as ReadableStream).cancel()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test('of a Response is what was given, not announced', async () => {
    const response = new Response(source('world').stream, { headers: { 'content-length': '11' } })
    expect(await textOf(cut(response, range, 11))).toBe('world')
  })
})

describe('cut: a stream, where the runtime does not count', () => {
  const range = { offset: 6, length: 5 }
  beforeEach(() => vi.stubGlobal('FixedLengthStream', undefined))

  test('is not read ahead', async () => {
    const { stream, pulled } = source('wor', 'ld')
    const reader = (cut(stream, range, 11) as ReadableStream<Uint8Array>).getReader()
    await Promise.resolve()
    expect(pulled).toHaveBeenCalledTimes(0)
    await reader.read()
    expect(pulled).toHaveBeenCalledTimes(1)
    await reader.read()
    expect(pulled).toHaveBeenCalledTimes(2)
  })

  test('hands out every chunk as it came', async () => {
    const reader = (cut(source('wor', 'ld').stream, range, 11) as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).value).toEqual(encoder.encode('wor'))
    expect((await reader.read()).value).toEqual(encoder.encode('ld'))
    expect((await reader.read()).done).toBe(true)
  })

  test('says that it is shorter', async () => {
    await expect(textOf(cut(source('worl').stream, range, 11))).rejects.toThrow('shorter than the 5 bytes announced')
  })

  test('says that it is longer, and closes its source', async () => {
    const { stream, cancelled, pulled } = source('world', '!', '!')
    await expect(textOf(cut(stream, range, 11))).rejects.toThrow('longer than the 5 bytes announced')
    expect(cancelled).toHaveBeenCalledTimes(1)
    expect(pulled).toHaveBeenCalledTimes(2)
  })

  test('sends no byte of a chunk that is too long', async () => {
    const reader = (cut(source('wor', 'ld!').stream, range, 11) as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await expect(reader.read()).rejects.toThrow(TypeError)
  })

  test('hands the reason of a cancellation on', async () => {
    const { stream, cancelled } = source('wor', 'ld')
    const reason = new Error('gone away')
    await (cut(stream, range, 11) as ReadableStream).cancel(reason)
    expect(cancelled).toHaveBeenCalledWith(reason)
  })
})

describe('cut: a stream, where the runtime counts', () => {
  const range = { offset: 6, length: 5 }

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
    expect(await textOf(cut(source('wor', 'ld').stream, range, 11))).toBe('world')
    expect(FixedLengthStream.asked).toEqual([5])
  })

  test('bytes that are there do not', () => {
    for (const content of ['world', new Blob(['world']), hello]) cut(content, range, 11)
    expect(FixedLengthStream.asked).toEqual([])
  })

  test('shows at its end what went wrong at its source, and nowhere else', async () => {
    const stream = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('the disk is gone')) })
    await expect(textOf(cut(stream, range, 11))).rejects.toThrow('the disk is gone')
  })
})
