import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, lost, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { create, edit, remove } from './index.ts'

const url = 'http://localhost/counter'
const add = (n: number): number => n + 1

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
})

describe('edit', () => {
  test('changes what is there', async () => {
    const { fetch, log } = scripted(state(1, '"1"'), done('"2"'))
    expect(await edit(new URL(url), add, { fetch })).toEqual({ url, data: 2, etag: '"2"' })
    expect(log()).toEqual(['GET', 'PUT | if-match: "1" | 2'])
  })

  test('changes again what somebody else has changed', async () => {
    const { fetch, log } = scripted(state(1, '"1"'), refusal(412), state(10, '"2"'), done('"3"'))
    expect((await edit(url, async (n: number) => n + 1, { fetch })).data).toBe(11)
    expect(log()).toEqual(['GET', 'PUT | if-match: "1" | 2', 'GET', 'PUT | if-match: "2" | 11'])
  })

  test('within bounds', async () => {
    const { fetch } = scripted(state(1, '"1"'), refusal(412), state(10, '"2"'), refusal(412), state(20, '"3"'))
    await expect(edit(url, add, { fetch, attempts: 2 })).rejects.toMatchObject({
      code: 'conflict',
      base: 1,
      mine: 2,
      theirs: { data: 20 },
    })
  })

  test('never changes twice where an answer is lost', async () => {
    const { fetch, sent } = scripted(state(1, '"1"'), lost(), refusal(412), state(2, '"2"'))
    await expect(edit(url, add, { fetch })).rejects.toMatchObject({ code: 'unknown', mine: 2 })
    expect(sent).toHaveLength(3)
  })

  test('asks by its key whether it was done where an answer is lost', async () => {
    const { fetch, sent } = scripted(state(1, '"1"'), lost(), done(), state(2, '"2"'))
    expect(await edit(url, add, { fetch, idempotencyKey: true })).toEqual({ url, data: 2, etag: '"2"' })
    expect(sent).toHaveLength(4)
  })

  test('of nothing is `missing`; without a tag `no-etag`; what change throws is thrown', async () => {
    await expect(edit(url, add, scripted(refusal(404)))).rejects.toMatchObject({ code: 'missing', status: 404 })
    await expect(edit(url, add, scripted(state(1)))).rejects.toMatchObject({ code: 'no-etag' })
    const refuse = (): number => {
      throw new RangeError('full')
    }
    await expect(edit(url, refuse, scripted(state(1, '"1"')))).rejects.toThrow(new RangeError('full'))
  })
})

describe('create', () => {
  test('writes by If-None-Match: *', async () => {
    const { fetch, log } = scripted(new Response(null, { status: 201, headers: { etag: '"1"' } }))
    expect(await create(new URL(url), 1, { fetch })).toEqual({ url, data: 1, etag: '"1"' })
    expect(log()).toEqual(['PUT | if-none-match: * | 1'])
  })

  test('of what is there is a conflict without base', async () => {
    const conflict = create(url, 1, scripted(refusal(412, { reason: 'exists' }), state(7, '"7"')))
    await expect(conflict).rejects.toMatchObject({ code: 'conflict', base: undefined, mine: 1, theirs: { data: 7 } })
  })

  test('makes one of both, and writes it from theirs', async () => {
    const { fetch, log } = scripted(refusal(412), state(7, '"7"'), done('"8"'))
    const merge = (base: undefined, mine: number, theirs: number): number => (base === undefined ? mine + theirs : NaN)
    expect((await create(url, 1, { fetch, merge })).data).toBe(8)
    expect(log()).toEqual(['PUT | if-none-match: * | 1', 'GET', 'PUT | if-match: "7" | 8'])
  })

  test('begins again where what was there is gone', async () => {
    const { fetch, log } = scripted(refusal(412), refusal(404), done('"9"'))
    expect((await create(url, 1, { fetch })).etag).toBe('"9"')
    expect(log()).toEqual(['PUT | if-none-match: * | 1', 'GET', 'PUT | if-none-match: * | 1'])
    const coming = scripted(refusal(412), refusal(404), refusal(412), refusal(404))
    await expect(create(url, 1, { ...coming, attempts: 2 })).rejects.toMatchObject({ code: 'missing' })
  })

  test('whose answer is lost is `unknown` where something is there then', async () => {
    const { fetch } = scripted(lost(), refusal(412))
    await expect(create(url, 1, { fetch })).rejects.toMatchObject({ code: 'unknown' })
  })
})

describe('remove', () => {
  const base = { url, data: 1, etag: '"1"' }

  test('removes by If-Match, without content', async () => {
    const { fetch, sent, log } = scripted(done())
    expect(await remove(base, { fetch })).toBeUndefined()
    expect([log(), sent[0]?.headers.get('content-type')]).toEqual([['DELETE | if-match: "1"'], null])
  })

  test('of what was changed is a conflict', async () => {
    const conflict = remove(base, scripted(refusal(412), state(2, '"2"')))
    await expect(conflict).rejects.toMatchObject({ code: 'conflict', base: 1, mine: undefined, theirs: { data: 2 } })
  })

  test.each([[[refusal(404)]], [[refusal(410)]], [[refusal(412), refusal(404)]]])(
    'of what is gone is done',
    async (answers) => {
      expect(await remove(base, scripted(...answers))).toBeUndefined()
    },
  )

  test('whose answer is lost is asked for again: done where it is gone, `unknown` where something is there', async () => {
    expect(await remove(base, scripted(lost(), refusal(404)))).toBeUndefined()
    const unknown = remove(base, { ...scripted(lost(), refusal(412)), ...{ idempotencyKey: true } })
    await expect(unknown).rejects.toMatchObject({ code: 'unknown', mine: undefined, idempotencyKey: null })
  })

  test('without a tag looks first', async () => {
    const { fetch, log } = scripted(state(1, '"2"'), done())
    await remove({ ...base, etag: null }, { fetch })
    expect(log()).toEqual(['GET', 'DELETE | if-match: "2"'])
  })

  test('that is refused is `http`', async () => {
    await expect(remove(base, scripted(refusal(405)))).rejects.toMatchObject({ code: 'http', status: 405 })
  })
})
