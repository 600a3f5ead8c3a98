import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overHttp } from './over-http.ts'
import { PlainServer } from './plain-server.ts'

const url = 'http://localhost/documents/one'
const missing = 'http://localhost/documents/none'
const size = 100
const hour = 3600_000
const date = (offset: number): string => new Date(Math.floor(Date.now() / 1000) * 1000 - hour + offset).toUTCString()

interface Due {
  readonly status: number
  readonly fields?: Readonly<Record<string, string | null>>
}

type Case = readonly [name: string, method: string, fields: () => Record<string, string>, due: number | Due]

const patch = { 'Content-Type': 'application/merge-patch+json' }

const cases: readonly Case[] = [
  ['a plain read', 'GET', () => ({}), { status: 200, fields: { ETag: '"v1"', 'Content-Length': String(size) } }],
  ['HEAD', 'HEAD', () => ({}), { status: 200, fields: { ETag: '"v1"', 'Content-Length': String(size) } }],
  [
    'the tag',
    'GET',
    () => ({ 'If-None-Match': '"v1"' }),
    {
      status: 304,
      fields: {
        ETag: '"v1"',
        Vary: 'Accept-Encoding',
        'Cache-Control': 'no-cache',
        'Content-Type': null,
        'Content-Length': null,
        'Last-Modified': null,
      },
    },
  ],
  ['its weak twin', 'HEAD', () => ({ 'If-None-Match': 'W/"v1"' }), 304],
  ['a list with it', 'GET', () => ({ 'If-None-Match': ',"a,b" ,\t"v1"' }), 304],
  [
    'another tag beside a date that would say 304',
    'GET',
    () => ({ 'If-None-Match': '"x"', 'If-Modified-Since': date(0) }),
    200,
  ],
  ['a star in a list', 'GET', () => ({ 'If-None-Match': '"x", *' }), 200],
  ['an empty If-Match', 'GET', () => ({ 'If-Match': '' }), 412],
  ['its weak twin in If-Match', 'PUT', () => ({ 'If-Match': 'W/"v1"' }), 412],
  [
    'a list with it in If-Match beside an old date',
    'PUT',
    () => ({ 'If-Match': '"a", "v1"', 'If-Unmodified-Since': date(-1000) }),
    204,
  ],
  ['If-None-Match: * on PUT', 'PUT', () => ({ 'If-None-Match': '*' }), 412],
  ['the same second', 'GET', () => ({ 'If-Modified-Since': date(0) }), 304],
  ['the second before', 'GET', () => ({ 'If-Modified-Since': date(-1000) }), 200],
  ['no date', 'GET', () => ({ 'If-Modified-Since': '2030-01-01' }), 200],
  ['the same second to a write', 'PUT', () => ({ 'If-Unmodified-Since': date(0) }), 204],
  ['the second before to a write', 'PUT', () => ({ 'If-Unmodified-Since': date(-1000) }), 412],
  ['asctime of long ago', 'PUT', () => ({ 'If-Unmodified-Since': 'Sun Nov  6 08:49:37 1994' }), 412],
  ['two digits of long ago', 'PUT', () => ({ 'If-Unmodified-Since': 'Sunday, 06-Nov-94 08:49:37 GMT' }), 412],
  ['two digits of soon', 'PUT', () => ({ 'If-Unmodified-Since': 'Sunday, 06-Nov-44 08:49:37 GMT' }), 204],
  ['a day that is none', 'PUT', () => ({ 'If-Unmodified-Since': 'Sun, 31 Feb 1994 08:49:37 GMT' }), 204],
  [
    'a first part',
    'GET',
    () => ({ Range: 'bytes=0-4' }),
    { status: 206, fields: { 'Content-Range': `bytes 0-4/${size}`, ETag: '"v1"' } },
  ],
  [
    'a last part',
    'GET',
    () => ({ Range: 'Bytes=-5' }),
    { status: 206, fields: { 'Content-Range': `bytes ${size - 5}-${size - 1}/${size}` } },
  ],
  [
    'more than there is',
    'GET',
    () => ({ Range: 'bytes=-99999999999999999999' }),
    { status: 206, fields: { 'Content-Range': `bytes 0-${size - 1}/${size}` } },
  ],
  [
    'nothing of it',
    'GET',
    () => ({ Range: 'bytes=-0' }),
    { status: 416, fields: { 'Content-Range': `bytes */${size}` } },
  ],
  ['two numbers that are one as floats', 'GET', () => ({ Range: 'bytes=9007199254740993-9007199254740992' }), 200],
  ['another unit', 'GET', () => ({ Range: 'lines=0-4' }), 200],
  ['a range on HEAD', 'HEAD', () => ({ Range: 'bytes=0-4' }), { status: 200, fields: { 'Content-Range': null } }],
  ['a range behind the end and the tag', 'GET', () => ({ Range: 'bytes=999-', 'If-None-Match': '"v1"' }), 304],
  ['If-Range with the tag', 'GET', () => ({ Range: 'bytes=0-4', 'If-Range': '"v1"' }), 206],
  ['If-Range with its weak twin', 'GET', () => ({ Range: 'bytes=0-4', 'If-Range': 'W/"v1"' }), 200],
  ['If-Range with the date', 'GET', () => ({ Range: 'bytes=0-4', 'If-Range': date(0) }), 206],
  ['If-Range with a later date', 'GET', () => ({ Range: 'bytes=0-4', 'If-Range': date(1000) }), 200],
  ['OPTIONS', 'OPTIONS', () => ({ 'If-Match': '"x"' }), 204],
  [
    'a patch of another type, and a false condition',
    'PATCH',
    () => ({ 'Content-Type': 'text/csv', 'If-Match': '"x"' }),
    415,
  ],
  ['a patch that cannot be read, and a false condition', 'PATCH', () => ({ ...patch, 'If-Match': '"x"' }), 412],
  ['a patch that cannot be read', 'PATCH', () => ({ ...patch, 'If-Match': '"v1"' }), 400],
  ['a part of a PUT', 'PUT', () => ({ 'Content-Range': 'bytes 0-4/100', 'If-Match': '"x"' }), 400],
  ['a method in small letters', 'patch', () => ({ ...patch }), 501],
]

