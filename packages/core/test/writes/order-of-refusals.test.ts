import { handleResource, type Methods, update } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf, problemOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { type Row, type Scripted, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const forbidden = () => new Response(null, { status: 403 })
const isJson = (text: string): boolean => text.startsWith('{')

const methods: Methods<Row, string> = {
  create: false,
  limit: 10,
  get: ({ version, value }) => ({ version, type: 'text/plain', body: () => value }),
  put: { 'text/plain': (_, body) => body.text() },
  patch: {
    'application/json-patch+json': async (_, body) => JSON.stringify(await body.json()),
    'text/plain': async (_, body) => (isJson(await body.text()) ? body.text() : new Response(null, { status: 422 })),
  },
}

const text = { 'Content-Type': 'text/plain' }

async function refused(method: string, store: Scripted, fields: FieldTable, more: Partial<Methods<Row, string>> = {}) {
  const before = store.state
  const sent = send(method, fields, 'x')
  const answer = await handleResource(sent, store, { ...methods, ...more })
  expect(store.state).toBe(before)
  return { answer, opened: sent.opened() }
}

describe('each refusal comes before all that stand behind it in the order', () => {
  const all = { 'If-Match': '"x"', 'Content-Length': '11', 'Content-Encoding': 'gzip', 'Content-Range': 'bytes 0-4/9' }

  test('501 and 405 come before the state is read', async () => {
    const store = scripted(null)
    expect((await refused('PURGE', store, all, { authorize: forbidden })).answer.status).toBe(501)
    expect((await refused('POST', store, all, { authorize: forbidden })).answer.status).toBe(405)
    expect(store.calls).toEqual([])
  })

  test('what authorize says comes before 404 and all else', async () => {
    expect((await refused('PUT', scripted(null), all, { authorize: forbidden })).answer.status).toBe(403)
    expect((await refused('PUT', scripted(), all, { authorize: forbidden })).answer.status).toBe(403)
  })

  test('404 comes before 413, 415, 400, 412', async () => {
    expect((await refused('PUT', scripted(null), all)).answer.status).toBe(404)
  })

  test.each<[string, FieldTable, number]>([
    ['413 before the codings', { ...all, ...text }, 413],
    ['413 before the media type', { 'If-Match': '"x"', 'Content-Length': '11', 'Content-Type': 'text/csv' }, 413],
    ['415 for a coding before Content-Range', { ...all, ...text, 'Content-Length': '1' }, 415],
    [
      '415 for a media type before Content-Range',
      { 'If-Match': '"x"', 'Content-Type': 'text/csv', 'Content-Range': 'bytes 0-4/9' },
      415,
    ],
    ['415 before 412', { 'If-Match': '"x"', 'Content-Type': 'text/csv' }, 415],
    ['415 before 428', { 'Content-Type': 'text/csv' }, 415],
    ['CASES 46: 400 for Content-Range before 412', { ...text, 'If-Match': '"x"', 'Content-Range': 'bytes 0-4/9' }, 400],
    ['400 for Content-Range before 428', { ...text, 'Content-Range': 'bytes 0-4/9' }, 400],
    ['412 before 428', { ...text, 'If-None-Match': '*' }, 412],
    ['428', text, 428],
  ])('%s', async (_, fields, status) => {
    const { answer, opened } = await refused('PUT', scripted(), fields)
    expect(answer.status).toBe(status)
    expect(opened).toBe(0)
  })

  test('CASES 10: a false condition is 412 before content that is not JSON is read', async () => {
    const fields = { 'If-Match': '"x"', 'Content-Type': 'application/json-patch+json' }
    const { answer, opened } = await refused('PATCH', scripted(), fields)
    expect(answer.status).toBe(412)
    expect(opened).toBe(0)
  })

  test('428 comes before content that is not JSON', async () => {
    const fields = { 'Content-Type': 'application/json-patch+json' }
    const { answer, opened } = await refused('PATCH', scripted(), fields, { require: true })
    expect(answer.status).toBe(428)
    expect(opened).toBe(0)
  })

  test('content that is not JSON is 400, and what change refuses is 422, once the conditions hold', async () => {
    const json = { 'If-Match': '"v1"', 'Content-Type': 'application/json-patch+json' }
    expect((await refused('PATCH', scripted(), json)).answer.status).toBe(400)
    expect((await refused('PATCH', scripted(), { ...text, 'If-Match': '"v1"' })).answer.status).toBe(422)
  })

  test.each([
    ['CASES 11: a media type without a key', 'text/csv'],
    ['CASES 51: a plain application/json', 'application/json'],
  ])('%s is 415 with Accept-Patch', async (_, type) => {
    const { answer } = await refused('PATCH', scripted(), { 'If-Match': '"x"', 'Content-Type': type })
    expect(answer.status).toBe(415)
    expect(answer.headers.get('Accept-Patch')).toBe('application/json-patch+json, text/plain')
  })

  test('CASES 12: a PATCH of what is missing is 404, not 412', async () => {
    const fields = { 'If-Match': '"v1"', 'Content-Type': 'application/json-patch+json' }
    expect((await refused('PATCH', scripted(null), fields)).answer.status).toBe(404)
    expect((await refused('PATCH', scripted(null), fields, { create: true })).answer.status).toBe(404)
  })

  test('CASES 13: If-Match: * on what is missing is 412 where the write would create', async () => {
    const store = scripted(null)
    const sent = send('PATCH', { 'If-Match': '*', 'Content-Type': 'application/merge-patch+json' })
    const answer = await update(sent, store, () => 'made', { create: true })
    expect(answer.status).toBe(412)
    expect((await problemOf(answer)).reason).toBe('no-representation')
    expect(store.state).toBeNull()
    expect(sent.opened()).toBe(0)
  })

  test('CASES 49: a coded PUT is 415 with Accept-Encoding: identity, and stores nothing', async () => {
    for (const coding of ['gzip', 'br', 'identity', 'GZIP, gzip']) {
      const { answer } = await refused('PUT', scripted(), { ...text, 'If-Match': '"v1"', 'Content-Encoding': coding })
      expect(fieldsOf(answer, ['Accept-Encoding', 'Content-Type'])).toEqual({
        'Accept-Encoding': 'identity',
        'Content-Type': 'application/problem+json',
      })
      expect(answer.status).toBe(415)
    }
  })

  test('CASES 40: an If-None-Match that cannot be read is 400 on a write, after 415 and before the content', async () => {
    for (const field of ['*, *', '"a", *', 'W/', '"a\u007fb"', '"a\tb"', '"a b"', 'bare']) {
      const { answer, opened } = await refused('PUT', scripted(), { ...text, 'If-None-Match': field })
      expect(answer.status, field).toBe(400)
      expect(opened).toBe(0)
    }
    const { answer } = await refused('PUT', scripted(), { 'Content-Type': 'text/csv', 'If-None-Match': '*, *' })
    expect(answer.status).toBe(415)
  })
})
