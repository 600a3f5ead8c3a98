import { etag } from '@ifmatch/hono'
import { Hono } from 'hono'
import { streamSSE, streamText } from 'hono/streaming'
import { expect, test } from 'vitest'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A stream that the test feeds. */
function fed() {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  let cancelled = false
  const stream = new ReadableStream<Uint8Array>({
    start: (started) => void (controller = started),
    cancel: () => void (cancelled = true),
  })
  return { stream, controller, wasCancelled: () => cancelled }
}

function serving(stream: ReadableStream<Uint8Array>, headers: Record<string, string> = {}, limit?: number) {
  const app = new Hono()
  app.use(etag({ ...(limit === undefined ? null : { limit }) }))
  app.get('/', (c) => c.body(stream, 200, headers))
  return app
}

test('a stream that is open after its first chunk goes on untagged, with that chunk in front', async () => {
  const { stream, controller } = fed()
  controller.enqueue(bytes('one '))
  const answer = await serving(stream).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  controller.enqueue(bytes('two '))
  controller.enqueue(bytes('three'))
  controller.close()
  expect(await answer.text()).toBe('one two three')
})

test('nobody waits for the end after the first chunk, not even for a moment', async () => {
  const parts = ['one ', 'two']
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (parts.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
        controller.enqueue(bytes(parts.shift()!))
        if (parts.length === 0) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const answer = await serving(stream).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  expect(await answer.text()).toBe('one two')
})

test('headers do not wait for a stream that sends nothing yet', async () => {
  const { stream, controller } = fed()
  const answer = await serving(stream).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  controller.enqueue(bytes('late'))
  controller.close()
  expect(await answer.text()).toBe('late')
})

test('a body whose length is known is waited for, up to the limit', async () => {
  const { stream, controller } = fed()
  const asked = serving(stream, { 'content-length': '9' }).request('/')
  for (const part of ['one', 'two', 'six']) {
    await new Promise((resolve) => setTimeout(resolve, 15))
    controller.enqueue(bytes(part))
  }
  controller.close()
  const answer = await asked
  expect(answer.headers.get('etag')).toMatch(/^"[\w-]{43}"$/)
  expect(await answer.text()).toBe('onetwosix')
})

test('a body that is known to be longer than the limit is not touched', async () => {
  const { stream } = fed()
  const answer = await serving(stream, { 'content-length': '11' }, 10).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  expect(stream.locked).toBe(false)
})

test('a stream that turns out longer than the limit goes on whole', async () => {
  const { stream, controller } = fed()
  for (let n = 0; n < 5; n++) controller.enqueue(bytes('12345'))
  controller.close()
  const answer = await serving(stream, {}, 10).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  expect(await answer.text()).toBe('12345'.repeat(5))
})

test('an event stream is never read ahead', async () => {
  const { stream, controller } = fed()
  controller.enqueue(bytes('data: 1\n\n'))
  controller.close()
  const answer = await serving(stream, { 'content-type': 'Text/Event-Stream; charset=utf-8' }).request('/')
  expect(answer.headers.has('etag')).toBe(false)
  expect(await answer.text()).toBe('data: 1\n\n')
})

test("Hono's own streams arrive as they are written", async () => {
  const app = new Hono().use(etag())
  let release!: () => void
  const released = new Promise<void>((resolve) => (release = resolve))
  app.get('/sse', (c) =>
    streamSSE(c, async (stream) => {
      await stream.writeSSE({ data: 'one' })
      await released
      await stream.writeSSE({ data: 'two' })
    }),
  )
  app.get('/text', (c) =>
    streamText(c, async (stream) => {
      await stream.write('one')
      await released
      await stream.write('two')
    }),
  )
  const answers = await Promise.all(['/sse', '/text'].map((path) => app.request(path)))
  for (const answer of answers) expect(answer.headers.has('etag')).toBe(false)
  release()
  expect(await answers[0]!.text()).toBe('data: one\n\ndata: two\n\n')
  expect(await answers[1]!.text()).toBe('onetwo')
})

test('a stream that fails, fails for its reader', async () => {
  for (const headers of [{}, { 'content-length': '10' }]) {
    const { stream, controller } = fed()
    controller.enqueue(bytes('one'))
    setTimeout(() => controller.error(new Error('the disk is gone')), 5)
    const answer = await serving(stream, headers as Record<string, string>).request('/')
    expect(answer.status).toBe(200)
    expect(answer.headers.has('etag')).toBe(false)
    await expect(answer.text()).rejects.toThrow('the disk is gone')
  }
})

test('a client that goes away cancels the stream', async () => {
  const { stream, controller, wasCancelled } = fed()
  controller.enqueue(bytes('one'))
  const answer = await serving(stream).request('/')
  const reader = answer.body!.getReader()
  await reader.read()
  await reader.cancel()
  expect(wasCancelled()).toBe(true)
})
