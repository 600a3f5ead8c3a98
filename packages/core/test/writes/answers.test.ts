import { handleResource, json, type Methods, remove, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { L, lText } from '../support/state.ts'
import { type Row, scripted } from './scripted-resource.ts'
import { send, silent } from './write-request.ts'

const tagFields = ['ETag', 'Last-Modified']
const shown = ({ version, value }: Row) => ({
  version,
  lastModified: L,
  type: 'text/plain',
  headers: { 'Cache-Control': 'max-age=60', Expires: lText, Vary: 'Accept' },
  body: () => value,
})

function write(method: string, options: object = {}, value: string | null = 'one', fields: FieldTable = {}) {
  const more =
    method === 'PUT' ? { [value === null ? 'If-None-Match' : 'If-Match']: value === null ? '*' : '"v1"' } : {}
  return update(send(method, { ...more, ...fields }), scripted(value, { date: L }), () => 'mine', {
    create: true,
    ...options,
  })
}

describe('ETag and Last-Modified of a write', () => {
  test.each([
    ['PUT', {}, [null, null]],
    ['CASES 44: PUT', { answer: shown }, [null, null]],
    ['PUT', { storedAsSent: true }, ['"v2"', lText]],
    ['PUT', { storedAsSent: true, answer: shown }, ['"v2"', lText]],
    ['PATCH', {}, ['"v2"', lText]],
    ['PATCH', { answer: shown }, ['"v2"', lText]],
    ['PATCH', { answer: async (row: Row) => shown(row) }, ['"v2"', lText]],
    ['POST', {}, ['"v2"', lText]],
    ['POST', { answer: shown }, ['"v2"', lText]],
  ] as const)('%s with %o', async (name, options, [etag, lastModified]) => {
    for (const value of ['one', null]) {
      const answer = await write(name.split(' ').at(-1)!, options, value)
      const status = value === null ? 201 : 'answer' in options ? 200 : 204
      expect(answer.status).toBe(status)
      expect(fieldsOf(answer, tagFields)).toEqual({ ETag: etag, 'Last-Modified': lastModified })
      expect(await answer.text()).toBe('answer' in options ? 'mine' : '')
      expect(fieldsOf(answer, ['Cache-Control', 'Expires'])).toEqual({ 'Cache-Control': null, Expires: null })
    }
  })

  test('come from getters of a class as well, and without the fields of the 200', async () => {
    class Shown {
      readonly #row: Row
      constructor(row: Row) {
        this.#row = row
      }
      get version(): string {
        return this.#row.version
      }
      get headers(): Record<string, string> {
        return { Vary: 'Accept' }
      }
      body(): string {
        return this.#row.value
      }
    }
    const store = scripted()
    const sent = send('PATCH', { 'Content-Type': 'text/plain' })
    const answer = await handleResource(sent, store, {
      get: (row) => new Shown(row),
      patch: { 'text/plain': () => 'mine' },
    })
    expect([answer.status, store.state?.value]).toEqual([204, 'mine'])
    expect(fieldsOf(answer, ['ETag', 'Vary'])).toEqual({ ETag: '"v2"', Vary: null })
  })

  test('CASES 2: a Response from answer to a PUT loses them as well, and freshness', async () => {
    const headers = {
      ETag: '"v2"',
      'Last-Modified': lText,
      'Cache-Control': 'max-age=60',
      Expires: lText,
      'X-Own': '1',
    }
    const answer = () => new Response('shown', { status: 202, headers })
    const put = await write('PUT', { answer })
    expect(fieldsOf(put, [...tagFields, 'Cache-Control', 'Expires', 'X-Own'])).toEqual({
      ETag: null,
      'Last-Modified': null,
      'Cache-Control': null,
      Expires: null,
      'X-Own': '1',
    })
    expect([put.status, await put.text()]).toEqual([202, 'shown'])
    expect((await write('PATCH', { answer })).headers.get('ETag')).toBe('"v2"')
  })

  test('an answer that has no bytes any more keeps its status', async () => {
    const answer = ({ version }: Row) => ({ version, body: () => null })
    expect((await write('PATCH', { answer })).status).toBe(200)
    expect((await write('PATCH', { answer }, null)).status).toBe(201)
  })

  test('in handleResource too, and the fields of GET are not on an answer without content', async () => {
    const methods: Methods<Row, string> = { get: shown, patch: { 'text/plain': (_, body) => body.text() } }
    const sent = send('PATCH', { 'Content-Type': 'text/plain' })
    const answer = await handleResource(sent, scripted(), methods)
    expect(fieldsOf(answer, ['ETag', 'Vary', 'Cache-Control', 'Content-Type'])).toEqual({
      ETag: '"v2"',
      Vary: null,
      'Cache-Control': null,
      'Content-Type': null,
    })
  })
})

describe('every answer', () => {
  const always = { 'Access-Control-Allow-Origin': '*', 'Cache-Tag': 'a' }
  const methods: Methods<Row, string> = {
    ...silent,
    always,
    limit: 10,
    idempotencyKey: true,
    get: shown,
    put: { 'text/plain': (_, body) => body.text() },
    patch: { 'text/plain': async (_, body) => String(await body.json()) },
    query: { 'text/plain': ({ version, value }) => ({ version, variant: 'q', body: () => value }) },
    delete: true,
  }
  const put = { 'Content-Type': 'text/plain', 'If-Match': '"v1"' }
  const broken = scripted('one', {
    beforeRead: () => {
      throw new Error('away')
    },
  })

  test.each<[number, string, FieldTable, ReturnType<typeof scripted>?]>([
    [200, 'GET', {}],
    [200, 'HEAD', {}],
    [200, 'QUERY', { 'Content-Type': 'text/plain' }],
    [304, 'GET', { 'If-None-Match': '"v1"' }],
    [412, 'GET', { 'If-Match': '"x"' }],
    [204, 'OPTIONS', {}],
    [204, 'PUT', put],
    [204, 'DELETE', put],
    [400, 'QUERY', {}],
    [400, 'PATCH', put],
    [400, 'PUT', { ...put, 'Idempotency-Key': 'k' }],
    [400, 'PUT', { ...put, 'Content-Range': 'bytes 0-1/2' }],
    [404, 'GET', {}, scripted(null)],
    [404, 'PUT', put, scripted(null)],
    [405, 'POST', put],
    [412, 'PUT', { ...put, 'If-Match': '"x"' }],
    [413, 'PUT', { ...put, 'Content-Length': '11' }],
    [415, 'PUT', { ...put, 'Content-Type': 'text/csv' }],
    [415, 'PUT', { ...put, 'Content-Encoding': 'gzip' }],
    [415, 'QUERY', { 'Content-Type': 'text/csv' }],
    [428, 'PUT', { 'Content-Type': 'text/plain' }],
    [501, 'put', put],
    [503, 'GET', {}, broken],
    [503, 'PUT', put, broken],
    [503, 'PATCH', { 'Content-Type': 'text/plain' }, scripted('one', { lose: 1000 })],
  ])('%i to %s has what is always there, and one Date', async (status, method, fields, store = scripted()) => {
    const answer = await handleResource(send(method, fields, status === 400 ? 'no JSON' : '1'), store, methods)
    expect(answer.status).toBe(status)
    expect(fieldsOf(answer, Object.keys(always))).toEqual(always)
    expect(answer.headers.get('Date')).toMatch(/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/)
    const isProblem = status >= 400 && method !== 'HEAD'
    if (isProblem) expect(await answer.json()).toMatchObject({ status, type: 'about:blank' })
  })

  test('a cookie that is always there is there once, also beside the issues of a schema', async () => {
    const schema = { '~standard': { validate: () => ({ issues: [{ message: 'no' }] }) } }
    const cookie = { always: { 'Set-Cookie': 'a=1' } }
    const sent = send('PUT', { 'Content-Type': 'application/json', 'If-Match': '"v1"' }, '{}')
    const answer = await handleResource(sent, scripted(), {
      ...cookie,
      put: { 'application/json': json<string>(schema) },
    })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([422, ['a=1']])
    expect((await write('PATCH', cookie)).headers.getSetCookie()).toEqual(['a=1'])
  })

  test('a conditional request is told of exactly once', async () => {
    for (const [method, fields] of [
      ['GET', { 'If-None-Match': '"v1"' }],
      ['GET', { 'If-None-Match': '"x"' }],
      ['PUT', put],
      ['PUT', { ...put, 'If-Match': '"x"' }],
      ['PUT', { 'Content-Type': 'text/plain' }],
      ['DELETE', put],
      ['QUERY', { 'Content-Type': 'text/plain', 'If-None-Match': '"v1~q"' }],
    ] as const) {
      const onDecision = vi.fn()
      await handleResource(send(method, fields), scripted(), { ...methods, onDecision })
      expect(onDecision, `${method} ${JSON.stringify(fields)}`).toHaveBeenCalledTimes(1)
    }
    const onDecision = vi.fn()
    await remove(send('DELETE', { 'If-Match': '"x"' }), scripted(), { onDecision })
    expect(onDecision.mock.calls[0]![0]).toMatchObject({ status: 412, reason: 'mismatch' })
    expect(onDecision).toHaveBeenCalledTimes(1)
  })
})
