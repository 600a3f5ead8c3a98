import { type Body, type Resource, remove, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { type Row, scripted } from './scripted-resource.ts'
import { brokenOff, send, silent, streamOf } from './write-request.ts'

/** A store that is handed streams, and keeps what is in them. */
function streamStore(lose = 0): Resource<Row, ReadableStream<Uint8Array>> & { inner: ReturnType<typeof scripted> } {
  const inner = scripted('one', { lose })
  return {
    inner,
    read: inner.read,
    swap: async (current, next, writeIds) => inner.swap(current, await new Response(next as BodyInit).text(), writeIds),
  }
}

const pass = (_: unknown, body: Body) => body.stream()

describe('a body that is taken as a stream', () => {
  test('goes into the store', async () => {
    const store = streamStore()
    const content = streamOf(
      () => new TextEncoder().encode('in '),
      () => new TextEncoder().encode('parts'),
    )
    expect((await update(send('PUT', { 'If-Match': '"v1"' }, content), store, pass)).status).toBe(204)
    expect(store.inner.state?.value).toBe('in parts')
  })

  test('CASES 4: a swap that was lost is 503 where the condition still holds, and nothing is half written', async () => {
    const store = streamStore(1)
    const change = vi.fn(pass)
    const answer = await update(send('PUT', { 'If-Match': '*' }), store, change, { require: false })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toMatch(/^[0-9]+$/)
    expect([store.inner.state?.value, change.mock.calls.length]).toEqual(['other 1', 1])
  })

  test('a swap that was lost is 412 where the condition is false now', async () => {
    const store = streamStore(1)
    expect((await update(send('PUT', { 'If-Match': '"v1"' }), store, pass)).status).toBe(412)
    expect(store.inner.state?.value).toBe('other 1')
  })

  test('may be taken once, and not beside text()', async () => {
    const twice = (_: unknown, body: Body) => {
      body.stream()
      return body.stream()
    }
    await expect(update(send('PATCH'), streamStore(), twice)).rejects.toThrow(Error)
    const after = async (_: unknown, body: Body) => {
      body.stream()
      return (await body.text()) as never
    }
    await expect(update(send('PATCH'), streamStore(), after)).rejects.toThrow(TypeError)
  })

  test('has no limit unless one is said', async () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(120)
    const content = () => streamOf(() => large)
    const store = streamStore()
    expect((await update(send('PATCH', {}, content()), store, pass)).status).toBe(204)
    expect(store.inner.state?.value).toHaveLength(large.length)
    const limited = streamStore()
    expect((await update(send('PATCH', {}, content()), limited, pass, { limit: 1024, ...silent })).status).toBe(413)
    expect(limited.inner.state?.value).toBe('one')
  })

  test('that breaks off changes nothing', async () => {
    const store = streamStore()
    const answer = await update(send('PATCH', {}, brokenOff()), store, pass, silent)
    expect([400, 503]).toContain(answer.status)
    expect(store.inner.state?.value).toBe('one')
  })

  test('a stream of a buffered body is applied again', async () => {
    const store = streamStore(2)
    const change = async (_: unknown, body: Body) => {
      await body.text()
      return body.stream()
    }
    expect((await update(send('PATCH'), store, change)).status).toBe(204)
    expect(store.inner.state?.value).toBe('mine')
  })

  test('an Idempotency-Key is served as well', async () => {
    const store = streamStore(1)
    const keyed = () => send('PATCH', { 'Idempotency-Key': '"k"' })
    expect((await update(keyed(), store, pass, { idempotencyKey: true })).status).toBe(204)
    const version = store.inner.state?.version
    expect((await update(keyed(), store, pass, { idempotencyKey: true })).status).toBe(204)
    expect([store.inner.state?.value, store.inner.state?.version]).toEqual(['mine', version])
  })
})

describe('a client that went away', () => {
  test('before the swap changes nothing', async () => {
    const store = scripted()
    const gone = new AbortController()
    const change = () => {
      gone.abort()
      return 'mine'
    }
    const answer = update(send('PATCH', {}, 'mine', gone.signal), store, change).then(
      ({ status }) => status >= 400,
      () => true,
    )
    expect(await answer).toBe(true)
    expect([store.state?.value, store.calls]).toEqual(['one', ['read']])
  })

  test('while swaps are lost is not tried for again', async () => {
    const gone = new AbortController()
    const store = scripted('one', { before: (its, n) => (its.write(`other ${n}`), n === 2 && gone.abort()) })
    await update(send('PATCH', {}, 'mine', gone.signal), store, () => 'mine').catch(() => null)
    expect(store.calls.filter((call) => call === 'swap')).toHaveLength(2)
  })

  test('before a DELETE is carried out removes nothing', async () => {
    const store = scripted()
    const gone = new AbortController()
    const authorize = () => {
      gone.abort()
      return null
    }
    await remove(send('DELETE', { 'If-Match': '"v1"' }, '', gone.signal), store, { authorize }).catch(() => null)
    expect([store.state?.value, store.calls]).toEqual(['one', ['read']])
  })

  test('after the swap is answered as ever', async () => {
    const gone = new AbortController()
    const store = scripted('one', { before: () => gone.abort() })
    const answer = await update(send('PATCH', {}, 'mine', gone.signal), store, () => 'mine')
    expect([answer.status, store.state?.value]).toEqual([204, 'mine'])
  })
})
