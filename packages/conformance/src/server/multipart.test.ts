import { describe, expect, test } from 'vitest'
import { type Answer, bytesOf, textOf } from './message.ts'
import { readParts } from './multipart.ts'

const answer = (type: string, content: string): Answer => ({
  status: 206,
  reason: 'Partial Content',
  fields: [
    ['Content-Type', type],
    ['Content-Range', 'bytes 0-4/100'],
  ],
  content: bytesOf(content),
  after: 0,
})

const part = (range: string, content: string): string =>
  `\r\n--limit\r\nContent-Type: text/plain\r\nContent-Range: bytes ${range}/100\r\n\r\n${content}`
const two = `${part('0-4', 'hello')}${part('50-54', 'world')}\r\n--limit--\r\n`

/** What is read, the contents as text. */
function read(content: string, type = 'multipart/byteranges; boundary=limit'): unknown {
  const parts = readParts(answer(type, content))
  return typeof parts === 'string' ? parts : parts.map((one) => [one.contentRange, textOf(one.content)])
}

const both = [
  ['bytes 0-4/100', 'hello'],
  ['bytes 50-54/100', 'world'],
]

describe('readParts', () => {
  test('a 206 that is no multipart is one part', () => {
    expect(read('hello', 'text/plain')).toEqual([['bytes 0-4/100', 'hello']])
  })

  test.each([
    ['as usual', two, undefined],
    ['without an empty line before the first', two.slice(2), undefined],
    ['with a preamble and an epilogue', `preamble${two}epilogue`, undefined],
    ['with a quoted boundary', two.replaceAll('limit', 'a limit:'), 'multipart/byteranges; boundary="a limit:"'],
    ['with capitals', two, 'Multipart/ByteRanges; Boundary=limit'],
    ['with blanks behind a boundary', two.replaceAll('--limit\r\n', '--limit \t\r\n'), undefined],
    ['with small letters in the fields', two.replaceAll('Content-Range: ', 'content-range:'), undefined],
  ])('two parts %s', (_, content, type) => {
    expect(read(content, type)).toEqual(both)
  })

  test('what only looks like the boundary is content', () => {
    const odd = 'a\r\n--limits\r\n--lim\r\n\r\nb'
    expect(read(`${part('0-4', odd)}\r\n--limit--`)).toEqual([['bytes 0-4/100', odd]])
  })

  test('a part without fields, and without content', () => {
    expect(read('--limit\r\n\r\nhello\r\n--limit\r\nContent-Range: bytes 0-0/1\r\n\r\n\r\n--limit--')).toEqual([
      [null, 'hello'],
      ['bytes 0-0/1', ''],
    ])
  })

  test.each([
    ['no boundary', two, 'multipart/byteranges', 'names no boundary'],
    ['no end', two.replace('--limit--', ''), undefined, 'is not ended by its boundary'],
    ['another boundary', two, 'multipart/byteranges; boundary=other', 'is not ended by its boundary'],
    ['nothing in it', '--limit--\r\n', undefined, 'is not ended by its boundary'],
    ['a part without a head', '--limit\r\nhello\r\n--limit--', undefined, 'has no head'],
  ])('%s is wrong, in words', (_, content, type, said) => {
    expect(read(content, type)).toContain(said)
  })
})
