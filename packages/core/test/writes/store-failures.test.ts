import { handleResource, LengthRequired, type Methods, remove, UnreadableBody, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { type Row, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const away = new Error('connection refused at 10.0.0.1')
const fail = () => {
  throw away
}
const methods: Methods<Row, string> = {
  get: ({ version, value }) => ({ version, body: () => value }),
  put: { 'text/plain': (_, body) => body.text() },
  delete: true,
}
const fields = { 'If-Match': '"v1"', 'Content-Type': 'text/plain' }

describe('a store that fails', () => {
  test.each([
    ['GET', { beforeRead: fail }],
    ['HEAD', { beforeRead: fail }],
    ['PUT', { beforeRead: fail }],
    ['PUT', { before: fail }],
    ['DELETE', { beforeRead: fail }],
    ['DELETE', { before: fail }],
  ])('%s with %o is 503 and told to onError, with the old state whole', async (method, script) => {
    const onError = vi.fn()
    const store = scripted('one', script)
    const answer = await handleResource(send(method, method === 'GET' ? {} : fields), store, { ...methods, onError })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await answer.text()).not.toContain('10.0.0.1')
    expect(onError.mock.calls).toEqual([[away]])
    expect(store.state?.value).toBe('one')
  })

  test('is not asked again: only a lost swap is', async () => {
    const store = scripted('one', { before: fail })
    await update(send('PATCH'), store, () => 'mine', { onError: () => {} })
    expect(store.calls).toEqual(['read', 'swap'])
  })

  test('a read that fails after a lost swap is 503 too', async () => {
    const store = scripted('one', { lose: 1, beforeRead: (n) => n === 2 && fail() })
    expect((await update(send('PATCH'), store, () => 'mine', { onError: () => {} })).status).toBe(503)
    expect(store.state?.value).toBe('other 1')
  })

  test('a synchronous throw of the store is no other thing', async () => {
    const store = { ...scripted(), swap: fail }
    expect((await update(send('PATCH'), store, () => 'mine', { onError: () => {} })).status).toBe(503)
    const reads = { ...scripted(), read: fail }
    expect((await remove(send('DELETE', fields), reads, { onError: () => {} })).status).toBe(503)
  })

  test('a LengthRequired that a store throws is told to the client: 411, and nothing is logged', async () => {
    const errors: unknown[] = []
    const store = {
      read: async () => ({ version: 7 }),
      swap: async () => {
        throw new LengthRequired('too long to hold')
      },
    }
    const request = new Request('http://localhost/note', { method: 'PUT', body: 'new', headers: { 'If-Match': '"7"' } })
    const answer = await update(request, store, (_, body) => body.text(), { onError: (error) => errors.push(error) })
    expect([answer.status, answer.headers.get('retry-after'), errors]).toEqual([411, null, []])
    expect(await answer.json()).toMatchObject({
      title: 'Length Required',
      detail: expect.stringContaining('Content-Length'),
    })
  })

  test('an UnreadableBody that a store throws is the store failing, not the client', async () => {
    const store = scripted('one', {
      before: () => {
        throw new UnreadableBody('odd')
      },
    })
    expect((await update(send('PATCH'), store, () => 'mine', { onError: () => {} })).status).toBe(503)
  })

  test('without onError, console.error has it', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    await update(send('PATCH'), scripted('one', { before: fail }), () => 'mine')
    expect(error).toHaveBeenCalledWith(away)
    error.mockRestore()
  })
})

describe('what the application throws is thrown on', () => {
  test.each<[string, Partial<Methods<Row, string>>]>([
    ['authorize', { authorize: fail }],
    ['change', { put: { 'text/plain': fail } }],
    ['get', { get: fail }],
    ['answer', { answer: fail }],
  ])('from %s', async (_, more) => {
    const onError = vi.fn()
    const store = scripted()
    await expect(handleResource(send('PUT', fields), store, { ...methods, ...more, onError })).rejects.toBe(away)
    expect(onError).not.toHaveBeenCalled()
  })
})
