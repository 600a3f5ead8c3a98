import { afterEach, describe, expect, test, vi } from 'vitest'
import { done, lost, scripted, state } from '../test/support/scripted.ts'
import { createClient, load, save } from './index.ts'

const url = 'http://localhost/note'
const base = { url, data: 1, etag: '"1"' }

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a call whose signal is aborted', () => {
  test('before it begins sends nothing', async () => {
    const { fetch, sent } = scripted()
    const given = { fetch, signal: AbortSignal.abort(new Error('enough')) }
    await expect(load(url, given)).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } })
    await expect(save(base, 2, given)).rejects.toMatchObject({ code: 'aborted' })
    expect(sent).toHaveLength(0)
  })

  test('has the name that programs look for', async () => {
    await expect(load(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
      code: 'aborted',
    })
  })

  test('on the way gives its signal to fetch, and ends at once even if that does not heed it', async () => {
    const giveUp = new AbortController()
    const { fetch, sent } = scripted(() => new Promise<never>(() => {}))
    const loaded = load(url, { fetch, signal: giveUp.signal })
    expect(sent[0]?.init.signal).toBe(giveUp.signal)
    giveUp.abort()
    await expect(loaded).rejects.toMatchObject({ code: 'aborted' })
  })

  test('in a pause sends nothing more', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.01)
    const giveUp = new AbortController()
    const { fetch, sent } = scripted(lost(), state(1))
    const loaded = load(url, { fetch, signal: giveUp.signal })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    giveUp.abort()
    await expect(loaded).rejects.toMatchObject({ code: 'aborted' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sent).toHaveLength(1)
  })

  test('while it waits for its turn leaves the others theirs', async () => {
    let answer = (_: Response): void => {}
    const first = new Promise<Response>((resolve) => (answer = resolve))
    const { fetch, log } = scripted(() => first, done('"3"'))
    const { save } = createClient({ fetch })
    const giveUp = new AbortController()
    const saves = [save(base, 2), save(base, 3, { signal: giveUp.signal }), save(base, 4)]
    giveUp.abort()
    await expect(saves[1]).rejects.toMatchObject({ code: 'aborted' })
    answer(done('"2"'))
    expect((await Promise.all([saves[0], saves[2]])).map((saved) => saved?.etag)).toEqual(['"2"', '"3"'])
    expect(log()).toEqual(['PUT | if-match: "1" | 2', 'PUT | if-match: "2" | 4'])
  })

  test('in a merge that nobody ends does not hold up the next', async () => {
    const { fetch } = scripted(new Response(null, { status: 412 }), state(5, '"5"'), done('"6"'))
    const { save } = createClient({ fetch })
    const giveUp = new AbortController()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const merge = vi.fn(() => new Promise<never>(() => {}))
    const given = save(base, 2, { signal: giveUp.signal, merge })
    const next = save({ url, data: 5, etag: '"5"' }, 6)
    await vi.waitFor(() => expect(merge).toHaveBeenCalled())
    giveUp.abort()
    await expect(given).rejects.toMatchObject({ code: 'aborted' })
    expect((await next).etag).toBe('"6"')
  })
})
