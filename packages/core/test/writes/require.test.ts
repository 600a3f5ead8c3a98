import { handleResource, remove, update } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { problemOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { lText } from '../support/state.ts'
import { scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const put = (fields: FieldTable, value: string | null = 'one', options: object = {}) =>
  update(send('PUT', fields), scripted(value), () => 'mine', { create: true, ...options })

describe('require is on for PUT and DELETE', () => {
  test.each<[string, FieldTable, number]>([
    ['nothing', {}, 428],
    ['CASES 15: the current tag', { 'If-Match': '"v1"' }, 204],
    ['the current tag in a list', { 'If-Match': '"a", "v1"' }, 204],
    ['the current tag beside an If-None-Match that holds', { 'If-Match': '"v1"', 'If-None-Match': '"a"' }, 204],
    ['*, which names no version', { 'If-Match': '*' }, 428],
    ['a date, which may be two versions', { 'If-Unmodified-Since': lText }, 428],
    ['another tag in If-None-Match', { 'If-None-Match': '"a"' }, 428],
    ['CASES 16: If-None-Match: *', { 'If-None-Match': '*' }, 412],
    ['a weak twin', { 'If-Match': 'W/"v1"' }, 412],
    ['an empty If-Match', { 'If-Match': '' }, 412],
  ])('PUT over something, %s', async (_, fields, status) => {
    const answer = await put(fields)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Cache-Control')).toBe(status === 428 ? 'no-store' : null)
  })

  test.each<[string, FieldTable, number]>([
    ['nothing', {}, 428],
    ['If-None-Match: *', { 'If-None-Match': '*' }, 201],
    ['If-None-Match: "a"', { 'If-None-Match': '"a"' }, 428],
    ['If-Match: *', { 'If-Match': '*' }, 412],
    ['If-Match: "v1"', { 'If-Match': '"v1"' }, 412],
    ['If-Unmodified-Since', { 'If-Unmodified-Since': lText }, 428],
  ])('PUT where nothing is, %s', async (_, fields, status) => {
    expect((await put(fields, null)).status).toBe(status)
  })

  test('428 names the field that is missing', async () => {
    expect((await problemOf(await put({}))).precondition).toBe('If-Match')
    expect((await problemOf(await put({}, null))).precondition).toBe('If-None-Match')
  })

  test('CASES 39: an empty If-Match is 412, also under unreadable: reject', async () => {
    const answer = await put({ 'If-Match': '' }, 'one', { unreadable: 'reject' })
    expect(answer.status).toBe(412)
    expect((await problemOf(answer)).reason).toBe('mismatch')
    expect((await put({ 'If-Match': 'v1' }, 'one', { unreadable: 'reject' })).status).toBe(400)
    expect((await put({ 'If-Match': 'v1' })).status).toBe(412)
  })

  test.each([
    ['PATCH', undefined, 204],
    ['PATCH', true, 428],
    ['POST', undefined, 204],
    ['POST', true, 204],
    ['PUT', false, 204],
    ['PUT', true, 428],
  ])('%s with require %s is %i', async (method, require, status) => {
    const options = require === undefined ? {} : { require }
    expect((await update(send(method), scripted(), () => 'mine', options)).status).toBe(status)
  })

  test('DELETE needs it, and 404 comes before', async () => {
    expect((await remove(send('DELETE'), scripted())).status).toBe(428)
    expect((await remove(send('DELETE', { 'If-Match': '*' }), scripted())).status).toBe(428)
    expect((await remove(send('DELETE'), scripted(), { require: false })).status).toBe(204)
    expect((await remove(send('DELETE', { 'If-Match': '"v1"' }), scripted())).status).toBe(204)
    expect((await remove(send('DELETE'), scripted(null))).status).toBe(404)
    expect((await remove(send('DELETE', { 'If-Match': '"v1"' }), scripted(null), { create: true })).status).toBe(404)
  })

  test('CASES 54: OPTIONS is never refused, and answered before anything is read', async () => {
    const store = scripted('one', { beforeRead: () => expect.unreachable() })
    const fields = { 'If-Match': '"x"', Range: 'bytes=0-4' }
    const answer = await handleResource(send('OPTIONS', fields), store, {
      require: true,
      authorize: () => new Response(null, { status: 403 }),
      get: ({ version, value }) => ({ version, body: () => value }),
      patch: { 'text/plain': () => 'mine' },
    })
    expect([answer.status, answer.headers.get('Allow'), answer.headers.get('Accept-Patch')]).toEqual([
      204,
      'GET, HEAD, PATCH, OPTIONS',
      'text/plain',
    ])
    expect(store.calls).toEqual([])
  })
})
