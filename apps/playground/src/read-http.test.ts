import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPasted } from './pasted.ts'

function seen(text: string): string {
  const read = readPasted(text)
  if ('wrong' in read) return read.wrong
  return [`${read.method} ${read.target}`, ...read.fields.map(({ name, value }) => `${name}: ${value}`)].join(' | ')
}

describe('a request in raw HTTP', () => {
  test.each([
    ['the request line alone', 'GET /note HTTP/1.1', 'GET /note'],
    ['without a version', 'HEAD /note', 'HEAD /note'],
    ['with fields', 'PUT /n HTTP/1.1\r\nHost: h\r\nIf-Match: "6"\r\n\r\n', 'PUT /n | Host: h | If-Match: "6"'],
    ['with content, which is left out', 'PUT /n HTTP/1.1\nIf-Match: *\n\nno: field', 'PUT /n | If-Match: *'],
    ['with an empty value', 'GET /n HTTP/1.1\nIf-Match:\n', 'GET /n | If-Match: '],
    ['with blanks around a value', 'GET /n HTTP/1.1\nIf-Match: \t"6" \t', 'GET /n | If-Match: "6"'],
    ['with a folded line', 'GET /n HTTP/1.1\nIf-None-Match: "1",\n  "2"', 'GET /n | If-None-Match: "1", "2"'],
    ['a field twice', 'GET /n HTTP/1.1\nIf-Match: "1"\nIf-Match: "2"', 'GET /n | If-Match: "1" | If-Match: "2"'],
    ['another target', 'OPTIONS * HTTP/1.1', 'OPTIONS *'],
    ['empty lines before it', '\n\n  \nGET /n HTTP/1.1', 'GET /n'],
    [
      'curl -v',
      '* Trying\n> GET /n HTTP/1.1\n> If-Match: "6"\n> \n< HTTP/1.1 412 No\n< ETag: "7"',
      'GET /n | If-Match: "6"',
    ],
    ['HTTP/2 as browsers show it', ':method: PUT\n:authority: h\n:path: /n\nif-match: "6"', 'PUT /n | if-match: "6"'],
    ['methods in small letters', 'get /n HTTP/1.1', 'get /n'],
  ])('%s', (_, text, expected) => {
    expect(seen(text)).toBe(expected)
  })

  test.each([
    ['no request line', 'If-Match: "6"', /request line is missing/],
    ['another command', 'wget http://h/n', /neither a request line .* nor a curl command/],
    ['prose', 'this is no request at all', /neither a request line .* nor a curl command/],
    ['a line without a colon', 'GET /n HTTP/1.1\nIf-Match', /Line 2 is no field/],
    ['a blank before the colon', 'GET /n HTTP/1.1\nIf-Match : "6"', /Line 2 is no field/],
    ['a line without a name', 'GET /n HTTP/1.1\n: x', /Line 2 is no field/],
  ])('is refused: %s', (_, text, sentence) => {
    expect(seen(text)).toMatch(sentence)
  })
})

const value = fc.string({ unit: 'grapheme-ascii' }).map((text) => text.trim())

test('every request survives the wire', () => {
  const fields = fc.array(fc.record({ name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/), value }))
  const method = fc.stringMatching(/^[A-Z]{1,12}$/)
  const end = fc.constantFrom('\r\n', '\n')
  fc.assert(
    fc.property(method, fc.stringMatching(/^[!-~]{0,30}$/), fields, end, (asked, path, sent, newline) => {
      const target = `/${path}`
      const lines = [
        `${asked} ${target} HTTP/1.1`,
        ...sent.map((field) => `${field.name}: ${field.value}`),
        '',
        'content',
      ]
      expect(readPasted(lines.join(newline))).toEqual({ method: asked, target, fields: sent, notes: [] })
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readPasted(text)))
})
