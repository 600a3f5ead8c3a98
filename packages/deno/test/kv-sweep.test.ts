import type { Resource } from '@ifmatch/core'
import { kv, kvDocuments, type KvState, sweep } from '@ifmatch/deno'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysOf, overwrite, watched } from './support/database.ts'
import { bytesOf, bytesOfLength, upload } from './support/uploads.ts'

type Note = Required<Resource<KvState<string>, string>>

let db: Deno.Kv
let note: Note
const key = ['notes', 'a']
const now = { olderThan: 0 }
const large = (letter: string): string => letter.repeat(2_000_000)

beforeEach(async () => {
  db = await Deno.openKv(':memory:')
  note = kv(db, key)
})
afterEach(() => db.close())

/** A database in which the commit of this number, counted from one, is what `instead` makes of it. */
function atCommit(number: number, instead: (commit: () => Promise<unknown>) => Promise<unknown>): Deno.Kv {
  let commits = 0
  return watched(db, {
    atomic() {
      const operation = db.atomic()
      const commit = operation.commit.bind(operation)
      return Object.assign(operation, { commit: () => (++commits === number ? instead(commit) : commit()) })
    },
  })
}

const gone = async (): Promise<never> => {
  throw new Error('the process is gone')
}

/** Leaves behind what a write leaves whose process ended: a record and 22 chunks, of 32. */
async function breakOff(at: Deno.KvKey = key): Promise<void> {
  const store = kv<string>(atCommit(4, gone), at)
  await expect(store.swap(await store.read(), large('x'))).rejects.toThrow('the process is gone')
}

describe('a write that broke off', () => {
  test('changes nothing, and is swept once it is old', async () => {
    const state = await note.swap(null, 'first')
    await breakOff()
    expect(await note.read()).toEqual(state)
    expect(await keysOf(db, 'chunk')).toHaveLength(22)
    expect(await sweep(db)).toBe(0)
    expect(await keysOf(db, 'chunk')).toHaveLength(22)
    expect(await sweep(db, [], now)).toBe(1)
    expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
    expect(await note.read()).toEqual(state)
  })

  test('at its last step was written all the same: then nothing is swept', async () => {
    const cut = atCommit(5, async (commit) => (await commit(), gone()))
    await expect(kv<string>(cut, key).swap(null, large('x'))).rejects.toThrow('the process is gone')
    expect(await sweep(db, [], now)).toBe(0)
    expect((await note.read())?.value).toBe(large('x'))
  })

  test('below another prefix is left alone', async () => {
    await breakOff(['notes', 'a'])
    await breakOff(['notes', 'a', 'b'])
    await breakOff(['drafts', 'a'])
    expect(await sweep(db, ['pictures'], now)).toBe(0)
    expect(await sweep(db, ['notes', 'a'], now)).toBe(2)
    expect(await sweep(db, ['notes'], now)).toBe(0)
    expect(await sweep(db, [], now)).toBe(1)
    expect(await keysOf(db, 'chunk')).toEqual([])
  })
})

describe('a sweep leaves alone', () => {
  test('what states have: values and documents', async () => {
    const store = kvDocuments(db, ['documents'])
    await note.swap(null, large('a'))
    await store('a').swap(null, upload(bytesOfLength(100_000)))
    expect(await sweep(db, [], now)).toBe(0)
    expect((await note.read())?.value).toBe(large('a'))
    expect(await bytesOf((await store('a').read())!)).toEqual(bytesOfLength(100_000))
  })

  test('what becomes a state while it is looked at', async () => {
    let finish = async (): Promise<void> => {}
    const slow = atCommit(5, async (commit) => {
      finish = async () => void (await commit())
      return { ok: true, versionstamp: '' }
    })
    await kv<string>(slow, key).swap(null, large('a'))
    const during = watched(db, {
      async getMany(keys: readonly Deno.KvKey[]) {
        const found = await db.getMany(keys)
        await finish()
        return found as never
      },
    })
    expect(await sweep(during, [], now)).toBe(0)
    expect((await note.read())?.value).toBe(large('a'))
  })
})

describe('a sweep takes', () => {
  test('what other code wrote over', async () => {
    await note.swap(null, large('a'))
    await db.set(key, 'theirs')
    expect(await sweep(db)).toBe(1)
    expect(await keysOf(db, 'chunk')).toEqual([])
    expect((await note.read())?.value).toBe('theirs')
    await overwrite(note, large('b'))
    expect((await note.read())?.value).toBe(large('b'))
  })

  test('what a sweep before it left, which broke off', async () => {
    await breakOff()
    await expect(sweep(atCommit(3, gone), [], now)).rejects.toThrow('the process is gone')
    expect(await keysOf(db, 'content')).toHaveLength(1)
    expect(await sweep(db)).toBe(1)
    expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
  })

  test.each([
    ['before its chunks', 2],
    ['between its chunks', 4],
    ['before its last step', 5],
  ])('what is still written, %s: the swap is lost, and nothing is left', async (_, number) => {
    const first = (await note.swap(null, 'first'))!
    const slow = atCommit(number, async (commit) => {
      expect(await sweep(db, [], now)).toBe(1)
      return commit()
    })
    expect(await kv<string>(slow, key).swap(first, large('x'))).toBeNull()
    expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
    expect(await note.read()).toEqual(first)
    expect((await note.swap(first, large('x')))?.value).toBe(large('x'))
  })
})

test('a writer that was swept writes no more chunks: nobody would find them, where its process ends', async () => {
  const swept = atCommit(2, async (commit) => {
    expect(await sweep(db, [], now)).toBe(1)
    return commit()
  })
  const { atomic } = swept
  let commits = 0
  const ends = watched(db, {
    atomic() {
      const operation = atomic()
      const commit = operation.commit.bind(operation)
      return Object.assign(operation, { commit: () => (++commits > 2 ? gone() : commit()) })
    },
  })
  expect(await kv<string>(ends, key).swap(null, large('x'))).toBeNull()
  expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
})

test('with readers, writers and sweeps at once, every read is whole, and nothing is left over', async () => {
  await note.swap(null, large('0'))
  let isOver = false
  const during = async (run: () => Promise<unknown>): Promise<void> => {
    while (!isOver) await run()
  }
  const writing = [1, 2].map((n) => during(async () => note.swap(await note.read(), large(String(n)))))
  const sweeping = during(async () => {
    await sweep(db, [], now)
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
  for (let n = 0; n < 10; n++) {
    const { value } = (await note.read())!
    expect([value.length, new Set(value).size]).toEqual([2_000_000, 1])
  }
  isOver = true
  await Promise.all([...writing, sweeping])
  await sweep(db, [], now)
  expect(await keysOf(db, 'chunk')).toHaveLength(32)
  expect(await keysOf(db, 'content')).toHaveLength(1)
  expect((await note.read())?.value).toHaveLength(2_000_000)
})
