import { describe, expect, test, vi } from 'vitest'
import { currentOf } from '../fields/current.ts'
import type { ByteRange } from '../fields/range.ts'
import type { Options } from './options.ts'
import { type Content, type Representation, sizeOf } from './representation.ts'
import { sendPart, sendParts, sendWhole } from './send.ts'

const hello = 'hello world'
const world = { offset: 6, length: 5 }
const several = [world, { offset: 0, length: 2 }]

const representation = (body: Representation['body'], more: object = {}): Representation => ({
  version: 7,
  size: 11,
  body,
  ...more,
})

const whole = (state: Representation, method = 'GET', options: Options = {}) =>
  sendWhole(method, state, currentOf(state), sizeOf(state), options)
const part = (state: Representation, range = world, options: Options = {}) =>
  sendPart(state, currentOf(state), range, 11, options)
const parts = (state: Representation, ranges: readonly ByteRange[] = several, options: Options = {}) =>
  sendParts(state, currentOf(state), ranges, 11, options)

const fieldsOf = (answer: Response | null) => Object.fromEntries(answer!.headers)

const ofState = {
  type: 'text/html',
  headers: { vary: 'Accept', 'content-language': 'de', 'cache-control': 'no-cache' },
}
const ofStateSent = { etag: '"7"', vary: 'Accept', 'content-language': 'de', 'cache-control': 'no-cache' }

/** A stream of text that notes when it is closed. */
function streamed(text: string) {
  const cancelled = vi.fn()
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
    cancel: cancelled,
  })
  return { stream, cancelled }
}

describe('sendWhole', () => {
  test('sends all of it', async () => {
    const answer = await whole(representation(() => hello, ofState))
    expect(answer!.status).toBe(200)
    expect(fieldsOf(answer)).toEqual({
      ...ofStateSent,
      'content-type': 'text/html',
      'content-length': '11',
      'accept-ranges': 'bytes',
    })
    expect(await answer!.text()).toBe(hello)
  })

  test('without a size promises no ranges and no length', async () => {
    const answer = await whole({ exists: true, type: 'text/plain', body: () => streamed(hello).stream })
    expect(fieldsOf(answer)).toEqual({ 'content-type': 'text/plain' })
    expect(await answer!.text()).toBe(hello)
  })

  test('asks for no range', async () => {
    const body = vi.fn(() => hello)
    await whole(representation(body))
    expect(body.mock.calls).toEqual([[]])
  })

  test('of no bytes has a length, and content that is not missing', async () => {
    const answer = await whole(representation(() => '', { size: 0 }))
    expect(answer!.headers.get('content-length')).toBe('0')
    expect(await answer!.text()).toBe('')
  })

  test.each<[string, Content, string]>([
    ['text', hello, 'text/plain;charset=UTF-8'],
    ['a Blob', new Blob([hello], { type: 'image/png' }), 'image/png'],
    [
      'a Response',
      new Response(hello, { headers: { 'content-type': 'text/css', etag: '"6"', 'x-a': '1' }, status: 404 }),
      'text/css',
    ],
  ])('takes its type from %s, where nobody said it, and nothing else', async (_, content, type) => {
    const answer = await whole(representation(() => content))
    expect(fieldsOf(answer)).toEqual({
      etag: '"7"',
      'content-type': type,
      'content-length': '11',
      'accept-ranges': 'bytes',
    })
    expect([answer!.status, await answer!.text()]).toEqual([200, hello])
  })

  test.each([
    ['by type', { type: 'text/html' }, 'text/html'],
    ['by its fields', { headers: { 'content-type': 'text/xml' } }, 'text/xml'],
    ['by type before its fields', { type: 'text/html', headers: { 'content-type': 'text/xml' } }, 'text/html'],
  ])('has the type that it is given, %s', async (_, more, type) => {
    for (const size of [{}, { size: undefined }]) {
      const answer = await whole(representation(() => hello, { ...more, ...size }))
      expect(answer!.headers.get('content-type')).toBe(type)
    }
  })

  test('to HEAD has its fields alone, and opens nothing', async () => {
    const body = vi.fn(() => hello)
    const answer = await whole(representation(body, ofState), 'HEAD', { always: { 'x-a': '1' } })
    expect(fieldsOf(answer)).toEqual({ ...fieldsOf(await whole(representation(() => hello, ofState))), 'x-a': '1' })
    expect([answer!.status, answer!.body, body.mock.calls.length]).toEqual([200, null, 0])
  })

  test('to HEAD of an unknown size has no length', async () => {
    const answer = await whole({ exists: true, body: () => hello }, 'HEAD')
    expect(fieldsOf(answer)).toEqual({})
  })
})

