import { handleResource, json, memoryResource, mergePatch, type Methods } from '@ifmatch/core'
import { jsonPatch } from '@ifmatch/core/json-patch'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemOf } from '../support/answer.ts'
import { send } from './write-request.ts'

type Json = unknown
interface State {
  readonly version: number
  readonly value: Json
}
const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }
const titled = {
  '~standard': {
    validate: (value: unknown) =>
      typeof (value as { title?: unknown } | null)?.title === 'string'
        ? { value }
        : { issues: [{ message: 'no title', path: ['title', { key: 0 }] }] },
  },
}
const value = (state: State) => state.value

function methods(schema = anything): Methods<State, Json> {
  return {
    create: true,
    put: { 'application/json': json(schema) },
    patch: {
      'application/merge-patch+json': mergePatch(schema, value),
      'application/json-patch+json': jsonPatch(schema, value),
    },
  }
}

async function patch(target: Json, text: string, kind = 'merge-patch', schema = anything) {
  const store = memoryResource<Json>(target)
  const sent = send('PATCH', { 'Content-Type': `application/${kind}+json` }, text)
  const answer = await handleResource(sent, store, methods(schema))
  const state = (await store.read())!
  return { answer, status: answer.status, value: state.value, version: state.version }
}

describe('a merge patch', () => {
  test.each<[string, string, string]>([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('RFC 7396, Appendix A: %s with %s is %s', async (target, text, due) => {
    const { status, value } = await patch(JSON.parse(target), text)
    expect(status).toBe(204)
    expect(JSON.stringify(value)).toBe(due)
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'a member that is called %s is a member like any other',
    async (name) => {
      const { status, value } = await patch({ a: 1 }, `{"${name}":{"polluted":true},"b":{"${name}":{"c":1}}}`)
      expect(status).toBe(204)
      expect(JSON.stringify(value)).toBe(`{"a":1,"${name}":{"polluted":true},"b":{"${name}":{"c":1}}}`)
      expect('polluted' in {}).toBe(false)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      const removed = await patch(JSON.parse(`{"${name}":1,"a":2}`), `{"${name}":null}`)
      expect(JSON.stringify(removed.value)).toBe('{"a":2}')
    },
  )

  test.each(['{"a":', '[', '{"a":[', '{"b":{"a":'])('nested %s ever deeper is no crash', async (opening) => {
    for (const depth of [900, 5_000, 60_000]) {
      const closing = [...opening].map((sign) => ({ '{': '}', '[': ']' })[sign] ?? '')
      const text = `${opening.repeat(depth)}1${closing.reverse().join('').repeat(depth)}`
      const { status } = await patch({ a: 1 }, text)
      expect([204, 400, 422]).toContain(status)
    }
  })

  test('does not change what was read', async () => {
    const target = { a: { b: 1 }, c: [1] }
    await patch(target, '{"a":{"b":2,"d":3},"c":null}')
    expect(target).toEqual({ a: { b: 1 }, c: [1] })
  })

  test('of every two values: what the patch says is there, and what it does not say stays', async () => {
    const member = fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer(), { maxLength: 2 }))
    const object = fc.dictionary(fc.string({ maxLength: 3 }), member, { maxKeys: 4, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(object, object, async (target, change) => {
        const { value } = await patch(target, JSON.stringify(change))
        const due = new Map([...Object.entries(target), ...Object.entries(change)])
        expect(new Map(Object.entries(value as object))).toEqual(due)
      }),
      { numRuns: 50 },
    )
  })

  test('400 for no JSON, 422 with the issues for what the schema refuses; nothing is changed', async () => {
    const broken = await patch({ title: 'a' }, '{"title":', 'merge-patch', titled as typeof anything)
    expect([broken.status, broken.value]).toEqual([400, { title: 'a' }])
    const refused = await patch({ title: 'a' }, '{"title":null}', 'merge-patch', titled as typeof anything)
    expect([refused.status, refused.value, refused.version]).toEqual([422, { title: 'a' }, 1])
    expect(await problemOf(refused.answer)).toMatchObject({
      status: 422,
      issues: [{ message: 'no title', path: ['title', 0] }],
    })
  })
})

describe('json', () => {
  const put = async (text: string, always?: object) => {
    const store = memoryResource<Json>({ title: 'a' })
    const sent = send('PUT', { 'Content-Type': 'application/json', 'If-Match': '"1"' }, text)
    const all = { ...methods(titled as typeof anything), ...(always && { always: always as Record<string, string> }) }
    const answer = await handleResource(sent, store, all)
    return { answer, status: answer.status, value: (await store.read())?.value }
  }

  test('204, 400, 422', async () => {
    expect(await put('{"title":"b"}')).toMatchObject({ status: 204, value: { title: 'b' } })
    for (const text of ['', '{', '{"title":"b"}x']) {
      expect(await put(text)).toMatchObject({ status: 400, value: { title: 'a' } })
    }
    for (const text of ['{}', 'null', '1', '"title"', '[]']) {
      expect(await put(text)).toMatchObject({ status: 422, value: { title: 'a' } })
    }
  })

  test('what is always there is on its 400 and 422, with a Date', async () => {
    for (const text of ['{', '{}']) {
      const { answer } = await put(text, { Vary: 'Origin' })
      expect([answer.headers.get('Vary'), answer.headers.has('Date')]).toEqual(['Origin', true])
    }
  })
})

describe('a JSON patch', () => {
  const list = (...operations: object[]) => JSON.stringify(operations)

  test('is applied whole', async () => {
    const text = list({ op: 'replace', path: '/a', value: 2 }, { op: 'add', path: '/b', value: [1] })
    expect(await patch({ a: 1 }, text, 'json-patch')).toMatchObject({ status: 204, value: { a: 2, b: [1] } })
  })

  test('CASES 50: a test that fails behind a replace changes nothing, and is 409', async () => {
    const target = { a: 1 }
    const text = list({ op: 'replace', path: '/a', value: 2 }, { op: 'test', path: '/a', value: 3 })
    expect(await patch(target, text, 'json-patch')).toMatchObject({ status: 409, value: { a: 1 }, version: 1 })
    expect(target).toEqual({ a: 1 })
  })

  test.each<[string, number[]]>([
    ['{', [400]],
    ['{"op":"add","path":"/a","value":1}', [400]],
    ['[1]', [400]],
    ['[null]', [400]],
    ['[{"op":"explode","path":"/a"}]', [400, 422]],
    ['[{"op":"add","path":"a","value":1}]', [400, 409, 422]],
    ['[{"op":"remove","path":"/nothing"}]', [409, 422]],
    ['[{"op":"add","path":"/__proto__/polluted","value":1}]', [400, 409, 422]],
    ['[{"op":"add","path":"/constructor/prototype/polluted","value":1}]', [400, 409, 422]],
  ])('%s changes nothing', async (text, statuses) => {
    const { status, value, version } = await patch({ a: 1 }, text, 'json-patch')
    expect(statuses).toContain(status)
    expect([value, version, 'polluted' in {}]).toEqual([{ a: 1 }, 1, false])
  })
})
