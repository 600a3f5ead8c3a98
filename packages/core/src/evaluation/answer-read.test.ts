import { describe, expect, test, vi } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { request } from '../../test/support/request.ts'
import type { Representation } from '../responses/representation.ts'
import { answerRead, ATTEMPTS, type Selected } from './answer-read.ts'

const hello = (more: object = {}): Representation => ({
  version: 7,
  type: 'text/plain',
  size: 11,
  body: () => 'hello world',
  ...more,
})

const answerOf = (fields: Record<string, string>, selected: Selected, method = 'GET', options = {}) =>
  answerRead(request(method, fields), () => selected, ATTEMPTS, options)

describe('answerRead', () => {
  test.each<[string, Record<string, string>, Selected, number, string | null]>([
    ['all of it', {}, hello(), 200, 'hello world'],
    ['one range', { Range: 'bytes=6-' }, hello(), 206, 'world'],
    ['none that is there', { Range: 'bytes=11-' }, hello(), 416, null],
    ['no range of an unknown size', { Range: 'bytes=6-' }, hello({ size: undefined }), 200, 'hello world'],
    ['a condition before a range', { Range: 'bytes=11-', 'If-None-Match': '"7"' }, hello(), 304, ''],
    ['a false condition before a range', { Range: 'bytes=11-', 'If-Match': '"6"' }, hello(), 412, null],
    ['nothing', { 'If-None-Match': '*', 'If-Match': '"6"' }, null, 404, null],
    ['an answer that is complete', {}, new Response('other', { status: 406 }), 406, 'other'],
    [
      'an answer with a tag of its own',
      { 'If-None-Match': '"8"' },
      new Response('other', { headers: { etag: '"8"' } }),
      304,
      '',
    ],
  ])('%s', async (_, fields, selected, status, text) => {
    const answer = await answerOf(fields, selected)
    expect(answer.status).toBe(status)
    if (text !== null) expect(await answer.text()).toBe(text)
  })

  test('a 206 of several ranges', async () => {
    const answer = await answerOf({ Range: 'bytes=6-7,0-1' }, hello())
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      206,
      expect.stringContaining('multipart/byteranges'),
    ])
  })

  test('a 416 says how much there is', async () => {
    const answer = await answerOf({ Range: 'bytes=11-' }, hello())
    expect([answer.headers.get('content-range'), answer.headers.get('accept-ranges')]).toEqual(['bytes */11', 'bytes'])
    expect(await answer.json()).toMatchObject({
      title: 'Range Not Satisfiable',
      detail: expect.stringContaining('the 11 bytes'),
    })
  })

  test('a 404 is a problem document, and to HEAD has its fields alone', async () => {
    expect(await (await answerOf({}, null)).json()).toMatchObject({ title: 'Not Found', status: 404 })
    const answer = await answerOf({}, null, 'HEAD')
    expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([
      404,
      null,
      'application/problem+json',
    ])
  })

  test('what is on every answer is on these', async () => {
    const always = { 'x-a': '1' }
    const selections: [Record<string, string>, Selected][] = [
      [{}, null],
      [{ Range: 'bytes=11-' }, hello()],
      [{}, hello({ body: () => null })],
      [{ 'If-Match': '"6"' }, hello()],
    ]
    for (const [fields, selected] of selections) {
      expect((await answerOf(fields, selected, 'GET', { always })).headers.get('x-a')).toBe('1')
    }
  })
})

describe('a representation that changed meanwhile', () => {
  test('is selected again, and evaluated again', async () => {
    const states = [hello({ body: () => null }), hello({ version: 8, body: () => null }), hello({ version: 9 })]
    const select = vi.fn(() => states.shift()!)
    const answer = await answerRead(request('GET'), select, ATTEMPTS, {})
    expect([answer.status, answer.headers.get('etag'), select.mock.calls.length]).toEqual([200, '"9"', 3])
  })

  test('may then be what the client has', async () => {
    const states = [hello({ body: () => null }), hello({ version: 8 })]
    const answer = await answerRead(request('GET', { 'If-None-Match': '"8"' }), () => states.shift()!, ATTEMPTS, {})
    expect(answer.status).toBe(304)
  })

  test('or be gone', async () => {
    const states = [hello({ body: () => null }), null]
    expect((await answerRead(request('GET'), () => states.shift()!, ATTEMPTS, {})).status).toBe(404)
  })

  test.each([1, 2, ATTEMPTS])('each time ends in a 503, after %i attempts', async (attempts) => {
    const select = vi.fn(() => hello({ body: () => null }))
    const answer = await answerRead(request('GET'), select, attempts, {})
    expect([answer.status, select.mock.calls.length]).toEqual([503, attempts])
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await answer.json()).toMatchObject({ title: 'Service Unavailable' })
  })
})

describe('onDecision is told once', () => {
  test.each<[string, Record<string, string>, () => Selected, (number | null)[]]>([
    ['of a 304', { 'If-None-Match': '"7"' }, () => hello(), [304]],
    ['of a 200', { 'If-None-Match': '"6"' }, () => hello(), [null]],
    ['of a 404', { 'If-None-Match': '"6"' }, () => null, [null]],
    ['of a 503', { 'If-None-Match': '"6"' }, () => hello({ body: () => null }), [null]],
    [
      'of a complete answer',
      { 'If-None-Match': '"6"' },
      () => new Response('other', { headers: { etag: '"8"' } }),
      [null],
    ],
    ['not of a 200 without a condition', {}, () => hello(), []],
  ])('%s', async (_, fields, select, statuses) => {
    const { onDecision } = listeners()
    await answerRead(request('GET', fields), select, 3, { onDecision })
    expect(onDecision.mock.calls.map(([{ status }]) => status)).toEqual(statuses)
  })
})

describe('a mistake is thrown', () => {
  test.each([
    ['undefined', undefined, /^Cannot read validators: undefined says nothing/],
    ['validators that say nothing', { body: () => 'hello' }, /^Cannot read validators: none of/],
    ['a size that is none', hello({ size: -1 }), /^Cannot send the representation: size -1/],
    [
      'a size that is not kept',
      hello({ size: 12 }),
      /^Cannot send the representation: size says 12 bytes, body\(\) gave 11/,
    ],
  ])('%s', async (_, selected, message) => {
    await expect(answerOf({}, selected as never)).rejects.toThrow(message)
  })
})
