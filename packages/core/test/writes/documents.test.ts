import {
  documents,
  handleResource,
  type Methods,
  patchDocument,
  type Resource,
  type Stored,
  type Upload,
} from '@ifmatch/core'
import { jsonPatchDocument } from '@ifmatch/core/json-patch'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { send } from './write-request.ts'

/** Keeps bytes and their type; `changed` makes body() say that the state is another by now, so often. */
function shelf(changed = 0) {
  let versions = 0
  let state: Stored | null = null
  const store: Required<Resource<Stored, Upload>> = {
    read: async () => state,
    async swap(current, { type, body }, writeIds) {
      // Nothing is awaited between the comparison and the write.
      const bytes = new Uint8Array(await new Response(body as BodyInit).arrayBuffer())
      if (current?.version !== state?.version) return null
      const { byteLength: size } = bytes
      return (state = {
        version: ++versions,
        size,
        ...(type !== null && { type }),
        writeIds: writeIds ?? state?.writeIds ?? [],
        body: (range) => {
          if (changed-- > 0) return null
          return range ? bytes.slice(range.offset, range.offset + range.length) : bytes
        },
      })
    },
    async remove(current) {
      if (current.version !== state?.version) return false
      state = null
      return true
    },
  }
  const methods: Methods<Stored, Upload> = documents()
  const serve = (method: string, fields: FieldTable = {}, content: string | Uint8Array = '', its = methods) =>
    handleResource(send(method, fields, content), store, its)
  const create = (type: string | undefined, content: string | Uint8Array) =>
    serve('PUT', { 'Content-Type': type, 'If-None-Match': '*' }, content)
  return { serve, create, methods }
}

const merge = { 'Content-Type': 'application/merge-patch+json' }

