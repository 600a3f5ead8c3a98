import { env } from 'cloudflare:workers'
import { withPreconditions } from '@ifmatch/cloudflare'
import { expect, test } from 'vitest'

const ctx = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext

test('select and handler are given the request itself, the bindings and the context', async () => {
  const given: unknown[] = []
  const request = new Request('http://localhost/')
  const guarded = withPreconditions(
    (...all: unknown[]) => (given.push(...all), { version: 7 }),
    (...all: unknown[]) => (given.push(...all), new Response('hello')),
  )
  const answer = await guarded(request as never, env, ctx)
  expect(answer.headers.get('etag')).toBe('"7"')
  expect(given).toHaveLength(6)
  for (const [n, value] of [request, env, ctx, request, env, ctx].entries()) expect(given[n]).toBe(value)
})

test('the body of a write that is refused is read to its end, and that of one that goes on is left alone', async () => {
  const guarded = withPreconditions(
    () => ({ version: 7 }),
    (request: Request) => new Response(String(request.bodyUsed)),
  )
  const put = (tag: string) =>
    new Request('http://localhost/', { method: 'PUT', headers: { 'if-match': tag }, body: 'hello' })
  const refused = put('"6"')
  expect((await guarded(refused, env, ctx)).status).toBe(412)
  expect(refused.bodyUsed).toBe(true)
  const performed = put('"7"')
  expect(await (await guarded(performed, env, ctx)).text()).toBe('false')
  expect(await performed.text()).toBe('hello')
})

test('a client that breaks off, or sends without end, holds up no answer', async () => {
  const guarded = withPreconditions(
    () => ({ version: 7 }),
    () => new Response(),
  )
  const refused = (body: ReadableStream) =>
    guarded(new Request('http://localhost/', { method: 'PUT', headers: { 'if-match': '"6"' }, body }), env, ctx)
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) })
  expect((await refused(broken)).status).toBe(412)
  let cancelled = false
  const chunk = new Uint8Array(1024 * 1024)
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(chunk),
    cancel: () => void (cancelled = true),
  })
  expect((await refused(endless)).status).toBe(412)
  expect(cancelled).toBe(true)
})
