import { respond, type Representation } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { fieldsOf, listeners, problemOf } from '../support/answer.ts'
import { GET } from '../support/request.ts'

const gone = (version: number): Representation => ({ version, size: 5, body: () => null })
const there = (version: number, text: string): Representation => ({ version, size: text.length, body: () => text })

describe('respond: body null, it changed meanwhile', () => {
  test('a function selects again, and the bytes belong to the tag', async () => {
    const select = vi
      .fn<() => Representation>()
      .mockReturnValueOnce(gone(1))
      .mockReturnValueOnce(gone(2))
      .mockReturnValue(there(3, 'third'))
    const answer = await respond(GET(), select)
    expect([answer.status, answer.headers.get('ETag'), await answer.text()]).toEqual([200, '"3"', 'third'])
    expect(select).toHaveBeenCalledTimes(3)
  })

  test('a promise of null is null', async () => {
    const select = vi
      .fn<() => Promise<Representation>>()
      .mockResolvedValueOnce({ version: 1, body: () => Promise.resolve(null) })
      .mockResolvedValue(there(2, 'second'))
    const answer = await respond(GET(), select)
    expect([answer.headers.get('ETag'), await answer.text()]).toEqual(['"2"', 'second'])
  })

  test('everything is evaluated again on what is selected then', async () => {
    const twice = (second: Representation | null) =>
      vi.fn<() => Representation | null>().mockReturnValueOnce(gone(1)).mockReturnValue(second)
    const status = async (fields: Record<string, string>, second: Representation | null) =>
      (await respond(GET(fields), twice(second))).status
    expect(await status({ 'If-None-Match': '"2"' }, there(2, 'second'))).toBe(304)
    expect(await status({ 'If-Match': '"1"' }, there(2, 'second'))).toBe(412)
    expect(await status({ Range: 'bytes=0-2' }, there(2, 'second'))).toBe(206)
    expect(await status({ Range: 'bytes=0-2', 'If-Range': '"1"' }, there(2, 'second'))).toBe(200)
    expect(await status({ Range: 'bytes=4-' }, there(2, 'abc'))).toBe(416)
    expect(await status({}, null)).toBe(404)
  })

  test('null on a range selects again too', async () => {
    const body = vi.fn<Representation['body']>().mockReturnValue(null)
    const select = vi
      .fn<() => Representation>()
      .mockReturnValueOnce({ version: 1, size: 5, body })
      .mockReturnValue(there(2, 'second'))
    const answer = await respond(GET({ Range: 'bytes=0-2' }), select)
    expect([answer.status, answer.headers.get('ETag'), await answer.text()]).toEqual([206, '"2"', 'sec'])
    expect(body).toHaveBeenCalledTimes(1)
  })

  test('null on the second of two parts selects again: no answer of two states', async () => {
    const torn: Representation = {
      version: 1,
      size: 600,
      body: (range) => (range?.offset === 0 ? 'a'.repeat(600) : null),
    }
    const select = vi
      .fn<() => Representation>()
      .mockReturnValueOnce(torn)
      .mockReturnValue(there(2, 'b'.repeat(600)))
    const answer = await respond(GET({ Range: 'bytes=0-4,500-504' }), select)
    const text = await answer.text()
    expect([answer.status, answer.headers.get('ETag')]).toEqual([206, '"2"'])
    expect(text).not.toContain('aaaaa')
    expect(text.split('bbbbb')).toHaveLength(3)
  })

  test('CASES 60: it is bounded: 503 with Retry-After in whole seconds', async () => {
    const select = vi.fn(() => gone(1))
    const answer = await respond(GET(), select, { always: { 'X-Always': 'yes' } })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
    expect(fieldsOf(answer, ['ETag', 'X-Always', 'Content-Type'])).toEqual({
      ETag: null,
      'X-Always': 'yes',
      'Content-Type': 'application/problem+json',
    })
    expect(await problemOf(answer)).toMatchObject({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
      detail: expect.any(String),
    })
    expect(select.mock.calls.length).toBeGreaterThan(1)
    expect(select.mock.calls.length).toBeLessThan(50)
  })

  test('a value cannot be selected again: 503 at once', async () => {
    const body = vi.fn(() => null)
    const answer = await respond(GET(), { version: 1, body })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
    expect(body).toHaveBeenCalledTimes(1)
  })

  test('onDecision is called once per answer, however often it selects', async () => {
    const { onDecision } = listeners()
    const select = vi
      .fn<() => Representation>()
      .mockReturnValueOnce(gone(1))
      .mockReturnValueOnce(gone(2))
      .mockReturnValue(there(3, 'third'))
    await respond(GET({ 'If-None-Match': '"x"' }), select, { onDecision })
    expect(onDecision).toHaveBeenCalledTimes(1)
    expect(onDecision.mock.calls[0]![0]).toMatchObject({ status: null })

    const changed = vi.fn<() => Representation>().mockReturnValueOnce(gone(1)).mockReturnValue(there(2, 'second'))
    await respond(GET({ 'If-None-Match': '"2"' }), changed, { onDecision })
    expect(onDecision).toHaveBeenCalledTimes(2)
    expect(onDecision.mock.calls[1]![0]).toMatchObject({ status: 304, received: '"2"' })
  })

  test('what select throws is thrown on', async () => {
    await expect(respond(GET(), () => Promise.reject(new Error('the database')))).rejects.toThrow('the database')
  })
})
