import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { merge } from '../test/support/merge.ts'
import { done, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { bytes, ConflictError, IfMatchError, type Loaded, save, text } from './index.ts'

const url = 'http://localhost/note'
const base: Loaded<string[]> = { url, data: ['a'], etag: '"1"' }
const mine = ['a', 'mine']

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
})

describe('save', () => {
  test('writes by If-Match, and gives what to save from next', async () => {
    const { fetch, sent, log } = scripted(done('"2"'))
    expect(await save(base, mine, { fetch })).toEqual({ url, data: mine, etag: '"2"' })
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]'])
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
    expect(sent[0]?.headers.get('idempotency-key')).toBeNull()
  })

  test('writes text, and bytes, with their media type', async () => {
    const { fetch, sent } = scripted(done('"2"'), done('"2"'))
    await save({ url, data: '', etag: '"1"' }, '€', { fetch, codec: { ...text, type: 'text/markdown' } })
    await save({ url, data: new Uint8Array(), etag: '"1"' }, new Uint8Array([7]), { fetch, codec: bytes })
    expect(sent.map(({ headers, body }) => [headers.get('content-type'), body])).toEqual([
      ['text/markdown', '€'],
      ['application/octet-stream', new Uint8Array([7])],
    ])
  })

  test.each([401, 403, 422, 500])('that is refused is `http`, with the problem: %i', async (status) => {
    const { fetch, sent } = scripted(refusal(status, { detail: 'No.' }))
    await expect(save(base, mine, { fetch, merge })).rejects.toMatchObject({
      name: 'IfMatchError',
      code: 'http',
      status,
      problem: { detail: 'No.' },
    })
    expect(sent).toHaveLength(1)
  })

  test('of what is not there any more is `missing`', async () => {
    const gone = save(base, mine, { ...scripted(refusal(412), refusal(404)), merge })
    await expect(gone).rejects.toMatchObject({ code: 'missing', status: 412 })
    await expect(save(base, mine, scripted(refusal(404)))).rejects.toMatchObject({ code: 'missing', status: 404 })
  })
})

describe('somebody else was faster', () => {
  test('without merge is a conflict, with all three states and the problem', async () => {
    const { fetch, sent, log } = scripted(refusal(412, { reason: 'mismatch' }), state(['a', 'theirs'], '"2"'))
    const error = await save(base, mine, { fetch }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toBeInstanceOf(IfMatchError)
    expect(error).toMatchObject({
      code: 'conflict',
      url,
      status: 412,
      problem: { reason: 'mismatch' },
      base: base.data,
      mine,
      theirs: { url, data: ['a', 'theirs'], etag: '"2"' },
    })
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET'])
    expect(sent[1]?.headers.get('cache-control')).toBe('no-cache')
  })

  test('with merge writes both, from what is there then', async () => {
    const { fetch, log } = scripted(refusal(412), state(['a', 'theirs'], '"2"'), done('"3"'))
    expect(await save(base, mine, { fetch, merge })).toEqual({ url, data: ['a', 'theirs', 'mine'], etag: '"3"' })
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET', 'PUT | if-match: "2" | ["a","theirs","mine"]'])
  })

  test('and faster again: merges what was merged, which was made from theirs', async () => {
    const { fetch, log } = scripted(
      refusal(412),
      state(['a', 'b'], '"2"'),
      refusal(412),
      // They have taken away what they had written, and so it stays away.
      state(['a', 'c'], '"3"'),
      done('"4"'),
    )
    expect((await save(base, mine, { fetch, merge })).data).toEqual(['a', 'c', 'mine'])
    expect(log().at(-1)).toBe('PUT | if-match: "3" | ["a","c","mine"]')
  })

  test('time and again is a conflict in the end: what was mine, and what is there now', async () => {
    const { fetch, sent } = scripted(refusal(412), state(['b'], '"2"'), refusal(412), state(['c'], '"3"'))
    await expect(save(base, mine, { fetch, merge, attempts: 2 })).rejects.toMatchObject({
      code: 'conflict',
      base: base.data,
      mine,
      theirs: { data: ['c'], etag: '"3"' },
    })
    expect(sent).toHaveLength(4)
  })

  test('what merge throws is thrown, and nothing is written', async () => {
    const { fetch, sent } = scripted(refusal(412), state([], '"2"'))
    const refuse = (): never => {
      throw new RangeError('not these')
    }
    await expect(save(base, mine, { fetch, merge: refuse })).rejects.toThrow(new RangeError('not these'))
    expect(sent).toHaveLength(2)
  })

  test('a merge that returns nothing is a mistake, and empties nothing', async () => {
    const { fetch, sent } = scripted(refusal(412), state(['b'], '"2"'))
    const forgetful = (() => {}) as unknown as typeof merge
    await expect(save(base, mine, { fetch, merge: forgetful })).rejects.toThrow(new TypeError('The data is missing'))
    expect(sent).toHaveLength(2)
  })

  test('is waited for, a random time that grows', async () => {
    const waits: number[] = []
    vi.spyOn(Math, 'random').mockReturnValue(1)
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, wait = 0) => {
      waits.push(wait)
      queueMicrotask(run)
      return 0
    }) as never)
    const meeting = Array.from({ length: 5 }, (_, n) => [refusal(412), state([], `"${n + 2}"`)]).flat()
    await save(base, mine, { ...scripted(...meeting, done('"9"')), merge })
    expect(waits).toEqual([150, 450, 1350, 2000, 2000])
  })
})

describe('428', () => {
  test('is answered by fetching first', async () => {
    const { fetch, log } = scripted(refusal(428), state(['b'], '"2"'), done('"3"'))
    expect((await save(base, mine, { fetch, merge })).data).toEqual(['b', 'mine'])
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET', 'PUT | if-match: "2" | ["b","mine"]'])
  })
})
