import { respond, type ByteRange } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import { partsOf } from '../support/byte-ranges.ts'
import { GET, QUERY } from '../support/request.ts'
import { document, hundred, lText, v1 } from '../support/state.ts'

const ranged = (range: string) => GET({ Range: range })

describe('READINGS 25: several ranges are multipart/byteranges', () => {
  test('CASES 28: parts in the order asked, Content-Type and Content-Range in each, none outside', async () => {
    const { representation, opened } = document()
    const answer = await respond(ranged('bytes=50-54,0-4'), representation)
    expect(answer.status).toBe(206)
    expect(answer.headers.get('Content-Range')).toBe(null)
    const parts = await partsOf(answer)
    expect(parts.map(({ fields }) => fields.get('Content-Range'))).toEqual(['bytes 50-54/100', 'bytes 0-4/100'])
    expect(parts.map(({ fields }) => fields.get('Content-Type'))).toEqual(['text/plain', 'text/plain'])
    expect(parts.map(({ content }) => content)).toEqual([hundred.slice(50, 55), hundred.slice(0, 5)])
    expect(opened).toEqual([
      { offset: 50, length: 5 },
      { offset: 0, length: 5 },
    ])
  })

  test('READINGS 25: the answer carries the validators and fields of the 200', async () => {
    const { representation } = document({ ...v1, headers: { Vary: 'Accept', 'Cache-Control': 'max-age=60' } })
    const answer = await respond(ranged('bytes=50-54,0-4'), representation)
    expect(fieldsOf(answer, ['ETag', 'Last-Modified', 'Vary', 'Cache-Control'])).toEqual({
      ETag: '"v1"',
      'Last-Modified': lText,
      Vary: 'Accept',
      'Cache-Control': 'max-age=60',
    })
  })

  test('READINGS 25: a Content-Length, if there is one, is the length of what is sent', async () => {
    const answer = await respond(ranged('bytes=50-54,0-4'), document().representation)
    const announced = answer.headers.get('Content-Length')
    const sent = (await answer.arrayBuffer()).byteLength
    if (announced !== null) expect(Number(announced)).toBe(sent)
    expect(sent).toBeGreaterThan(10)
  })

  test('READINGS 25: what overlaps is coalesced, and the rest stays apart', async () => {
    const answer = await respond(ranged('bytes=50-54,0-4,3-9'), document().representation)
    const parts = await partsOf(answer)
    expect(parts.map(({ fields }) => fields.get('Content-Range'))).toEqual(['bytes 50-54/100', 'bytes 0-9/100'])
    expect(parts.map(({ content }) => content)).toEqual([hundred.slice(50, 55), hundred.slice(0, 10)])
  })

  test('READINGS 25: unsatisfiable ones are left out', async () => {
    const parts = await partsOf(await respond(ranged('bytes=500-,50-54,-0,0-4'), document().representation))
    expect(parts.map(({ fields }) => fields.get('Content-Range'))).toEqual(['bytes 50-54/100', 'bytes 0-4/100'])
  })

  test('READINGS 1: QUERY too', async () => {
    const answer = await respond(QUERY({ Range: 'bytes=50-54,0-4' }), document().representation)
    expect(await partsOf(answer)).toHaveLength(2)
  })

  test.each(['bytes=0-4,', 'bytes=0-4,500-', 'bytes=0-4,2-3'])(
    'READINGS 25: one range left is a single part: %s',
    async (range) => {
      const answer = await respond(ranged(range), document().representation)
      expect(answer.status).toBe(206)
      expect(answer.headers.get('Content-Type')).toBe('text/plain')
      expect(answer.headers.get('Content-Range')).toBe('bytes 0-4/100')
      expect(await answer.text()).toBe(hundred.slice(0, 5))
    },
  )

  test('READINGS 25: many ranges are answered with the whole', async () => {
    const many = Array.from({ length: 50 }, (_, n) => `${2 * n}-${2 * n}`).join(',')
    const { representation, opened } = document()
    const answer = await respond(ranged(`bytes=${many}`), representation)
    expect([answer.status, await answer.text()]).toEqual([200, hundred])
    expect(opened).toEqual(['whole'])
  })

  test('READINGS 25: several ranges of a coded representation are answered with the whole', async () => {
    const { representation } = document({ ...v1, headers: { 'Content-Encoding': 'gzip' } })
    const answer = await respond(ranged('bytes=50-54,0-4'), representation)
    expect([answer.status, answer.headers.get('Content-Encoding'), answer.headers.get('Content-Range')]).toEqual([
      200,
      'gzip',
      null,
    ])
    const one = await respond(ranged('bytes=50-54'), representation)
    expect([one.status, one.headers.get('Content-Encoding'), one.headers.get('Content-Range')]).toEqual([
      206,
      'gzip',
      'bytes 50-54/100',
    ])
  })

  test('READINGS 25: bytes that hold CRLF and dashes come through', async () => {
    const bytes = '--\r\n\r\n--x--\r\n'.repeat(100)
    const state = { version: 1, size: bytes.length, body: () => bytes }
    const parts = await partsOf(await respond(ranged('bytes=0-9,100-109'), state))
    expect(parts.map(({ content }) => content)).toEqual([bytes.slice(0, 10), bytes.slice(100, 110)])
  })
})

describe('READINGS 25: the parts of every kind of content', () => {
  const bytes = new TextEncoder().encode(hundred)
  const cut = (range?: ByteRange) => (range ? bytes.slice(range.offset, range.offset + range.length) : bytes)
  const stream = (content: Uint8Array) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(content.slice(0, 1))
        controller.enqueue(content.slice(1))
        controller.close()
      },
    })

  test.each([
    ['a string of the whole', () => hundred],
    ['a Blob of the whole', () => new Blob([hundred])],
    ['a buffer of the whole', () => bytes.slice().buffer],
    ['a view of the whole', () => bytes],
    ['a view of the range', (range?: ByteRange) => cut(range)],
    ['a stream of the range', (range?: ByteRange) => stream(cut(range))],
    ['a Response of the range', (range?: ByteRange) => new Response(cut(range))],
    ['a promise', async (range?: ByteRange) => cut(range)],
  ])('READINGS 25: %s', async (_, body) => {
    const parts = await partsOf(await respond(ranged('bytes=50-54,0-4'), { version: 1, size: 100, body }))
    expect(parts.map(({ content }) => content)).toEqual([hundred.slice(50, 55), hundred.slice(0, 5)])
  })
})

describe('READINGS 25: parts that are streams', () => {
  test('a part that nobody reads to its end is cancelled with the answer', async () => {
    const cancelled = vi.fn()
    const endless = () =>
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(1)), cancel: cancelled })
    const answer = await respond(ranged('bytes=50-54,0-4'), { version: 1, size: 100, body: endless })
    expect(answer.status).toBe(206)
    const reader = answer.body!.getReader()
    await reader.read()
    await reader.cancel()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled())
  })
})
