import { remove, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/answer.ts'
import { L, lText, secondAfter } from '../support/state.ts'
import { type Row, type Script, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

describe('a swap that was lost', () => {
  test('is 412 where the listed tag is no longer the current one', async () => {
    const store = scripted('one', { lose: 1 })
    const change = vi.fn(() => 'mine')
    const answer = await update(send('PUT', { 'If-Match': '"v1"' }), store, change)
    expect(answer.status).toBe(412)
    expect((await problemOf(answer)).current).toBe('"v2"')
    expect(store.state?.value).toBe('other 1')
    expect(change).toHaveBeenCalledTimes(1)
  })

  test.each([1, 2, 5, 9])(
    'CASES 3: If-Match: * is applied again after %i, to the state that is there then',
    async (lose) => {
      const store = scripted('one', { lose })
      const seen: (string | undefined)[] = []
      const change = async (current: { value: string }, body: { text(): Promise<string> }) => {
        seen.push(current.value)
        return `${current.value} + ${await body.text()}`
      }
      const answer = await update(send('PUT', { 'If-Match': '*' }), store, change, { require: false })
      expect(answer.status).toBe(204)
      expect(store.state?.value).toBe(`other ${lose} + mine`)
      expect(seen).toEqual(['one', ...Array.from({ length: lose }, (_, n) => `other ${n + 1}`)])
    },
  )

  test('a write without conditions is applied again', async () => {
    const store = scripted('one', { lose: 3 })
    const answer = await update(send('PATCH'), store, async (current, body) => current.value + (await body.text()))
    expect([answer.status, store.state?.value]).toEqual([204, 'other 3mine'])
  })

  test('If-Unmodified-Since is evaluated again: still true is applied, false is 412', async () => {
    const same = scripted('one', { before: (store, n) => n === 1 && store.write('theirs', L) })
    const put = () => send('PUT', { 'If-Unmodified-Since': lText })
    expect((await update(put(), same, () => 'mine', { require: false })).status).toBe(204)
    expect(same.state?.value).toBe('mine')

    const later = new Date(L.getTime() + 1000)
    const moved = scripted('one', { before: (store, n) => n === 1 && store.write('theirs', later) })
    const change = vi.fn(() => 'mine')
    expect((await update(put(), moved, change, { require: false })).status).toBe(412)
    expect([moved.state?.value, change.mock.calls.length]).toEqual(['theirs', 1])
    const after = send('PUT', { 'If-Unmodified-Since': secondAfter })
    expect((await update(after, moved, change, { require: false })).status).toBe(204)
  })

  test('If-None-Match: * that lost the race to create is 412', async () => {
    const store = scripted(null, { lose: 1 })
    const change = vi.fn(() => 'mine')
    const answer = await update(send('PUT', { 'If-None-Match': '*' }), store, change, { create: true })
    expect([answer.status, store.state?.value, change.mock.calls.length]).toEqual([412, 'other 1', 1])
    expect((await problemOf(answer)).reason).toBe('exists')
  })

  test('CASES 45: an unconditional PUT that lost the race to create replaced, and is not 201', async () => {
    const store = scripted(null, { lose: 1 })
    const answer = await update(send('PUT'), store, () => 'mine', { create: true, require: false })
    expect([answer.status, store.state?.value]).toEqual([204, 'mine'])
  })

  test('a write whose state went away meanwhile is 404, or creates where it may', async () => {
    const gone: Script = { before: (store, n) => void (n === 1 && (store.state = null)) }
    const store = scripted('one', gone)
    expect((await update(send('PATCH'), store, () => 'mine')).status).toBe(404)
    expect(store.state).toBeNull()
    const created = await update(send('PATCH'), scripted('one', gone), () => 'mine', { create: true })
    expect(created.status).toBe(201)
    const named = send('PUT', { 'If-Match': '"v1"' })
    expect((await update(named, scripted('one', gone), () => 'mine', { create: true })).status).toBe(412)
  })

  test('with require, a state that was made meanwhile is 428 before it is overwritten', async () => {
    const store = scripted(null, { lose: 1 })
    const answer = await update(send('PUT', { 'If-None-Match': '"other"' }), store, () => 'mine', { create: true })
    expect([answer.status, store.calls]).toEqual([428, ['read']])
  })

  test('CASES 60: lost until the bound is 503 with whole seconds to wait, and nothing is changed', async () => {
    const store = scripted('one', { lose: 1000 })
    const change = vi.fn(() => 'mine')
    const onError = vi.fn()
    const answer = await update(send('PATCH'), store, change, { onError })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(change).toHaveBeenCalledTimes(10)
    expect(store.calls.filter((call) => call === 'swap')).toHaveLength(10)
    expect(store.state?.value).toBe('other 10')
    expect(onError).not.toHaveBeenCalled()
  })

  test('authorize is asked on every read, and its refusal ends the write', async () => {
    const store = scripted('one', { lose: 1 })
    const authorize = vi.fn((current: Row | null) =>
      current?.value === 'one' ? null : new Response(null, { status: 403 }),
    )
    expect((await update(send('PATCH'), store, () => 'mine', { authorize })).status).toBe(403)
    expect([authorize.mock.calls.length, store.state?.value]).toEqual([2, 'other 1'])
  })

  test('the condition is told as decided once, however many turns it took', async () => {
    for (const [fields, lose, status] of [
      [{ 'If-Match': '*' }, 4, null],
      [{ 'If-Match': '"v1"' }, 1, 412],
      [{ 'If-Match': '*' }, 1000, null],
    ] as const) {
      const onDecision = vi.fn()
      const store = scripted('one', { lose })
      await update(send('PUT', fields), store, () => 'mine', { onDecision, require: false })
      expect(onDecision.mock.calls.map(([decision]) => decision.status)).toEqual([status])
    }
  })
})

describe('a remove that was lost', () => {
  test('is 412 for a tag, 204 for *, 404 for what somebody else removed, 503 at the bound', async () => {
    const named = scripted('one', { lose: 1 })
    expect((await remove(send('DELETE', { 'If-Match': '"v1"' }), named)).status).toBe(412)
    expect(named.state?.value).toBe('other 1')
    const star = scripted('one', { lose: 3 })
    expect((await remove(send('DELETE', { 'If-Match': '*' }), star, { require: false })).status).toBe(204)
    expect(star.state).toBeNull()
    const gone = scripted('one', { before: (store) => void (store.state = null) })
    expect((await remove(send('DELETE', { 'If-Match': '"v1"' }), gone)).status).toBe(404)
    const busy = await remove(send('DELETE'), scripted('one', { lose: 1000 }), { require: false })
    expect(busy.status).toBe(503)
    expect(busy.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
  })
})
