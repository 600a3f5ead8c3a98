import fc from 'fast-check'
import { join } from 'shlex'
import { describe, expect, test } from 'vitest'
import { optionsWithValue } from './curl-options.ts'
import { readPasted } from './pasted.ts'
import { readCurl } from './read-curl.ts'

/** A request in one line, as the request section would begin. */
function seen(command: string): string {
  const read = readCurl(command)
  if ('wrong' in read) return read.wrong
  const fields = read.fields.map(({ name, value }) => `${name}: ${value}`)
  return [`${read.method} ${read.target}`, ...fields].join(' | ')
}

function notesOf(command: string): readonly string[] {
  const read = readCurl(command)
  return 'wrong' in read ? [read.wrong] : read.notes
}

describe('a curl command', () => {
  test.each([
    ['alone', 'curl http://localhost/note', 'GET /note'],
    ['without a scheme', 'curl localhost:8787/a?b=c#d', 'GET /a?b=c'],
    ['with the host alone', 'curl https://example.org', 'GET /'],
    ['-X', 'curl -X PUT http://h/n', 'PUT /n'],
    ['-X in one word', 'curl -XDELETE http://h/n', 'DELETE /n'],
    ['--request', 'curl --request PATCH http://h/n', 'PATCH /n'],
    ['-H with single quotes', `curl -H 'If-Match: "6"' http://h/n`, 'GET /n | If-Match: "6"'],
    ['-H with double quotes', 'curl -H "If-Match: \\"6\\"" http://h/n', 'GET /n | If-Match: "6"'],
    ['-H in one word', `curl -H'If-Match:"6"' http://h/n`, 'GET /n | If-Match: "6"'],
    ['quotes of Bash', `curl $'http://h/n' -H $'If-Match: "\\u0041"'`, 'GET /n | If-Match: "A"'],
    ['letters in one word', `curl -sSIH 'Range: bytes=0-' http://h/n`, 'HEAD /n | Range: bytes=0-'],
    ['-I', 'curl -I http://h/n', 'HEAD /n'],
    ['-X before -I', 'curl -I -X GET http://h/n', 'GET /n'],
    ['-r', 'curl -r 0-99 http://h/n', 'GET /n | Range: bytes=0-99'],
    ['-C', 'curl -C 12 http://h/n', 'GET /n | Range: bytes=12-'],
    [
      '-z with an HTTP-date',
      "curl -z 'Sat, 14 Nov 2026 10:00:00 GMT' http://h/n",
      'GET /n | If-Modified-Since: Sat, 14 Nov 2026 10:00:00 GMT',
    ],
    ['-z with a day', 'curl -z 2026-11-14 http://h/n', 'GET /n | If-Modified-Since: Sat, 14 Nov 2026 00:00:00 GMT'],
    [
      '-z with a minus',
      "curl -z '-2026-11-14 10:00:00' http://h/n",
      'GET /n | If-Unmodified-Since: Sat, 14 Nov 2026 10:00:00 GMT',
    ],
    ['-d', 'curl -d x=1 http://h/n', 'POST /n | Content-Type: application/x-www-form-urlencoded'],
    ['-d with a type', `curl -d {} -H 'content-type: text/plain' http://h/n`, 'POST /n | content-type: text/plain'],
    ['-d and -G', 'curl -G -d x=1 http://h/n', 'GET /n'],
    ['--json', `curl --json '{}' -X PUT http://h/n`, 'PUT /n | Content-Type: application/json'],
    ['-T', 'curl -T note.md http://h/n', 'PUT /n'],
    ['-F', 'curl -F a=b http://h/n', 'POST /n | Content-Type: multipart/form-data'],
    ['a field without content', "curl -H 'If-Match;' http://h/n", 'GET /n | If-Match: '],
    ['a field that is not to be sent', "curl -H 'Accept:' http://h/n", 'GET /n'],
    ['values of other options', 'curl -o If-Match -w %{http_code} -m 5 -x p:1 http://h/n', 'GET /n'],
    ['--url', 'curl --url http://h/n', 'GET /n'],
    ['--request-target', "curl --request-target '*' -X OPTIONS http://h/n", 'OPTIONS *'],
    ['two minus signs', 'curl -s -- http://h/n', 'GET /n'],
    ['what looks like an option behind them', 'curl -- -I', 'GET /'],
    ['line continuations', "curl -X PUT \\\n  -H 'If-Match: *' \\\r\n  http://h/n", 'PUT /n | If-Match: *'],
    [
      'the prompt of Windows',
      'curl ^"http://h/n?a=1^&b=2^" ^\r\n  -X ^"PUT^" ^\r\n  -H ^"If-Match: ^\\^"7^\\^"^"',
      'PUT /n?a=1&b=2 | If-Match: "7"',
    ],
    ['its lines alone', 'curl "http://h/n" ^\n  -H "If-Match: *"', 'GET /n | If-Match: *'],
    ['a caret elsewhere', `curl http://h/n -H 'If-Match: "^"'`, 'GET /n | If-Match: "^"'],
    ['a comment', 'curl http://h/n # as of today', 'GET /n'],
    ['a pipe behind it', 'curl http://h/n -s | jq -H .', 'GET /n'],
    ['output to a file', 'curl http://h/n > note 2>&1', 'GET /n'],
    ['a prompt before it', '$ curl http://h/n', 'GET /n'],
    ['a path before it', '/usr/bin/curl http://h/n', 'GET /n'],
  ])('%s', (_, command, expected) => {
    expect(seen(command)).toBe(expected)
    expect(readPasted(command)).toEqual(readCurl(command))
  })

  test.each([
    ['an open quote', `curl -H 'If-Match: "6" http://h/n`, /quote is opened/],
    ['no URL', 'curl -I', /no URL/],
    ['an option without its value', 'curl http://h/n -H', /^-H needs a value/],
    ['a long one', 'curl http://h/n --header', /^--header needs a value/],
    ['a value behind =', 'curl --header=If-Match:* http://h/n', /^--header=… is nothing that curl knows/],
    ['quotes of a text processor', 'curl http://h/n -H “If-Match: *”', /letters to a shell/],
  ])('is refused: %s', (_, command, sentence) => {
    expect(seen(command)).toMatch(sentence)
  })

  test.each([
    ['a second URL', 'curl http://h/a http://h/b', /http:\/\/h\/b/],
    ['--next', 'curl http://h/a --next http://h/b', /the first is shown/],
    ['a tag in a file', 'curl --etag-compare tag http://h/a', /^--etag-compare/],
    ['a date of a file', 'curl -z note.md http://h/a', /note\.md/],
    ['no day', 'curl -z 2026-02-30 http://h/a', /2026-02-30/],
    ['the length of a file', 'curl -C - http://h/a', /^-C/],
    ['fields in a file', 'curl -H @fields http://h/a', /^-H @/],
    ['a file of options', 'curl -K conf http://h/a', /^-K/],
    ['no field', 'curl -H nonsense http://h/a', /nonsense/],
  ])('says what it left out: %s', (_, command, note) => {
    expect(notesOf(command)).toHaveLength(1)
    expect(notesOf(command)[0]).toMatch(note)
  })

  test('takes the value of every option that has one, whatever it looks like', () => {
    for (const name of optionsWithValue) {
      const read = readCurl(`curl --${name} -I http://h/n`)
      if (!['request', 'request-target', 'url'].includes(name) && !('wrong' in read))
        expect(read.method).not.toBe('HEAD')
    }
  })
})

const text = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((value) => value.trim())
const name = fc.stringMatching(/^[A-Za-z-]{1,20}$/).filter((each) => each.toLowerCase() !== 'content-type')
const method = fc.stringMatching(/^[A-Z]{1,12}$/)

test('every request survives being written for a shell', () => {
  fc.assert(
    fc.property(
      method,
      fc.array(
        fc.tuple(
          name,
          text.filter((value) => value !== ''),
        ),
      ),
      (asked, fields) => {
        const words = [
          'curl',
          '-X',
          asked,
          ...fields.flatMap(([key, value]) => ['-H', `${key}: ${value}`]),
          'http://h/n',
        ]
        const read = readCurl(join(words))
        expect(read).toEqual({
          method: asked,
          target: '/n',
          fields: fields.map(([key, value]) => ({ name: key, value })),
          notes: [],
        })
      },
    ),
  )
})

test('no text makes it throw', () => {
  const odd = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('-H', "'", '"', '\\', '$', '\n', '-z', '-X', 'http://[', '--'),
    ),
  )
  fc.assert(
    fc.property(odd, fc.constantFrom('', ' '), (parts, between) => {
      readPasted(`curl ${parts.join(between)}`)
      readPasted(parts.join(between))
    }),
  )
})