describe('documents', () => {
  test('keep any bytes of any type, and give them back under the tag of the PUT', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
    for (const type of ['text/html; charset=utf-8', 'image/x-own', undefined]) {
      const { serve, create } = shelf()
      const put = await create(type, bytes)
      expect([put.status, put.headers.get('ETag')]).toEqual([201, '"1"'])
      const got = await serve('GET')
      expect(fieldsOf(got, ['ETag', 'Content-Type', 'Content-Length'])).toEqual({
        ETag: '"1"',
        'Content-Type': type ?? 'application/octet-stream',
        'Content-Length': '256',
      })
      expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes)
      const part = await serve('GET', { Range: 'bytes=250-', 'If-Range': '"1"' })
      expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 6])
    }
  })

  test('create unless they may not', async () => {
    const { serve } = shelf()
    const its = documents({ create: false })
    expect((await serve('PUT', { 'If-None-Match': '*' }, 'x', its)).status).toBe(404)
  })

  test('a PUT that is stale, coded, partial or too long changes nothing', async () => {
    const { serve, create } = shelf()
    await create('text/plain', 'one')
    const put = async (fields: FieldTable, content = 'two') => (await serve('PUT', fields, content)).status
    expect(await put({})).toBe(428)
    expect(await put({ 'If-Match': '"0"' })).toBe(412)
    expect(await put({ 'If-Match': '"1"', 'Content-Encoding': 'gzip' })).toBe(415)
    expect(await put({ 'If-Match': '"1"', 'Content-Range': 'bytes 0-1/3' })).toBe(400)
    expect(await put({ 'If-Match': '"1"' }, 'x'.repeat(1024 * 1024 + 1))).toBe(413)
    expect(await (await serve('GET')).text()).toBe('one')
  })

  test('CASES 48: what the fields of a PATCH say of the patch is not stored', async () => {
    const { serve, create } = shelf()
    await create('application/json', '{"a":1}')
    const patched = await serve('PATCH', { ...merge, 'Content-Language': 'de', 'Content-Location': '/x' }, '{"b":2}')
    expect([patched.status, patched.headers.get('ETag')]).toEqual([204, '"2"'])
    const got = await serve('GET')
    expect(await got.text()).toBe('{"a":1,"b":2}')
    expect(fieldsOf(got, ['Content-Type', 'Content-Language', 'Content-Location'])).toEqual({
      'Content-Type': 'application/json',
      'Content-Language': null,
      'Content-Location': null,
    })
  })

  test.each([
    ['text/plain', '{"a":1}', 415],
    [undefined, '{"a":1}', 415],
    ['application/json', '{"a":', 409],
    ['application/json', '', 409],
    ['application/problem+json; charset=utf-8', '{"a":1}', 204],
  ])('a PATCH of %s that holds %j is %i', async (type, content, status) => {
    const { serve, create } = shelf()
    await create(type, content)
    expect((await serve('PATCH', merge, '{"b":2}')).status).toBe(status)
  })

  test('a state that changes while it is patched is read again', async () => {
    const { serve, create } = shelf(3)
    await create('application/json', '{"a":1}')
    expect((await serve('PATCH', merge, '{"b":2}')).status).toBe(204)
    const busy = shelf(1000)
    await busy.create('application/json', '{"a":1}')
    expect((await busy.serve('PATCH', merge, '{"b":2}')).status).toBe(503)
  })

  test.each(['{"a":', '['])('a patch that nests %s deeply is refused or stored, and never thrown', async (opening) => {
    for (const depth of [5_000, 100_000]) {
      const { serve, create } = shelf()
      await create('application/json', '{}')
      const text = opening.repeat(depth) + (opening === '[' ? '' : '1') + (opening === '[' ? ']' : '}').repeat(depth)
      expect([204, 400, 422]).toContain((await serve('PATCH', merge, text)).status)
    }
  })

  test.each([
    [900, 204, 204],
    [5_000, 409, 400],
    [100_000, 409, 400],
  ])(
    'one that nests %i deep is answered %i to a JSON Patch, and one that would make it so %i',
    async (depth, to, by) => {
      const { serve, create, methods } = shelf()
      const deep = '['.repeat(depth) + ']'.repeat(depth)
      await create('application/json', deep)
      const patch = { ...methods.patch, 'application/json-patch+json': jsonPatchDocument() }
      for (const text of ['[]', '[{"op":"add","path":"/0","value":1}]', '[{"op":"copy","from":"","path":"/0"}]']) {
        const sent = await serve('PATCH', { 'Content-Type': 'application/json-patch+json' }, text, {
          ...methods,
          patch,
        })
        expect(sent.status).toBe(to)
      }
      await serve('PUT', { 'Content-Type': 'application/json', 'If-Match': '*' }, '{}', {
        ...methods,
        require: false,
        patch,
      })
      const made = `[{"op":"add","path":"/a","value":${deep}}]`
      const type = { 'Content-Type': 'application/json-patch+json' }
      expect((await serve('PATCH', type, made, { ...methods, patch })).status).toBe(by)
    },
  )

  test('a Content-Type without a value is none', async () => {
    const { serve, create } = shelf()
    expect((await create('', 'one')).status).toBe(201)
    expect((await serve('GET')).headers.get('Content-Type')).toBe('application/octet-stream')
  })

  test('take a JSON patch too, and one of their own', async () => {
    const { serve, create, methods } = shelf()
    await create('application/json', '{"a":1}')
    const patch = {
      'application/json-patch+json': jsonPatchDocument(),
      'text/x-append': patchDocument(async (value, body) => ({ ...(value as object), note: await body.text() })),
    }
    const its = { ...methods, patch }
    const fields = (type: string) => ({ 'Content-Type': type })
    const test = '[{"op":"replace","path":"/a","value":2},{"op":"test","path":"/a","value":9}]'
    expect((await serve('PATCH', fields('application/json-patch+json'), test, its)).status).toBe(409)
    expect((await serve('GET')).headers.get('ETag')).toBe('"1"')
    expect((await serve('PATCH', fields('text/x-append'), 'hey', its)).status).toBe(204)
    expect(await (await serve('GET')).text()).toBe('{"a":1,"note":"hey"}')
  })

  test('16 × 50 patches at once: every one is there, or was told to come again', async () => {
    const { serve, create } = shelf()
    await create('application/json', '{}')
    let accepted = 0
    const writer = async (_: unknown, name: number) => {
      for (let n = 0; n < 50; n++) {
        const { status } = await serve('PATCH', merge, `{"${name}-${n}":1}`)
        expect([204, 503]).toContain(status)
        if (status === 204) accepted++
      }
    }
    await Promise.all(Array.from({ length: 16 }, writer))
    const members = Object.keys((await (await serve('GET')).json()) as object)
    expect(members).toHaveLength(accepted)
  })

  test('are removed by the tag, and made anew under another', async () => {
    const { serve, create } = shelf()
    await create('text/plain', 'one')
    expect((await serve('DELETE')).status).toBe(428)
    expect((await serve('DELETE', { 'If-Match': '"1"' })).status).toBe(204)
    expect((await serve('GET')).status).toBe(404)
    expect((await create('text/plain', 'one')).headers.get('ETag')).toBe('"2"')
  })
})
