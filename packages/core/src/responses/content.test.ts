import { describe, expect, test } from 'vitest'
import { cut, isBlob, isStream, type Opened, typeOf, whole } from './content.ts'

const encoder = new TextEncoder()
const hello = encoder.encode('hello world')
const framed = encoder.encode('<<hello world>>')

const empty = () => new ReadableStream({ start: (controller) => controller.close() })

async function textOf(opened: Opened): Promise<string> {
  if (isBlob(opened)) return opened.text()
  if (!isStream(opened)) return new TextDecoder().decode(opened)
  const { done, value } = await opened.getReader().read()
  return done ? '' : new TextDecoder().decode(value)
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
    ['a stream', empty(), null],
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
    stream: empty(),
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
    for (const content of ['hello', hello, new Blob(['a']), empty()]) expect(whole(content)).toBe(content)
  })

  test('copies bytes that other threads may change', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8))
    shared.set(encoder.encode('-hello--'))
    const view = new DataView(shared.buffer, 1, 5)
    expect(await new Response(whole(view)).text()).toBe('hello')
    const opened = cut(view, { offset: 1, length: 3 }, 5) as Uint8Array
    shared.fill(0)
    expect(await new Response(opened as Uint8Array<ArrayBuffer>).text()).toBe('ell')
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
    for (const content of ['', new Uint8Array(0), new Blob([]), new Response(null), new Response(''), empty()]) {
      expect(await textOf(cut(content, { offset: 0, length: 0 }, 0))).toBe('')
    }
  })
})
