import { describe, expect, test } from 'vitest'
import { type Answer, bytesOf, textOf } from './message.ts'
import { AnswerReader } from './read-answer.ts'

/** What is read of an answer that comes in pieces of so many bytes, the connection closed behind it. */
function read(text: string, { method = 'GET', pieces = text.length } = {}): Answer | null {
  const reader = new AnswerReader(method)
  for (let at = 0; at < text.length; at += pieces) {
    const answer = reader.take(bytesOf(text.slice(at, at + pieces)))
    if (answer) return { ...answer, after: answer.after + Math.max(0, text.length - at - pieces) }
  }
  return reader.take(new Uint8Array(), true)
}

const ok = (fields: string, content: string): string => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n${content}`
const contentOf = (answer: Answer | null): string | null => answer && textOf(answer.content)

describe('an answer is whole', () => {
  test.each([
    ['with Content-Length', ok('Content-Length: 5', 'hello'), 'hello'],
    ['with Content-Length twice, the same', ok('Content-Length: 5\r\nContent-Length: 5', 'hello'), 'hello'],
    ['without it, when the connection closes', ok('Server: x', 'hello'), 'hello'],
    ['in chunks', ok('Transfer-Encoding: chunked', '3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'), 'hello'],
    ['in chunks with extensions', ok('Transfer-Encoding: chunked', '5;a=b;c="d"\r\nhello\r\n0;e\r\n\r\n'), 'hello'],
    ['in chunks with blanks', ok('Transfer-Encoding: chunked', '5 \r\nhello\r\n000\r\n\r\n'), 'hello'],
    ['in chunks with trailers', ok('Transfer-Encoding: chunked', '5\r\nhello\r\n0\r\nA: b\r\nC: d\r\n\r\n'), 'hello'],
    [
      'in chunks that hold line ends',
      ok('Transfer-Encoding: chunked', 'A\r\n\r\n0\r\n\r\n5\r\n\r\n0\r\n\r\n'),
      '\r\n0\r\n\r\n5\r\n',
    ],
    [
      'in chunks, whatever Content-Length says',
      ok('Content-Length: 2\r\nTransfer-Encoding: Chunked', '5\r\nhello\r\n0\r\n\r\n'),
      'hello',
    ],
    ['with ends of lines that are LF alone', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello', 'hello'],
    ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    [
      'behind interim ones',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok('Content-Length: 5', 'hello')}`,
      'hello',
    ],
  ])('%s, in one piece or byte by byte', (_, text, content) => {
    for (const pieces of [text.length, 7, 1]) {
      const answer = read(text, { pieces })
      expect([answer?.status, contentOf(answer), answer?.after]).toEqual([200, content, 0])
    }
  })

  test.each([
    ['HEAD', 'HEAD', 200],
    ['a 304', 'GET', 304],
    ['a 204', 'DELETE', 204],
  ])('without content, whatever Content-Length says: %s', (_, method, status) => {
    const answer = read(`HTTP/1.1 ${status} x\r\nContent-Length: 1000\r\n\r\n`, { method })
    expect([answer?.status, answer?.content.length]).toEqual([status, 0])
  })
})

test('what follows an answer is counted', () => {
  expect(read(ok('Content-Length: 5', 'hello, world'))?.after).toBe(7)
  expect(read('HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\nhello')?.after).toBe(5)
  expect(read(ok('Content-Length: 5', 'hello'), { method: 'HEAD' })?.after).toBe(5)
})

test('fields are as they came: repeated, empty, folded, with bytes above 127', () => {
  const fields = 'A: 1\r\nEmpty:\r\nA:  2 \r\nFolded: one\r\n\t two\r\nETag: "\u00e9"\r\nContent-Length: 0'
  expect(read(ok(fields, ''))?.fields).toEqual([
    ['A', '1'],
    ['Empty', ''],
    ['A', '2'],
    ['Folded', 'one two'],
    ['ETag', '"\u00e9"'],
    ['Content-Length', '0'],
  ])
})

test('a long head is read, and one without an end is not waited for', () => {
  expect(read(ok(`A: ${'b'.repeat(100_000)}\r\nContent-Length: 5`, 'hello'))?.content.length).toBe(5)
  expect(() => read(`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(200_000)}`)).toThrow('more than a mebibyte')
})

describe('an answer that is cut short is none', () => {
  test.each([
    ['nothing at all', ''],
    ['in its head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['in its content', ok('Content-Length: 5', 'hell')],
    ['in a chunk', ok('Transfer-Encoding: chunked', '5\r\nhel')],
    ['between chunks', ok('Transfer-Encoding: chunked', '5\r\nhello\r\n')],
    ['before the end of the chunks', ok('Transfer-Encoding: chunked', '5\r\nhello\r\n0\r\n')],
    ['after an interim one', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('%s', (_, text) => {
    expect(read(text)).toBeNull()
  })
})

describe('what is no HTTP/1.1 is said, as soon as it is seen', () => {
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'does not begin as HTTP/1.1 does: SSH-2.0-OpenSSH_9.2'],
    ['another version', 'HTTP/2 200\r\n\r\n', 'does not begin as HTTP/1.1 does'],
    ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n', 'does not begin as HTTP/1.1 does'],
    ['two lengths', ok('Content-Length: 5\r\nContent-Length: 6', 'hello!'), 'has Content-Length: 5, 6'],
    ['a length that is none', ok('Content-Length: -5', 'hello'), 'has Content-Length: -5'],
    ['a length in hexadecimal', ok('Content-Length: 0x5', 'hello'), 'has Content-Length: 0x5'],
    ['a chunk without a size', ok('Transfer-Encoding: chunked', 'hello\r\n'), 'has a chunk without a size: hello'],
    ['a chunk that is longer', ok('Transfer-Encoding: chunked', '3\r\nhello\r\n0\r\n\r\n'), 'of another size'],
  ])('%s', (_, text, said) => {
    expect(() => new AnswerReader('GET').take(bytesOf(text))).toThrow(said)
  })
})

test('a large answer in many chunks is read in little time', () => {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const answer = read(ok('Transfer-Encoding: chunked', `${chunk.repeat(64)}0\r\n\r\n`), { pieces: 0x10000 })
  expect(answer?.content.length).toBe(64 * 0x10000)
})
