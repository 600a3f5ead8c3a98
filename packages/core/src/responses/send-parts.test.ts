import { describe, expect, test, vi } from 'vitest'
import { currentOf } from '../fields/current.ts'
import type { ByteRange } from '../fields/range.ts'
import type { Content, Representation } from './representation.ts'
import { sendParts } from './send.ts'

const hello = 'hello world'
const world = { offset: 6, length: 5 }
const several = [world, { offset: 0, length: 2 }]

const representation = (body: Representation['body'], more: object = {}): Representation => ({
  version: 7,
  size: 11,
  body,
  ...more,
})

const parts = (state: Representation, ranges: readonly ByteRange[] = several) =>
  sendParts(state, currentOf(state), ranges, 11, {})

/** A stream of text, and more to come, that notes when it is closed. */
function streamed(text: string) {
  const cancelled = vi.fn()
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
    },
    cancel: cancelled,
  })
  return { stream, cancelled }
}

describe('sendParts', () => {
  test('sends several ranges, and says of each what it is', async () => {
    const body = vi.fn(() => hello)
    const ofState = { type: 'text/html', headers: { vary: 'Accept', 'content-digest': 'sha-256=:a:' } }
    const answer = await parts(representation(body, ofState))
    const { 'content-type': type, 'content-length': length, date: _, ...rest } = Object.fromEntries(answer!.headers)
    expect([answer!.status, rest]).toEqual([206, { etag: '"7"', vary: 'Accept', 'accept-ranges': 'bytes' }])
    expect(type).toMatch(/^multipart\/byteranges; boundary=/)
    const sent = await answer!.text()
    expect(length).toBe(`${sent.length}`)
    expect(sent.split(type!.split('boundary=')[1]!).map((text) => text.trim())).toEqual([
      '--',
      'Content-Type: text/html\r\nContent-Range: bytes 6-10/11\r\n\r\nworld\r\n--',
      'Content-Type: text/html\r\nContent-Range: bytes 0-1/11\r\n\r\nhe\r\n--',
      '--',
    ])
    expect(body.mock.calls).toEqual([[world], [several[1]]])
  })

  test.each<[string, object, Content, string]>([
    ['of the content', {}, new Blob([hello], { type: 'image/png' }), 'Content-Type: image/png'],
    ['of the fields', { headers: { 'content-type': 'text/xml' } }, hello, 'Content-Type: text/xml'],
    ['of nobody', {}, new Blob([hello]), '\r\nContent-Range'],
  ])('has the type %s in each part', async (_, more, content, line) => {
    const sent = await (await parts(representation(() => content, more)))!.text()
    expect(sent.split(line)).toHaveLength(3)
    expect(sent.split('Content-Type')).toHaveLength(line.startsWith('C') ? 3 : 1)
  })

  test('of a coded representation sends all of it: its coding would speak of the multipart', async () => {
    const answer = await parts(representation(() => hello, { headers: { 'Content-Encoding': 'gzip' } }))
    expect([answer!.status, answer!.headers.get('content-length'), answer!.headers.get('content-range')]).toEqual([
      200,
      '11',
      null,
    ])
    expect(answer!.headers.get('content-encoding')).toBe('gzip')
  })

  const six = Array.from({ length: 6 }, (_, n) => ({ offset: 2 * n, length: 1 }))

  test('opens some parts before it answers, and the others in their turn', async () => {
    const body = vi.fn((range?: ByteRange) => hello.slice(range!.offset, range!.offset + range!.length))
    const answer = await parts(representation(body), six)
    expect(body).toHaveBeenCalledTimes(4)
    await answer!.text()
    expect(body.mock.calls).toEqual(six.map((range) => [range]))
  })

  test('closes what it opened where a later part is gone', async () => {
    const { stream, cancelled } = streamed('world')
    const contents: Content[] = [stream, null]
    expect(await parts(representation(() => contents.shift()!))).toBe(null)
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test.each<[string, () => Content]>([
    [
      'cannot be opened',
      () => {
        throw new Error('the disk is gone')
      },
    ],
    ['is of another length', () => 'hello'],
  ])('closes what it opened where a later part %s', async (_, later) => {
    const { stream, cancelled } = streamed('world')
    const contents = [() => stream, later]
    await expect(parts(representation(() => contents.shift()!()))).rejects.toThrow()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })
})
