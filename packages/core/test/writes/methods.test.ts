import { handleResource, memoryResource, type Methods, remove, update } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { L, lText, secondBefore } from '../support/state.ts'
import { type Row, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const full: Methods<Row, string> = {
  require: false,
  get: ({ version, value }) => ({
    version,
    lastModified: L,
    type: 'text/plain',
    size: value.length,
    body: () => value,
  }),
  put: { 'text/plain': (_, body) => body.text(), 'Text/HTML': (_, body) => body.text() },
  patch: { 'application/merge-patch+json': () => 'patched' },
  post: { '*/*': ({ value }) => `${value} posted` },
  delete: true,
}
const text = { 'Content-Type': 'text/plain' }
const serve = (method: string, fields: FieldTable = {}, store = scripted(), methods = full) =>
  handleResource(send(method, fields), store, methods)

describe('methods', () => {
  test('Allow names those that have a key, OPTIONS always, and DELETE only where the store can', async () => {
    const allow = async (methods: Methods<Row, string>, store = scripted()) =>
      (await serve('OPTIONS', {}, store, methods)).headers.get('Allow')?.split(', ').sort().join(' ')
    expect(await allow(full)).toBe('DELETE GET HEAD OPTIONS PATCH POST PUT')
    expect(await allow({})).toBe('OPTIONS')
    expect(await allow({ get: full.get! })).toBe('GET HEAD OPTIONS')
    expect(await allow({ delete: false, put: full.put! })).toBe('OPTIONS PUT')
    const { remove: _, ...immortal } = scripted()
    const answer = await handleResource(send('DELETE', { 'If-Match': '"v1"' }), immortal, full)
    expect([answer.status, answer.headers.get('Allow')?.includes('DELETE')]).toEqual([405, false])
  })

  test.each(['GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'TRACE', 'CONNECT'])(
    '%s without a key is 405 with Allow',
    async (method) => {
      const answer = await serve(method, { 'If-Match': '"x"' }, scripted(), {})
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'OPTIONS'])
    },
  )

  test.each(['patch', 'Put', 'get', 'PROPFIND', 'constructor', '__proto__', 'toString'])(
    'CASES 56: %s is 501 with Allow, and nothing is done',
    async (method) => {
      const store = scripted()
      const answer = await serve(method, { 'If-Match': '"x"' }, store)
      expect([answer.status, answer.headers.has('Allow'), store.calls]).toEqual([501, true, []])
    },
  )

  test('a media type is found in any case and with parameters; the closest key is taken', async () => {
    for (const type of ['TEXT/plain', 'text/plain;charset=utf-8', 'text/plain ; q="a,b"', 'text/html']) {
      expect((await serve('PUT', { 'Content-Type': type })).status, type).toBe(204)
    }
    for (const type of ['text/plainer', 'text', '', 'text/*', '*/*', 'constructor', undefined]) {
      const answer = await serve('PUT', { 'Content-Type': type })
      expect([answer.status, answer.headers.get('Accept')], type).toEqual([415, 'text/plain, Text/HTML'])
    }
    expect((await serve('POST', { 'Content-Type': 'any/thing' })).status).toBe(204)
    expect((await serve('POST')).status).toBe(204)
  })

  test('no Content-Type counts as application/octet-stream', async () => {
    const methods: Methods<Row, string> = { require: false, put: { 'application/octet-stream': () => 'bytes' } }
    expect((await serve('PUT', {}, scripted(), methods)).status).toBe(204)
  })

  test('CASES 47: Content-Range is ignored on PATCH and GET', async () => {
    const field = { 'Content-Range': 'bytes 0-4/100' }
    expect((await serve('GET', field)).status).toBe(200)
    expect((await serve('PATCH', { ...field, 'Content-Type': 'application/merge-patch+json' })).status).toBe(204)
  })

  test('CASES 52: HEAD with a false If-Match is 412 with the fields and no content', async () => {
    const answer = await serve('HEAD', { 'If-Match': '"x"' })
    const get = await serve('GET', { 'If-Match': '"x"' })
    expect(answer.status).toBe(412)
    expect(fieldsOf(answer, ['Content-Type', 'Content-Length'])).toEqual({
      'Content-Type': 'application/problem+json',
      'Content-Length': `${(await get.arrayBuffer()).byteLength}`,
    })
    expect(await answer.text()).toBe('')
  })

  test('CASES 53: HEAD ignores Range', async () => {
    const answer = await serve('HEAD', { Range: 'bytes=0-1', 'If-Range': '"v1"' })
    expect([answer.status, answer.headers.get('Content-Length'), answer.headers.get('Content-Range')]).toEqual([
      200,
      '3',
      null,
    ])
  })

  test('CASES 55: POST is evaluated, and is never 304, 206 or 416', async () => {
    expect((await serve('POST', { 'If-None-Match': '*' })).status).toBe(412)
    expect((await serve('POST', { 'If-None-Match': '"v1"' })).status).toBe(412)
    expect((await serve('POST', { 'If-Modified-Since': lText })).status).toBe(204)
    expect((await serve('POST', { Range: 'bytes=0-4' })).status).toBe(204)
    expect((await serve('POST', { Range: 'bytes=999-' })).status).toBe(204)
    expect((await serve('POST', {}, scripted(null))).status).toBe(404)
  })

  test('CASES 57, 58: tags that cannot be written match nothing', async () => {
    for (const field of ['"a\u007fb"', '"a\tb"', '"a b"', '"\ufffd"', '"v1', 'v1']) {
      expect((await serve('PUT', { ...text, 'If-Match': field })).status, field).toBe(412)
    }
  })

  test('a date decides a write where there is no tag', async () => {
    expect((await serve('PUT', { ...text, 'If-Unmodified-Since': lText })).status).toBe(204)
    expect((await serve('PUT', { ...text, 'If-Unmodified-Since': secondBefore })).status).toBe(412)
    expect((await serve('PUT', { ...text, 'If-Unmodified-Since': 'yesterday' })).status).toBe(204)
  })

  test('CASES 14: DELETE of what is missing is 404, whatever was listed', async () => {
    for (const fields of [{}, { 'If-Match': '"v1"' }, { 'If-Match': '*' }, { 'If-None-Match': '*' }]) {
      expect((await serve('DELETE', fields, scripted(null))).status).toBe(404)
      expect((await remove(send('DELETE', fields), scripted(null))).status).toBe(404)
    }
  })

  test('remove answers 405 to a method that must change nothing', async () => {
    for (const method of ['GET', 'HEAD', 'QUERY', 'OPTIONS', 'TRACE']) {
      const store = scripted()
      const answer = await remove(send(method), store)
      expect([answer.status, answer.headers.get('Allow'), store.calls]).toEqual([405, 'DELETE', []])
    }
  })

  test('update answers 405 to a read', async () => {
    for (const method of ['GET', 'HEAD', 'QUERY', 'OPTIONS']) {
      expect((await update(send(method), scripted(), () => 'mine')).status).toBe(405)
    }
  })

  test('a state goes through its whole life', async () => {
    const store = memoryResource<string>()
    const methods = {
      create: true,
      get: ({ version, value }: { version: number; value: string }) => ({ version, body: () => value }),
      put: { 'text/plain': (_: unknown, body: { text(): Promise<string> }) => body.text() },
      delete: true,
    }
    const status = async (method: string, fields: FieldTable = {}) =>
      (await handleResource(send(method, { ...text, ...fields }), store, methods)).status
    expect(await status('GET')).toBe(404)
    expect(await status('PUT', { 'If-None-Match': '*' })).toBe(201)
    expect(await status('PUT', { 'If-None-Match': '*' })).toBe(412)
    expect(await status('PUT', { 'If-Match': '"1"' })).toBe(204)
    expect(await status('DELETE', { 'If-Match': '"1"' })).toBe(412)
    expect(await status('DELETE', { 'If-Match': '"2"' })).toBe(204)
    expect(await status('PUT', { 'If-None-Match': '*' })).toBe(201)
    expect(await status('PUT', { 'If-Match': '"1", "2"' })).toBe(412)
    expect(await status('GET', { 'If-None-Match': '"3"' })).toBe(304)
  })
})

