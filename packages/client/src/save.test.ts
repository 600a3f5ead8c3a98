import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, lost, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { bytes, ConflictError, IfMatchError, type Loaded, save, text } from './index.ts'

const url = 'http://localhost/note'
const base: Loaded<string[]> = { url, data: ['a'], etag: '"1"' }
const mine = ['a', 'mine']

/** All of both: what either has taken away is not in it. */
function merge(base: string[], mine: string[], theirs: string[]): string[] {
  return [...theirs, ...mine.filter((line) => !base.includes(line) && !theirs.includes(line))]
}

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

describe('a tag that was weakened on the way', () => {
  const weak = { ...base, etag: 'W/"1"' }

  test('is offered in both spellings', async () => {
    const { fetch, sent } = scripted(done('"2"'))
    expect((await save(weak, mine, { fetch })).etag).toBe('"2"')
    expect(sent[0]?.headers.get('if-match')).toBe('W/"1", "1"')
  })

  test('is offered so after a merge as well', async () => {
    const { fetch, sent } = scripted(refusal(412), state(['b'], 'W/"2"'), done('W/"3"'))
    expect((await save(weak, mine, { fetch, merge })).etag).toBe('W/"3"')
    expect(sent[2]?.headers.get('if-match')).toBe('W/"2", "2"')
  })

  test.each([undefined, merge])('and is weak by birth is said to be, when it was refused twice', async (merge) => {
    const again = (): Response => state(base.data, 'W/"1"')
    const { fetch, sent } = scripted(refusal(412), again(), refusal(412, { reason: 'weak' }), again(), done('"2"'))
    await expect(save(weak, mine, { fetch, merge })).rejects.toMatchObject({
      code: 'weak-tag',
      problem: { reason: 'weak' },
    })
    expect(sent).toHaveLength(4)
  })
})

describe('a read that brings the tag which was just refused', () => {
  test.each([undefined, merge])('twice is `mangled-tag`: a proxy changes it', async (merge) => {
    const mangled = { ...base, etag: '"1-gzip"' }
    const again = (): Response => state(base.data, '"1-gzip"')
    const { fetch, sent } = scripted(refusal(412), again(), refusal(412), again(), done('"2"'))
    await expect(save(mangled, mine, { fetch, merge })).rejects.toMatchObject({ code: 'mangled-tag', status: 412 })
    expect(sent).toHaveLength(4)
  })

  test('once may be chance: what was there came back', async () => {
    const { fetch, log } = scripted(refusal(412), state(base.data, '"1"'), done('"3"'))
    expect(await save(base, mine, { fetch })).toEqual({ url, data: mine, etag: '"3"' })
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET', 'PUT | if-match: "1" | ["a","mine"]'])
  })

  test('says so as well where the condition never arrives', async () => {
    const again = (): Response => state(base.data, '"1"')
    const stripped = save(base, mine, scripted(refusal(428), again(), refusal(428), again()))
    await expect(stripped).rejects.toMatchObject({ code: 'mangled-tag', status: 428 })
  })
})

describe('428', () => {
  test('is answered by fetching first', async () => {
    const { fetch, log } = scripted(refusal(428), state(['b'], '"2"'), done('"3"'))
    expect((await save(base, mine, { fetch, merge })).data).toEqual(['b', 'mine'])
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET', 'PUT | if-match: "2" | ["b","mine"]'])
  })
})

describe('a base without a tag', () => {
  const untagged = { ...base, etag: null }

  test('is looked at first, and written from where it is still that', async () => {
    const { fetch, log } = scripted(state(['a'], '"2"'), done('"3"'))
    expect(await save(untagged, mine, { fetch })).toEqual({ url, data: mine, etag: '"3"' })
    expect(log()).toEqual(['GET', 'PUT | if-match: "2" | ["a","mine"]'])
  })

  test('is merged with what is there instead', async () => {
    const { fetch } = scripted(state(['b'], '"2"'), done('"3"'))
    expect((await save(untagged, mine, { fetch, merge })).data).toEqual(['b', 'mine'])
  })

  test('or is a conflict', async () => {
    const { fetch } = scripted(state(['b'], '"2"'))
    await expect(save(untagged, mine, { fetch })).rejects.toMatchObject({
      code: 'conflict',
      status: 0,
      theirs: { etag: '"2"' },
    })
  })

  test('from a server without tags is `no-etag`, and is never written blindly', async () => {
    const { fetch, sent } = scripted(state(['a']))
    await expect(save(untagged, mine, { fetch, merge })).rejects.toMatchObject({ code: 'no-etag', status: 200 })
    expect(sent).toHaveLength(1)
  })

  test('from another origin that does not expose it is `etag-hidden`', async () => {
    const answer = Object.defineProperty(state(['a']), 'type', { value: 'cors' })
    await expect(save(untagged, mine, scripted(answer))).rejects.toMatchObject({ code: 'etag-hidden' })
  })

  test('of nothing is `missing`', async () => {
    await expect(save(untagged, mine, scripted(refusal(404)))).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('a success without a tag', () => {
  test('means to load before the next save: what is stored is not what was sent', async () => {
    const { fetch, sent, log } = scripted(done(), state(['A', 'MINE'], '"2"'), done('"3"'))
    const saved = await save(base, mine, { fetch })
    expect(saved).toEqual({ url, data: ['A', 'MINE'], etag: '"2"' })
    expect((await save(saved, ['more'], { fetch })).etag).toBe('"3"')
    expect(log()).toEqual(['PUT | if-match: "1" | ["a","mine"]', 'GET', 'PUT | if-match: "2" | ["more"]'])
    expect(sent[1]?.headers.get('cache-control')).toBe('no-cache')
  })

  test.each([
    ['lost', lost],
    ['gone', () => refusal(404)],
  ] as const)('is one where the load is %s', async (_, answer) => {
    const { fetch } = scripted(done(), answer())
    expect(await save(base, mine, { fetch, attempts: 1 })).toEqual({ url, data: mine, etag: null })
  })
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