describe('sendPart', () => {
  test('sends one range', async () => {
    const body = vi.fn(() => hello)
    const answer = await part(
      representation(body, {
        ...ofState,
        headers: { ...ofState.headers, 'content-digest': 'sha-256=:a:', 'repr-digest': 'sha-256=:a:' },
      }),
    )
    expect(answer!.status).toBe(206)
    expect(fieldsOf(answer)).toEqual({
      ...ofStateSent,
      'repr-digest': 'sha-256=:a:',
      'accept-ranges': 'bytes',
      'content-length': '5',
      'content-range': 'bytes 6-10/11',
      'content-type': 'text/html',
    })
    expect(await answer!.text()).toBe('world')
    expect(body.mock.calls).toEqual([[world]])
  })

  test('takes its type from the content, where nobody said it', async () => {
    const answer = await part(representation(() => new Blob([hello], { type: 'image/png' })))
    expect(answer!.headers.get('content-type')).toBe('image/png')
  })
})

describe('sendParts', () => {
  test('sends several ranges, and says of each what it is', async () => {
    const body = vi.fn(() => hello)
    const answer = await parts(
      representation(body, { ...ofState, headers: { ...ofState.headers, 'content-digest': 'sha-256=:a:' } }),
    )
    const { 'content-type': type, 'content-length': length, ...rest } = fieldsOf(answer)
    expect([answer!.status, rest]).toEqual([206, { ...ofStateSent, 'accept-ranges': 'bytes' }])
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

describe.each([
  ['sendWhole', whole],
  ['sendPart', part],
  ['sendParts', parts],
] as const)('%s', (_, send) => {
  test('is null where it changed meanwhile', async () => {
    expect(await send(representation(() => null))).toBe(null)
    expect(await send(representation(() => Promise.resolve(null)))).toBe(null)
  })

  test('waits for its content', async () => {
    expect(await (await send(representation(() => Promise.resolve(hello))))!.text()).toContain('world')
  })

  test('throws what the application throws', async () => {
    await expect(send(representation(() => Promise.reject(new Error('the disk is gone'))))).rejects.toThrow(
      'the disk is gone',
    )
  })

  test('throws where the size is not that of the content', async () => {
    await expect(send(representation(() => 'hello'.repeat(5)))).rejects.toThrow(/^Cannot send the representation: /)
  })

  test('throws where there is no content, not even null', async () => {
    await expect(send(representation(() => undefined as never))).rejects.toThrow(TypeError)
    await expect(send(representation(() => undefined as never, { size: undefined }))).rejects.toThrow(TypeError)
  })
})

test('what is on every answer is on these', async () => {
  const options = { always: { 'x-a': '1', vary: 'Origin' } }
  const state = representation(() => hello, { headers: { vary: 'Accept' } })
  for (const answer of [
    await whole(state, 'GET', options),
    await part(state, world, options),
    await parts(state, several, options),
  ]) {
    expect([answer!.headers.get('x-a'), answer!.headers.get('vary')]).toEqual(['1', 'Accept, origin'])
  }
})

describe('sizeOf', () => {
  test.each([
    [undefined, null],
    [0, 0],
    [11, 11],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('%s is %s', (size, expected) => {
    expect(sizeOf(representation(() => hello, { size }))).toBe(expected)
  })

  test.each([-1, 1.5, NaN, Infinity, 2 ** 53, '11', 11n, null])('%s is no number of bytes', (size) => {
    expect(() => sizeOf(representation(() => hello, { size }))).toThrow(TypeError)
    expect(() => sizeOf(representation(() => hello, { size }))).toThrow(
      `Cannot send the representation: size ${size} is no number of bytes`,
    )
  })
})
