import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { merge } from '../test/support/merge.ts'
import { done, lost, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { type Loaded, save } from './index.ts'

const url = 'http://localhost/note'
const base: Loaded<string[]> = { url, data: ['a'], etag: '"1"' }
const mine = ['a', 'mine']

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
})

describe('an answer that is lost', () => {
  test('is asked for again with the same tag', async () => {
    const { fetch, log } = scripted(lost(), refusal(504), done('"2"'))
    expect(await save(base, mine, { fetch })).toEqual({ url, data: mine, etag: '"2"' })
    expect(new Set(log())).toEqual(new Set(['PUT | if-match: "1" | ["a","mine"]']))
  })

  test.each([lost, () => refusal(502), () => refusal(503), () => refusal(504)])(
    'before a 412 is `unknown`: ours or theirs may be there, and nothing is merged',
    async (answer) => {
      const { fetch, sent } = scripted(answer(), refusal(412), state(mine, '"2"'), done('"3"'))
      await expect(save(base, mine, { fetch, merge })).rejects.toMatchObject({
        code: 'unknown',
        status: 412,
        mine,
        idempotencyKey: null,
      })
      expect(sent).toHaveLength(2)
    },
  )

  test('before a refusal is `unknown` as well', async () => {
    const refused = save(base, mine, { ...scripted(lost(), refusal(403)), idempotencyKey: true })
    await expect(refused).rejects.toMatchObject({ code: 'unknown', status: 403 })
  })

  test('time and again is `unknown`', async () => {
    const { fetch, sent } = scripted(lost(), lost(), lost())
    const error = await save(base, mine, { fetch, attempts: 2 }).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'IfMatchError', code: 'unknown', status: 0 })
    expect((error as Error).cause).toBeInstanceOf(TypeError)
    expect(sent).toHaveLength(2)
  })

  test('is none after 429, which nobody has applied', async () => {
    const { fetch } = scripted(refusal(429), refusal(412), state(['b'], '"2"'), done('"3"'))
    expect((await save(base, mine, { fetch, merge })).data).toEqual(['b', 'mine'])
    const busy = save(base, mine, { ...scripted(refusal(429)), attempts: 1 })
    await expect(busy).rejects.toMatchObject({ code: 'busy', status: 429 })
  })

  test('is none where the status has come, whatever became of the rest', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(lost()) })
    const { fetch, sent } = scripted(new Response(broken, { headers: { etag: '"2"' } }))
    expect((await save(base, mine, { fetch })).etag).toBe('"2"')
    expect(sent).toHaveLength(1)
  })
})

describe('Idempotency-Key', () => {
  const keysOf = (sent: { headers: Headers }[]): (string | null)[] =>
    sent.map(({ headers }) => headers.get('idempotency-key'))

  test('is one string in double quotes, the same for the same body, and new for another', async () => {
    const { fetch, sent } = scripted(lost(), refusal(412), state(['b'], '"2"'), lost(), done('"3"'))
    await save(base, mine, { fetch, merge, idempotencyKey: true })
    const [first, again, read, second, last] = keysOf(sent)
    expect(first).toMatch(/^"\d+-\d+-\d+-\d+"$/)
    expect([again, read, last]).toEqual([first, null, second])
    expect(second).not.toBe(first)
    expect(second).toMatch(/^"\d+-\d+-\d+-\d+"$/)
  })

  test('makes a 412 after a lost answer a conflict: the server would have known the write', async () => {
    const { fetch } = scripted(lost(), refusal(412), state(['b'], '"2"'))
    await expect(save(base, mine, { fetch, idempotencyKey: true })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('makes a 412 after a lost answer `unknown` where the server says that it has forgotten so many writes', async () => {
    const forgotten = (): Response => refusal(412, { reason: 'mismatch', idempotencyKey: 'forgotten' })
    const { fetch, sent } = scripted(lost(), forgotten(), state(['b'], '"2"'), done('"3"'))
    await expect(save(base, mine, { fetch, merge, idempotencyKey: true })).rejects.toMatchObject({ code: 'unknown' })
    expect(sent).toHaveLength(2)
    // A key that was given is that of a write whose answer may have been lost.
    const again = save(base, mine, { ...scripted(forgotten()), merge, idempotencyKey: 'k' })
    await expect(again).rejects.toMatchObject({ code: 'unknown', idempotencyKey: 'k' })
    // Nothing was lost: it is a plain refusal.
    const first = scripted(forgotten(), state(['b'], '"2"'), done('"3"'))
    expect((await save(base, mine, { ...first, merge, idempotencyKey: true })).data).toEqual(['b', 'mine'])
  })

  test('makes a lost answer come back without a tag, and so what is there is loaded', async () => {
    const { fetch } = scripted(lost(), done(), state(['a', 'mine', 'theirs'], '"3"'))
    const saved = await save(base, mine, { fetch, idempotencyKey: true })
    expect(saved).toEqual({ url, data: ['a', 'mine', 'theirs'], etag: '"3"' })
  })

  test('is told with an unknown outcome, to ask again later, also of another page', async () => {
    const first = scripted(lost())
    const error = await save(base, mine, { ...first, attempts: 1, idempotencyKey: true }).catch(
      (error: unknown) => error,
    )
    const { code, idempotencyKey } = error as { code: string; idempotencyKey: string }
    expect([code, JSON.stringify(idempotencyKey)]).toEqual(['unknown', keysOf(first.sent)[0]])
    const second = scripted(done('"2"'))
    await save(base, mine, { ...second, idempotencyKey })
    expect(keysOf(second.sent)).toEqual(keysOf(first.sent))
  })

  test('of our own making is written with its escapes', async () => {
    const { fetch, sent } = scripted(done('"2"'))
    await save(base, mine, { fetch, idempotencyKey: 'a "b" \\' })
    expect(keysOf(sent)).toEqual(['"a \\"b\\" \\\\"'])
  })
})
