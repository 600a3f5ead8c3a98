import {
  commit,
  documents,
  handleResource,
  json,
  memoryResource,
  mergePatch,
  type Methods,
  remove,
  type Schema,
  update,
  type WriteOptions,
  type WriteRequest,
} from '@ifmatch/core'
import { jsonPatch } from '@ifmatch/core/json-patch'
import { describe, expect, test, vi } from 'vitest'
import { type Row, type Scripted, scripted } from './scripted-resource.ts'
import { send, streamOf } from './write-request.ts'

const url = 'http://localhost/'
const read = (_: unknown, body: { text(): Promise<string> }) => body.text()

describe('the mistakes of a developer', () => {
  test('a body that somebody read before is told, not sent as 400', async () => {
    const store = scripted()
    const request: WriteRequest = { ...send('PATCH'), bodyUsed: true }
    await expect(update(request, store, read)).rejects.toThrow(TypeError)
    await expect(update(request, store, (_, body) => body.json() as Promise<string>)).rejects.toThrow(/read/)
    expect(store.calls).not.toContain('swap')
  })

  test('a body that somebody holds a reader of is told as well', async () => {
    const stream = streamOf(() => new Uint8Array(1))
    stream.getReader()
    const request = send('PATCH', {}, stream)
    await expect(update(request, scripted(), read)).rejects.toThrow(TypeError)
    const refusing = () => Promise.reject(new TypeError('It is locked'))
    const announced = { ...send('PATCH', { 'Content-Length': '1' }, stream), arrayBuffer: refusing }
    await expect(update(announced, scripted(), read)).rejects.toThrow(/somebody has read it before/)
  })

  test('a body that was read before and is not needed does no harm', async () => {
    const request = new Request(url, { method: 'POST', body: 'mine' })
    await request.text()
    expect((await update(request, scripted(), ({ value }) => `${value}+1`)).status).toBe(204)
  })

  test('a conditional write is refused before its body is missed', async () => {
    const request: WriteRequest = { ...send('PUT', { 'If-Match': '"x"' }), bodyUsed: true }
    expect((await update(request, scripted(), read)).status).toBe(412)
  })

  test('change without a return writes nothing', async () => {
    const store = scripted()
    await expect(update(send('PATCH'), store, () => undefined as unknown as string)).rejects.toThrow(TypeError)
    expect(store.calls).toEqual(['read'])
  })

  test('a swap without a return is told in one sentence', async () => {
    const store = { ...scripted(), swap: async () => undefined as never }
    await expect(update(send('PATCH'), store, () => 'mine')).rejects.toThrow(/^Cannot (?!read properties)/)
  })

  test('a remove without a return is told, and not tried again', async () => {
    const store = { ...scripted(), remove: vi.fn(async () => undefined as never) }
    await expect(remove(send('DELETE', { 'If-Match': '"v1"' }), store)).rejects.toThrow(/^Cannot (?!read properties)/)
    expect(store.remove).toHaveBeenCalledTimes(1)
  })

  test.each([true, false, undefined, 403])('authorize that gives %o is told, and is no permission', async (given) => {
    const authorize = () => given as unknown as null
    const store = scripted()
    const told = /^Cannot use what authorize\(\) gave/
    const get: Methods<Row, string>['get'] = ({ version, value }) => ({ version, body: () => value })
    await expect(update(send('PATCH'), store, () => 'mine', { authorize })).rejects.toThrow(told)
    await expect(remove(send('DELETE', { 'If-Match': '"v1"' }), store, { authorize })).rejects.toThrow(told)
    await expect(handleResource(send('GET'), store, { get, authorize })).rejects.toThrow(told)
    await expect(handleResource(send('GET'), scripted(null), { get, authorize })).rejects.toThrow(told)
    expect(store.calls).toEqual(['read', 'read', 'read'])
  })

  test.each([undefined, null])('a get that gives %o is told, and nothing is written', async (given) => {
    const store = scripted()
    const methods = { get: (() => given) as unknown as () => Response, put: { '*/*': read } }
    for (const sent of [send('GET'), send('PUT', { 'If-Match': '"v1"' })])
      await expect(handleResource(sent, store, methods)).rejects.toThrow(/^Cannot use what get gave/)
    expect(store.calls).toEqual(['read', 'read'])
  })

  test.each([undefined, {}, { version: undefined }, { version: null }])(
    'a read that gives %o is told',
    async (state) => {
      const store = { ...scripted(), read: async () => state as unknown as Row }
      await expect(update(send('PATCH'), store, () => 'mine')).rejects.toThrow(TypeError)
      const get: Methods<Row, string>['get'] = () => ({ version: 1, body: () => 'x' })
      await expect(handleResource(send('GET'), store, { get })).rejects.toThrow(TypeError)
    },
  )

  test.each(['a~b', 'a"b', 'é', 'a b', 'a\\b'])('a version %j is told: it cannot be a tag', async (version) => {
    const store: Scripted = { ...scripted(), read: async () => ({ version, value: '', writeIds: [] }) }
    await expect(update(send('PATCH'), store, () => 'mine')).rejects.toThrow(TypeError)
    expect(store.calls).toEqual([])
  })

  test('idempotencyKey on a store that keeps no write ids', async () => {
    const store = { read: async () => ({ version: 1 }), swap: async () => ({ version: 2 }) }
    const options = { idempotencyKey: true } as object
    const sent = send('POST', { 'Idempotency-Key': '"k"' })
    await expect(update(sent, store, () => 'mine', options)).rejects.toThrow(TypeError)
  })

  test.each(['[]', null, {}])('idempotencyKey on a store whose write ids are %o, and no list', async (writeIds) => {
    const store = { ...scripted(), read: async () => ({ version: 'v1', value: '', writeIds }) as unknown as Row }
    const sent = send('POST', { 'Idempotency-Key': '"k"' })
    await expect(update(sent, store, () => 'mine', { idempotencyKey: true })).rejects.toThrow(/is no list of writeIds/)
    expect(store.calls).toEqual([])
  })

  test.each([undefined, null, Promise.resolve('ann')])(
    'a function that names the caller as %o: all callers would share their keys',
    async (caller) => {
      const options = { idempotencyKey: () => caller } as unknown as WriteOptions<Row>
      const sent = send('POST', { 'Idempotency-Key': '"k"' })
      await expect(update(sent, scripted(), () => 'mine', options)).rejects.toThrow(/no text that names the caller/)
    },
  )

  test.each([NaN, -1, '5mb', null])('a limit of %o is told, and not taken for none', async (limit) => {
    const store = scripted()
    const options = { limit: limit as number, put: { '*/*': read }, query: { '*/*': () => new Response() } }
    const told = /^Cannot use limit/
    await expect(update(send('PATCH'), store, read, options)).rejects.toThrow(told)
    await expect(handleResource(send('PUT', { 'If-Match': '"v1"' }), store, options)).rejects.toThrow(told)
    expect(store.calls).toEqual([])
  })

  test('an option of documents that is undefined is one that was left out', () => {
    const given = { create: undefined, storedAsSent: undefined, limit: undefined } as object
    expect(documents(given)).toMatchObject({ create: true, storedAsSent: true, limit: 1024 * 1024 })
    expect(documents({ create: false, storedAsSent: false, limit: 0 })).toMatchObject({
      create: false,
      storedAsSent: false,
      limit: 0,
    })
  })

  test.each([undefined, null, {}, { parse: () => 1 }])('a schema that is %o is told before any request', (given) => {
    const schema = given as unknown as Schema<string>
    for (const make of [json, mergePatch, jsonPatch]) expect(() => make(schema)).toThrow(/^Cannot use the schema/)
  })

  test.each([undefined, null, 'text'])('an answer that is %o is told', async (given) => {
    const options = { answer: () => given } as unknown as WriteOptions<Row>
    await expect(update(send('PATCH'), scripted(), () => 'mine', options)).rejects.toThrow(
      /^Cannot use what answer\(\) gave/,
    )
  })

  test('a remove where the resource has none is told', async () => {
    const { read, swap } = scripted()
    const store = { read, swap, remove: undefined }
    await expect(remove(send('DELETE', { 'If-Match': '"v1"' }), store)).rejects.toThrow(/^Cannot remove/)
  })

  test('a Response from the change of a commit is told, and not stored', async () => {
    const store = memoryResource<unknown>('one')
    await expect(commit(store, 1, () => new Response())).rejects.toThrow(/^Cannot write what change gave/)
    expect((await store.read())?.value).toBe('one')
  })

  test("a get whose version is not the state's is reported on the first GET, once", async () => {
    const onMistake = vi.fn()
    const get: Methods<Row, string>['get'] = ({ value }) => ({ version: 'other', body: () => value })
    for (let n = 0; n < 3; n++) {
      const answer = await handleResource(send('GET'), scripted(), { get, onMistake })
      expect(answer.status).toBe(200)
    }
    expect(onMistake).toHaveBeenCalledTimes(1)
    expect(onMistake.mock.calls[0]![0]).toMatch(/version/)
  })

  test('a get with the version as another kind of number is no mistake', async () => {
    const onMistake = vi.fn()
    const get = ({ version, value }: { version: number; value: string }) => ({
      version: String(version),
      body: () => value,
    })
    await handleResource(send('GET'), memoryResource('one'), { get, onMistake })
    expect(onMistake).not.toHaveBeenCalled()
  })
})