describe('variants and modes', () => {
  const versioned = { version: 17, value: 'x' }
  const store = () => ({ read: async () => versioned, swap: async () => ({ version: 18, value: 'y' }) })
  const negotiated: Methods<{ version: number; value: string }, string> = {
    get: ({ version }, { headers }) => ({
      version,
      ...(headers.get('accept-encoding') === 'gzip' && { variant: 'gzip' }),
      headers: { Vary: 'Accept-Encoding' },
      body: () => 'x',
    }),
    put: { 'text/plain': () => 'y' },
  }
  test.each([
    ['CASES 41', 'If-Match', '"17~gzip"', 204],
    ['CASES 41', 'If-Match', '"17~nonsense"', 204],
    ['CASES 41', 'If-Match', '"17"', 204],
    ['CASES 41', 'If-Match', 'W/"17~gzip"', 412],
    ['CASES 41', 'If-Match', '"17gzip"', 412],
    ['CASES 41', 'If-Match', '"17.~gzip"', 412],
    ['CASES 41', 'If-Match', '"1~7"', 412],
    ['CASES 42', 'If-None-Match', 'W/"17~gzip"', 412],
    ['CASES 42', 'If-None-Match', '"17"', 412],
    ['CASES 42', 'If-None-Match', '"16~gzip"', 428],
  ])('%s: PUT, %s: %s is %i', async (_, name, field, status) => {
    for (const coding of ['gzip', 'identity']) {
      const sent = send('PUT', { ...text, [name]: field, 'Accept-Encoding': coding })
      expect((await handleResource(sent, store(), negotiated)).status).toBe(status)
    }
  })

  test('CASES 43: the tag of another variant does not make a read 304', async () => {
    const sent = send('GET', { 'If-None-Match': '"17~gzip"', 'Accept-Encoding': 'identity' })
    const answer = await handleResource(sent, store(), negotiated)
    expect([answer.status, answer.headers.get('Vary')]).toEqual([200, 'Accept-Encoding'])
  })

  test('ifMatch: version lets weak tags guard a write, and lost updates are still refused', async () => {
    const fhir = {
      ...negotiated,
      ifMatch: 'version',
      get: () => ({ version: 17, weak: true, body: () => 'x' }),
    } as const
    const put = async (tag: string, methods: typeof negotiated) =>
      (await handleResource(send('PUT', { ...text, 'If-Match': tag }), store(), methods)).status
    expect([await put('W/"17"', fhir), await put('"17"', fhir), await put('W/"16"', fhir)]).toEqual([204, 204, 412])
    const strict = { ...fhir, ifMatch: 'strong' } as const
    expect([await put('W/"17"', strict), await put('W/"17"', negotiated)]).toEqual([412, 412])
  })
})
