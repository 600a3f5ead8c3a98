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
