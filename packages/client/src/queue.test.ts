import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, refusal, scripted, state, withoutPauses } from '../test/support/scripted.ts'
import { createClient, type Loaded } from './index.ts'

const url = 'http://localhost/note'
const base: Loaded<string> = { url, data: 'h', etag: '"1"' }

/** Takes in what they have put at the end, and keeps what I have typed. */
const merge = vi.fn((base: string, mine: string, theirs: string) =>
  theirs.startsWith(base) ? mine + theirs.slice(base.length) : `${mine}|${theirs}`,
)

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
  merge.mockClear()
})

describe('writes of one resource', () => {
  test('wait for each other, and go on from the one before: what is typed is saved as it is', async () => {
    const { fetch, log } = scripted(done('"2"'), done('"3"'), done('"4"'))
    const { save } = createClient({ fetch })
    const saved = await Promise.all(['he', 'hel', 'hell'].map((mine) => save(base, mine, { merge })))
    expect(saved.map(({ etag }) => etag)).toEqual(['"2"', '"3"', '"4"'])
    expect(log()).toEqual(['PUT | if-match: "1" | "he"', 'PUT | if-match: "2" | "hel"', 'PUT | if-match: "3" | "hell"'])
    expect(merge).not.toHaveBeenCalled()
  })

  test('are those of one queue, however its address is spelled', async () => {
    const { fetch, log } = scripted(done('"2"'), done('"3"'))
    const { save } = createClient({ fetch })
    await Promise.all([save(base, 'he'), save({ ...base, url: 'HTTP://LOCALHOST:80/note#end' }, 'hel')])
    expect(log()).toEqual(['PUT | if-match: "1" | "he"', 'PUT | if-match: "2" | "hel"'])
  })

  test('begin when the one before has ended', async () => {
    let answer = (_: Response): void => {}
    const { fetch, sent } = scripted(() => new Promise<Response>((resolve) => (answer = resolve)), done('"3"'))
    const { save } = createClient({ fetch })
    const saves = [save(base, 'he'), save(base, 'hel')]
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(sent).toHaveLength(1)
    answer(done('"2"'))
    await Promise.all(saves)
  })

  test('of another resource do not', async () => {
    const { fetch, sent } = scripted(() => new Promise<never>(() => {}), done('"2"'))
    const { save } = createClient({ fetch })
    void save(base, 'he')
    await save({ ...base, url: `${url}/other` }, 'x')
    expect(sent).toHaveLength(2)
  })

  test('of another client do not either', async () => {
    void createClient(scripted(() => new Promise<never>(() => {}))).save(base, 'he')
    expect((await createClient(scripted(done('"2"'))).save(base, 'he')).etag).toBe('"2"')
  })

  test('keep what somebody else wrote in between: from what I had sent, not from what I began with', async () => {
    const { fetch, log } = scripted(
      refusal(412),
      state('h!', '"2"'),
      done('"3"'),
      // The second was made from the first as it was sent, and does not know of the exclamation mark.
      state('he!', '"3"'),
      done('"4"'),
    )
    const { save } = createClient({ fetch })
    const saves = [save(base, 'he', { merge }), save(base, 'hel', { merge })]
    expect((await Promise.all(saves)).map(({ data }) => data)).toEqual(['he!', 'hel!'])
    expect(merge.mock.calls).toEqual([
      ['h', 'he', 'h!'],
      ['he', 'hel', 'he!'],
    ])
    expect(log().at(-1)).toBe('PUT | if-match: "3" | "hel!"')
  })

  test('from a state between two of our own go on as well; from one that was seen, from that', async () => {
    const { fetch, log } = scripted(done('"2"'), done('"3"'), done('"4"'), done('"5"'))
    const { save } = createClient({ fetch })
    const first = save(base, 'he')
    const second = save(base, 'hel')
    const between = save(await first, 'hell')
    const seen = second.then((second) => save(second, 'hello'))
    await Promise.all([between, seen])
    expect(log()).toEqual([
      'PUT | if-match: "1" | "he"',
      'PUT | if-match: "2" | "hel"',
      'PUT | if-match: "3" | "hell"',
      'PUT | if-match: "4" | "hello"',
    ])
  })

  test('from what was merged go on from that, once it was seen', async () => {
    let answer = (_: Response): void => {}
    const second = new Promise<Response>((resolve) => (answer = resolve))
    const { fetch, log } = scripted(refusal(412), state('h!', '"2"'), done('"3"'), () => second, done('"4"'))
    const { save, edit } = createClient({ fetch })
    const merged = save(base, 'he', { merge })
    const between = edit(url, (text: string) => text)
    const seen = save(await merged, 'hel!')
    answer(refusal(422))
    await expect(between).rejects.toMatchObject({ code: 'http' })
    expect((await seen).data).toBe('hel!')
    expect(log().at(-1)).toBe('PUT | if-match: "3" | "hel!"')
  })

  test('go on after one that failed, from what they were made from', async () => {
    const { fetch, log } = scripted(refusal(422), done('"2"'))
    const { save } = createClient({ fetch })
    const failed = save(base, 'no')
    const saved = save(base, 'he')
    await expect(failed).rejects.toMatchObject({ code: 'http' })
    expect((await saved).etag).toBe('"2"')
    expect(log()).toEqual(['PUT | if-match: "1" | "no"', 'PUT | if-match: "1" | "he"'])
  })

  test('after all have ended, an old base is a conflict: it may be that of another editor in the page', async () => {
    const { fetch, log } = scripted(done('"2"'), refusal(412), state('he', '"2"'))
    const { save } = createClient({ fetch })
    await save(base, 'he')
    await expect(save(base, 'other')).rejects.toMatchObject({ code: 'conflict', theirs: { data: 'he' } })
    expect(log()[1]).toBe('PUT | if-match: "1" | "other"')
  })

  test('from a state that is none of ours are a conflict also meanwhile', async () => {
    const { fetch } = scripted(done('"2"'), refusal(412), state('he', '"2"'))
    const { save } = createClient({ fetch })
    const [, other] = await Promise.allSettled([save(base, 'he'), save({ ...base, etag: '"0"' }, 'other')])
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
  })

  test('edits too: they change what the one before has left, without a load', async () => {
    const { fetch, log } = scripted(state('a', '"1"'), done('"2"'), done('"3"'))
    const { edit } = createClient({ fetch })
    const add = (letter: string) => edit<string>(url, (text) => text + letter)
    expect((await Promise.all([add('b'), add('c')])).map(({ data }) => data)).toEqual(['ab', 'abc'])
    expect(log()).toEqual(['GET', 'PUT | if-match: "1" | "ab"', 'PUT | if-match: "2" | "abc"'])
  })

  test('a save after an edit takes in what that has changed', async () => {
    const { fetch } = scripted(done('"2"'), done('"3"'), state('he!', '"3"'), done('"4"'))
    const { save, edit } = createClient({ fetch })
    const edited = [save(base, 'he', { merge }), edit<string>(url, (text) => `${text}!`), save(base, 'hel', { merge })]
    expect((await Promise.all(edited)).at(-1)?.data).toBe('hel!')
    expect(merge.mock.calls).toEqual([['he', 'hel', 'he!']])
  })

  test('a removal removes what the save before has left', async () => {
    const { fetch, log } = scripted(done('"2"'), done(), done('"5"'))
    const { save, remove, create } = createClient({ fetch })
    await Promise.all([save(base, 'he'), remove(base), create(url, 'new')])
    expect(log()).toEqual(['PUT | if-match: "1" | "he"', 'DELETE | if-match: "2"', 'PUT | if-none-match: * | "new"'])
  })

  test('a removal takes nothing away that was merged in, unseen', async () => {
    const { fetch, log } = scripted(refusal(412), state('h!', '"2"'), done('"3"'), state('he!', '"3"'))
    const { save, remove } = createClient({ fetch })
    const [, removed] = await Promise.allSettled([save(base, 'he', { merge }), remove(base)])
    expect(removed).toMatchObject({ status: 'rejected', reason: { code: 'conflict', theirs: { data: 'he!' } } })
    expect(log()).not.toContainEqual(expect.stringContaining('DELETE'))
  })

  test('after a removal nothing of before counts', async () => {
    const { fetch, log } = scripted(done('"2"'), done(), done('"5"'), refusal(412), state('new', '"5"'))
    const { save, remove, create } = createClient({ fetch })
    const all = await Promise.allSettled([save(base, 'he'), remove(base), create(url, 'new'), save(base, 'hel')])
    expect(all.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
    expect(log()[3]).toBe('PUT | if-match: "1" | "hel"')
  })
})
