import { handleResource, memoryResource, remove, update, type WriteOptions } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/answer.ts'
import type { FieldTable } from '../support/request.ts'
import { type Row, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const on = { idempotencyKey: true, create: true } as const

function keyed(key: string, fields: FieldTable = {}, content = 'mine', method = 'PUT') {
  return send(method, { 'Idempotency-Key': key, ...fields }, content)
}

const append = async (current: { value: string } | null, body: { text(): Promise<string> }) =>
  `${current?.value ?? ''}+${await body.text()}`

describe('Idempotency-Key', () => {
  test('CASES 9: the same write again, its answer lost, has the first status and is written once', async () => {
    const store = scripted()
    const first = await update(keyed('"k"', { 'If-Match': '"v1"' }), store, append, on)
    const again = await update(keyed('"k"', { 'If-Match': '"v1"' }), store, append, {
      ...on,
      always: { Vary: 'Origin' },
    })
    expect([first.status, again.status, store.state?.value]).toEqual([204, 204, 'one+mine'])
    expect(await again.text()).toBe('')
    expect([again.headers.get('ETag'), again.headers.get('Last-Modified')]).toEqual([null, null])
    expect(again.headers.get('Vary')).toBe('Origin')
    expect(again.headers.get('Date')).not.toBeNull()
  })

  test('CASES 8: another write with the same key is 422, and the state is the first', async () => {
    const store = scripted()
    await update(keyed('"k"', { 'If-Match': '"v1"' }, 'A'), store, append, on)
    const other = await update(keyed('"k"', { 'If-Match': '"v1"' }, 'B'), store, append, on)
    expect([other.status, store.state?.value]).toEqual([422, 'one+A'])
    expect(other.headers.get('Content-Type')).toBe('application/problem+json')
    const patch = await update(keyed('"k"', {}, 'A', 'PATCH'), store, append, on)
    expect(patch.status).toBe(422)
  })

  test('a create is 201 again, not 412', async () => {
    const store = scripted(null)
    const create = () => update(keyed('"k"', { 'If-None-Match': '*' }), store, append, on)
    expect([(await create()).status, (await create()).status, store.state?.value]).toEqual([201, 201, '+mine'])
  })

  test('the status is remembered before the swap: one that a Response of answer has is not known yet', async () => {
    const options = { ...on, answer: () => new Response('taken', { status: 202 }) }
    const store = scripted()
    const write = () => update(keyed('"k"', {}, 'x', 'POST'), store, append, options)
    const statuses = [(await write()).status, (await write()).status]
    expect(statuses).toEqual([202, 200])
  })

  test('without a condition it is looked up too: POST and PATCH are applied once', async () => {
    for (const method of ['POST', 'PATCH']) {
      const store = scripted()
      for (let n = 0; n < 3; n++) {
        expect((await update(keyed('"k"', {}, 'x', method), store, append, on)).status).toBe(204)
      }
      expect(store.state?.value).toBe('one+x')
    }
  })

  test('the same write twice at once is applied once', async () => {
    const store = memoryResource('one')
    const write = () => update(keyed('"k"', {}, 'x', 'PATCH'), store, append, on)
    const answers = await Promise.all([write(), write(), write()])
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
    expect((await store.read())?.value).toBe('one+x')
  })

  test('equal content is no proof: another key is another write', async () => {
    const store = scripted()
    await update(keyed('"k"', {}, 'x', 'POST'), store, append, on)
    await update(keyed('"l"', {}, 'x', 'POST'), store, append, on)
    expect(store.state?.value).toBe('one+x+x')
    expect((await update(keyed('"m"', { 'If-Match': '"v1"' }), store, append, on)).status).toBe(412)
  })

  test('a key belongs to its caller', async () => {
    const store = scripted()
    const options: WriteOptions<Row> = { ...on, idempotencyKey: ({ headers }) => headers.get('authorization') ?? '' }
    for (const who of ['ann', 'bob', 'ann']) {
      const sent = keyed('"k"', { Authorization: who }, who, 'POST')
      expect((await update(sent, store, append, options)).status).toBe(204)
    }
    expect(store.state?.value).toBe('one+ann+bob')
  })

  test('the last 64 writes are remembered, and nothing of what was sent', async () => {
    const store = scripted()
    for (let n = 0; n < 65; n++) await update(keyed(`"secret-${n}"`, {}, 'content', 'POST'), store, () => 'x', on)
    const version = store.state?.version
    expect(store.state?.writeIds).toHaveLength(64)
    expect(JSON.stringify(store.state?.writeIds)).not.toMatch(/secret|content/)
    // 64 of them fit into the metadata of R2, and leave room for others.
    expect(store.state?.writeIds.every((id) => id.length === 49)).toBe(true)
    await update(keyed('"secret-1"', {}, 'content', 'POST'), store, () => 'y', on)
    expect([store.state?.version, store.state?.value]).toEqual([version, 'x'])
    await update(keyed('"secret-0"', {}, 'content', 'POST'), store, () => 'y', on)
    expect(store.state?.value).toBe('y')
  })

  test('a refusal says where the write may be one that was applied, and is forgotten', async () => {
    const store = scripted()
    const said = async (key: string, fields: FieldTable) => {
      const answer = await update(keyed(key, fields), store, append, on)
      return [answer.status, (await problemOf(answer)).idempotencyKey]
    }
    await update(keyed('"first"', { 'If-Match': '"v1"' }), store, append, on)
    expect(await said('"other"', { 'If-Match': '"v1"' })).toEqual([412, undefined])
    for (let n = 2; n < 66; n++) await update(keyed(`"${n}"`, { 'If-Match': `"v${n}"` }), store, append, on)
    expect(await said('"first"', { 'If-Match': '"v1"' })).toEqual([412, 'forgotten'])
    expect(await said('"other"', { 'If-None-Match': '*' })).toEqual([412, 'forgotten'])
    expect(await said('"other"', {})).toEqual([428, 'forgotten'])
    // Another write is known to have replaced it.
    expect(await said('"other"', { 'If-Match': 'W/"v2~html", "v0"' })).toEqual([412, undefined])
  })

  test.each(['k', '"', '"k', 'k"', '""k"', '"a\\b"', '"é"', '"a", "b"', '17', '?1', ':aGk=:', ''])(
    '400 for %j, which is no Structured Field string',
    async (key) => {
      const store = scripted()
      const answer = await update(keyed(key, { 'If-Match': '"v1"' }), store, append, on)
      expect([answer.status, store.state?.value]).toEqual([400, 'one'])
    },
  )

  test('escapes are read: "a\\"b" is a key', async () => {
    expect((await update(keyed('"a\\"b\\\\"', { 'If-Match': '"v1"' }), scripted(), append, on)).status).toBe(204)
  })

  test('is ignored on DELETE, and where it was not asked for', async () => {
    expect((await remove(keyed('nonsense', { 'If-Match': '"v1"' }, '', 'DELETE'), scripted(), on)).status).toBe(204)
    const store = scripted()
    expect((await update(keyed('nonsense', { 'If-Match': '"v1"' }), store, append)).status).toBe(204)
    expect(store.state?.writeIds).toEqual([])
  })

  test('is told once, and never tells an unauthorized caller', async () => {
    const store = scripted()
    const onDecision = vi.fn()
    await update(keyed('"k"', { 'If-Match': '"v1"' }), store, append, on)
    await update(keyed('"k"', { 'If-Match': '"v1"' }), store, append, { ...on, onDecision })
    expect(onDecision).toHaveBeenCalledTimes(1)
    const authorize = () => new Response(null, { status: 403 })
    const refused = await update(keyed('"k"', { 'If-Match': '"v1"' }, 'B'), store, append, { ...on, authorize })
    expect(refused.status).toBe(403)
  })

  test('a change that refused is not remembered', async () => {
    const store = scripted()
    const refuse = () => new Response(null, { status: 409 })
    expect((await update(keyed('"k"', {}, 'x', 'POST'), store, refuse, on)).status).toBe(409)
    expect((await update(keyed('"k"', {}, 'x', 'POST'), store, append, on)).status).toBe(204)
    expect(store.state?.value).toBe('one+x')
  })

  test('holds in handleResource, where another write has come since', async () => {
    const store = scripted()
    const methods = { ...on, put: { 'text/plain': append } }
    const put = (key: string, tag: string) =>
      handleResource(keyed(key, { 'If-Match': tag, 'Content-Type': 'text/plain' }), store, methods)
    expect((await put('"k"', '"v1"')).status).toBe(204)
    expect((await put('"l"', '"v2"')).status).toBe(204)
    expect((await put('"k"', '"v1"')).status).toBe(204)
    expect(store.state?.value).toBe('one+mine+mine')
    const stale = await put('"m"', '"v1"')
    expect([stale.status, (await problemOf(stale)).reason]).toEqual([412, 'mismatch'])
  })
})
