import { withPreconditions, type Validators } from '@ifmatch/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listeners } from '../support/answer.ts'
import { GET, PUT } from '../support/request.ts'
import { lText, v1 } from '../support/state.ts'

type Pairs = Record<string, string>

afterEach(() => {
  vi.restoreAllMocks()
})

/** What is reported for a handler that sets these fields, over three GETs. */
async function reported(state: Validators, headers: Pairs): Promise<string[]> {
  const { onMistake } = listeners()
  const serve = withPreconditions(
    () => state,
    () => new Response('new', { headers }),
    { onMistake },
  )
  await serve(GET())
  const first = onMistake.mock.calls.length
  await serve(GET())
  await serve(GET({ 'If-None-Match': '"other"' }))
  expect(onMistake.mock.calls.length).toBe(first)
  return onMistake.mock.calls.map(([message]) => message)
}

describe('withPreconditions: a handler that says otherwise than select is reported on the first GET', () => {
  test.each([
    ['another tag', v1, { ETag: '"v2"' }, /ETag|tag/],
    ['a weak twin of the tag', v1, { ETag: 'W/"v1"' }, /ETag|tag/],
    ['a Cache-Control that the validators lack', v1, { 'Cache-Control': 'max-age=60' }, /Cache-Control/i],
    ['a Vary that the validators lack', v1, { Vary: 'Accept' }, /Vary/i],
    [
      'a Vary beside a Cache-Control that both have',
      { ...v1, headers: { 'Cache-Control': 'no-cache' } },
      { 'Cache-Control': 'no-cache', Vary: 'Accept' },
      /Vary/i,
    ],
  ])('%s: once', async (_, state, headers, about) => {
    const messages = await reported(state, headers)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(about)
  })

  test.each<[string, Validators, Pairs]>([
    ['nothing of its own', v1, {}],
    ['the same tag', v1, { ETag: '"v1"' }],
    ['the same tag and date', v1, { ETag: '"v1"', 'Last-Modified': lText }],
    [
      'the same fields',
      { ...v1, headers: { Vary: 'Accept', 'Cache-Control': 'no-cache' } },
      { Vary: 'Accept', 'Cache-Control': 'no-cache' },
    ],
    ['other fields', v1, { 'X-Own': 'yes', 'Content-Type': 'text/plain' }],
  ])('%s: never', async (_, state, headers) => {
    expect(await reported(state, headers)).toEqual([])
  })

  test('what is reported is no answer to the client: the handler is served as it is', async () => {
    const { onMistake } = listeners()
    const serve = withPreconditions(
      () => v1,
      () => new Response('new', { headers: { ETag: '"own"', Vary: 'Accept' } }),
      { onMistake },
    )
    const answer = await serve(GET())
    expect([answer.status, answer.headers.get('ETag'), answer.headers.get('Vary'), await answer.text()]).toEqual([
      200,
      '"own"',
      'Accept',
      'new',
    ])
  })

  test('a write is not compared: its tag is of the new state', async () => {
    const { onMistake } = listeners()
    const serve = withPreconditions(
      () => v1,
      () => new Response(null, { status: 204, headers: { ETag: '"v2"' } }),
      { onMistake },
    )
    await serve(PUT({ 'If-Match': '"v1"' }))
    expect(onMistake).not.toHaveBeenCalled()
  })

  test('console.warn hears it unless onMistake does', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const handler = () => new Response('new', { headers: { ETag: '"warned"' } })
    await withPreconditions(() => v1, handler, { onMistake: () => {} })(GET())
    expect(warn).not.toHaveBeenCalled()
    const serve = withPreconditions(() => v1, handler)
    await serve(GET())
    await serve(GET())
    expect(warn).toHaveBeenCalledTimes(1)
  })
})
