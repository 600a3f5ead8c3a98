import { respond, type ByteRange, type Representation } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { GET, HEAD } from '../support/request.ts'
import { hundred, v1 } from '../support/state.ts'

const bytes = new TextEncoder().encode(hundred)
const padded = new Uint8Array([...bytes.slice(0, 7), ...bytes, ...bytes.slice(0, 7)])
const sized = (body: Representation['body'], size = 100): Representation => ({ ...v1, type: 'text/plain', size, body })

const wholes: readonly (readonly [string, Representation['body']])[] = [
  ['a string', () => hundred],
  ['a Blob', () => new Blob([hundred])],
  ['an ArrayBuffer', () => bytes.slice().buffer],
  ['a Uint8Array', () => bytes],
  ['a view into a larger buffer', () => padded.subarray(7, 107)],
  ['a DataView into a larger buffer', () => new DataView(padded.buffer, 7, 100)],
  ['a promise of a string', async () => hundred],
  ['a promise of a Blob', async () => new Blob([hundred])],
]

describe('respond: content of the whole is cut', () => {
  test.each(wholes)('%s: sent whole to a plain GET', async (_, body) => {
    expect(await (await respond(GET(), sized(body))).text()).toBe(hundred)
  })

  test.each(wholes)('%s: cut to the range', async (_, body) => {
    const answer = await respond(GET({ Range: 'bytes=10-14' }), sized(body))
    expect([answer.status, answer.headers.get('Content-Length'), await answer.text()]).toEqual([
      206,
      '5',
      hundred.slice(10, 15),
    ])
  })

  test('a string is cut by bytes, not by characters', async () => {
    const text = '\u00e4\u00f6\u00fc\u{1f600}!'
    const size = new TextEncoder().encode(text).length
    const part = await respond(
      GET({ Range: 'bytes=2-5' }),
      sized(() => text, size),
    )
    expect([part.headers.get('Content-Range'), await part.text()]).toEqual([`bytes 2-5/${size}`, '\u00f6\u00fc'])
    const last = await respond(
      GET({ Range: 'bytes=-1' }),
      sized(() => text, size),
    )
    expect(await last.text()).toBe('!')
  })

  test('a buffer that was cut is not changed', async () => {
    const given = bytes.slice()
    await (
      await respond(
        GET({ Range: 'bytes=10-14' }),
        sized(() => given),
      )
    ).text()
    expect(new TextDecoder().decode(given)).toBe(hundred)
  })
})

test('respond: the type of a Blob is sent where the representation names none', async () => {
  const answer = await respond(GET(), { ...v1, size: 100, body: () => new Blob([hundred], { type: 'text/markdown' }) })
  expect(answer.headers.get('Content-Type')).toBe('text/markdown')
})

describe('respond: content that is exactly the range', () => {
  const cut = ({ offset, length }: ByteRange) => bytes.slice(offset, offset + length)
  const chunks = (content: Uint8Array) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of content) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })

  test.each([
    ['a string', (range: ByteRange) => new TextDecoder().decode(cut(range))],
    ['a Blob', (range: ByteRange) => new Blob([cut(range)])],
    ['a Uint8Array', cut],
    ['a stream', (range: ByteRange) => chunks(cut(range))],
    ['a Response', (range: ByteRange) => new Response(cut(range))],
    ['a promise of a stream', async (range: ByteRange) => chunks(cut(range))],
  ])('%s', async (_, open) => {
    const body = vi.fn((range?: ByteRange) => (range ? open(range) : null))
    const answer = await respond(GET({ Range: 'bytes=10-14' }), sized(body))
    expect(body.mock.calls).toEqual([[{ offset: 10, length: 5 }]])
    expect([answer.status, await answer.text()]).toEqual([206, hundred.slice(10, 15)])
  })
})

describe('respond: streams pass through', () => {
  /** A stream that makes its next chunk only when somebody asks for it. */
  function lazy(parts: readonly string[]) {
    const pulled: string[] = []
    const cancelled = vi.fn()
    const rest = [...parts]
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const next = rest.shift()
          if (next === undefined) return controller.close()
          pulled.push(next)
          controller.enqueue(new TextEncoder().encode(next))
        },
        cancel: cancelled,
      },
      { highWaterMark: 0 },
    )
    return { stream, pulled, cancelled }
  }

  test('and are not read ahead', async () => {
    const { stream, pulled } = lazy(['a', 'b', 'c'])
    const answer = await respond(GET(), { ...v1, body: () => stream })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(pulled.length).toBeLessThan(2)
    expect(await answer.text()).toBe('abc')
    expect(pulled).toEqual(['a', 'b', 'c'])
  })

  test('and are cancelled with the answer', async () => {
    const { stream, cancelled } = lazy(['a', 'b', 'c'])
    const answer = await respond(GET(), { ...v1, body: () => stream })
    await answer.body?.cancel()
    expect(cancelled).toHaveBeenCalledTimes(1)
  })

  test('an error of the stream is an error of the answer', async () => {
    const stream = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('the disk')) })
    const answer = await respond(GET(), { ...v1, body: () => stream })
    await expect(answer.text()).rejects.toThrow()
  })
})

describe('respond: a Response as content', () => {
  test('its bytes and its Content-Type count, and nothing else of it', async () => {
    const inner = () =>
      new Response('{"a":1}', {
        status: 500,
        headers: { 'Content-Type': 'application/json', ETag: '"inner"', 'Cache-Control': 'no-store', 'X-Inner': 'yes' },
      })
    const answer = await respond(GET(), { ...v1, body: inner })
    expect([answer.status, answer.headers.get('ETag'), await answer.text()]).toEqual([200, '"v1"', '{"a":1}'])
    expect(answer.headers.get('Content-Type')).toBe('application/json')
    expect([answer.headers.get('Cache-Control'), answer.headers.get('X-Inner')]).toEqual([null, null])
  })

  test('Response.json gives its type', async () => {
    const answer = await respond(GET(), { ...v1, body: () => Response.json({ a: 1 }) })
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(await answer.json()).toEqual({ a: 1 })
  })

  test('type says it on HEAD too', async () => {
    const state = { ...v1, type: 'application/json', body: () => Response.json({ a: 1 }) }
    expect((await respond(HEAD(), state)).headers.get('Content-Type')).toBe('application/json')
    expect((await respond(GET(), state)).headers.get('Content-Type')).toBe('application/json')
  })
})

describe('TRAP: bodies are opened only to be sent', () => {
  test.each([
    ['304', { 'If-None-Match': '"v1"' }],
    ['412', { 'If-Match': '"x"' }],
    ['416', { Range: 'bytes=999-' }],
  ])('TRAP: never for a %s', async (_, fields) => {
    const body = vi.fn(() => hundred)
    await respond(GET(fields), sized(body))
    await respond(GET(fields), () => sized(body))
    await respond(HEAD(fields), sized(body))
    await respond(HEAD(), sized(body))
    expect(body).not.toHaveBeenCalled()
  })
})
