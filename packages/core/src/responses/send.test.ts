import { describe, expect, test, vi } from 'vitest'
import { currentOf } from '../fields/current.ts'
import type { ByteRange } from '../fields/range.ts'
import { isStream } from './content.ts'
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

/** All but the date, which each of them has. */
function fieldsOf(answer: Response | null): Record<string, string> {
  const { date, ...fields } = Object.fromEntries(answer!.headers)
  expect(date).toMatch(/ GMT$/)
  return fields
}

const ofState = {
  type: 'text/html',
  headers: { vary: 'Accept', 'content-language': 'de', 'cache-control': 'no-cache' },
}
const ofStateSent = { etag: '"7"', vary: 'Accept', 'content-language': 'de', 'cache-control': 'no-cache' }

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
    const answer = await whole({ exists: true, type: 'text/plain', body: () => new Blob([hello]).stream() })
    expect(fieldsOf(answer)).toEqual({ 'content-type': 'text/plain' })
    expect(await answer!.text()).toBe(hello)
  })

  test('to HEAD says by its body that a length is not known', async () => {
    const known = await whole(
      representation(() => hello),
      'HEAD',
    )
    const unknown = await whole({ version: 7, body: () => hello }, 'HEAD')
    expect([known!.body, isStream(unknown!.body!), await unknown!.text()]).toEqual([null, true, ''])
  })

  test('asks for no range', async () => {
    const body = vi.fn(() => hello)
    await whole(representation(body))
    expect(body.mock.calls).toEqual([[]])
  })

  test.each([undefined, 5, true, { title: 'one' }, ['one']])('tells of a body that gives %o', async (given) => {
    const told = /^Cannot send the representation: body\(\) gave/
    for (const size of [undefined, 11])
      await expect(whole(representation(() => given as unknown as Content, { size }))).rejects.toThrow(told)
  })

  test('of no bytes has a length, and content that is not missing', async () => {
    const answer = await whole(representation(() => '', { size: 0 }))
    expect(answer!.headers.get('content-length')).toBe('0')
    expect(await answer!.text()).toBe('')
  })

  test.each([undefined, hello])('with %o in the place of body() is told in one sentence', async (body) => {
    await expect(whole({ version: 7, body } as unknown as Representation)).rejects.toThrow(/^Cannot send .* body is no/)
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

  test.each([
    ['a Blob as a stream where a Range is not served, since Bun would cut it', true, new Blob([hello]), true],
    ['a Blob as it is where there is no Range', false, new Blob([hello]), false],
    ['bytes as they are', true, new TextEncoder().encode(hello), false],
  ])('hands over %s', async (_, isRanged, content, isStreamed) => {
    for (const size of [11, null]) {
      const made = vi.fn()
      class Noted extends Response {
        constructor(body?: BodyInit | null, init?: ResponseInit) {
          super(body, init)
          made(isStream(body ?? ''))
        }
      }
      const state = representation(() => content)
      const options = { fetchAPI: { Response: Noted } }
      const answer = await sendWhole('GET', state, currentOf(state), size, options, isRanged)
      expect([made.mock.calls, await answer!.text()]).toEqual([[[isStreamed]], hello])
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