describe('the plain server', () => {
  test.each(cases)('%s: %s', async (_, method, fields, due) => {
    // No Request: some runtimes write its method in capitals.
    const arrayBuffer = async (): Promise<ArrayBuffer> => new TextEncoder().encode('not json').buffer
    const answer = await new PlainServer().fetch({ url, method, headers: new Headers(fields()), arrayBuffer })
    const { status, fields: said = {} } = typeof due === 'number' ? { status: due } : due
    const found = Object.fromEntries(Object.keys(said).map((name) => [name, answer.headers.get(name)]))
    expect({ status: answer.status, fields: found }).toEqual({ status, fields: said })
  })

  test('sends two parts in their order, with CRLF', async () => {
    const answer = await new PlainServer().fetch(new Request(url, { headers: { Range: 'bytes=50-51,0-1' } }))
    expect(answer.headers.get('Content-Range')).toBeNull()
    const part = (range: string, text: string): string =>
      `\r\n--part-1-of-plain\r\nContent-Type: application/json\r\nContent-Range: bytes ${range}/${size}\r\n\r\n${text}`
    const whole = await (await new PlainServer().fetch(new Request(url))).text()
    expect(await answer.text()).toBe(
      `${part('50-51', whole.slice(50, 52))}${part('0-1', '{"')}\r\n--part-1-of-plain--\r\n`,
    )
  })

  test.each(['GET', 'HEAD', 'PATCH', 'DELETE', 'POST'])(
    '%s of what is not there is 404 under any condition',
    async (method) => {
      const answer = await new PlainServer().fetch(new Request(missing, { method, headers: { 'If-Match': '"x"' } }))
      expect(answer.status).toBe(404)
    },
  )

  test('makes, changes and deletes', async () => {
    const server = new PlainServer()
    const ask = (method: string, headers: Record<string, string>, body: string | null = null): Promise<Response> =>
      server.fetch(new Request(missing, { method, headers, body }))
    expect((await ask('PUT', { 'If-Match': '*' }, 'a')).status).toBe(412)
    const made = await ask('PUT', { 'If-None-Match': '*', 'Content-Type': 'text/plain' }, 'a')
    expect([made.status, made.headers.get('ETag'), made.headers.get('Last-Modified')]).toEqual([201, '"v2"', null])
    expect((await ask('POST', { 'If-Match': '"v2"' }, 'b')).status).toBe(204)
    expect(await (await ask('GET', {})).text()).toBe('ab')
    expect((await ask('DELETE', { 'If-Match': '"v2"' })).status).toBe(412)
    expect((await ask('DELETE', { 'If-Match': '"v3"' })).status).toBe(204)
    expect((await ask('GET', {})).status).toBe(404)
  })

  test('asks for a condition where it is told to', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await new PlainServer({ require: true }).fetch(new Request(url, { method: 'DELETE', headers }))).status
    expect([await ask({}), await ask({ 'If-Match': '"x"' }), await ask({ 'If-Match': '"v1"' })]).toEqual([
      428, 412, 204,
    ])
  })

  test('lets one of two writers through', async () => {
    const server = new PlainServer()
    const write = (body: string): Promise<Response> =>
      server.fetch(new Request(url, { method: 'PUT', headers: { 'If-Match': '"v1"' }, body }))
    const answers = await Promise.all([write('a'), write('b'), write('c')])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 412, 412])
  })
})

describe('the plain server over node:http', () => {
  let served: Awaited<ReturnType<typeof overHttp>>
  beforeAll(async () => {
    served = await overHttp(new PlainServer())
  })
  afterAll(() => served.close())

  test('sees every line of a field, and sends what the handler says', async () => {
    const headers: [string, string][] = [
      ['If-None-Match', '"x"'],
      ['If-None-Match', '"v1"'],
    ]
    const answer = await fetch(`${served.origin}/documents/one`, { headers })
    expect(answer.status).toBe(304)
    expect(answer.headers.get('ETag')).toBe('"v1"')
    expect(answer.headers.get('Content-Length')).toBeNull()
  })
})
