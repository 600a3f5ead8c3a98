import type { Resource } from '@ifmatch/core'
import { kv, type KvState } from '@ifmatch/deno'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysOf, watched } from './support/database.ts'

interface Note {
  text: string
}

let db: Deno.Kv
let note: Required<Resource<KvState<Note>, Note>>
const key = ['notes', 'a']
const large = (letter: string, length = 200_000): Note => ({ text: letter.repeat(length) })

beforeEach(async () => {
  db = await Deno.openKv(':memory:')
  note = kv<Note>(db, key)
})
afterEach(() => db.close())

describe('what a state was read with', () => {
  test('is not looked for again by a swap from it, and is by one from a copy of it', async () => {
    let reads = 0
    const counted = watched(db, {
      getMany(keys: readonly Deno.KvKey[]) {
        reads++
        return db.getMany(keys) as never
      },
    })
    const store = kv<Note>(counted, key)
    await store.swap(null, { text: 'first' }, ['id'])
    const state = (await store.read())!
    reads = 0
    expect(await store.swap(state, { text: 'second' })).toMatchObject({ value: { text: 'second' }, writeIds: ['id'] })
    expect(reads).toBe(0)
    const copy = { ...(await store.read())! }
    expect(await store.swap(copy, { text: 'third' })).toMatchObject({ value: { text: 'third' }, writeIds: ['id'] })
    expect(reads).toBe(2)
  })

  test('is not taken for another key, which may have the same versionstamp', async () => {
    const other = kv<Note>(db, ['notes', 'b'])
    await note.swap(null, large('a'))
    await other.swap(null, large('b', 100_000))
    await db.atomic().set(key, { text: 'theirs' }).set(['notes', 'b'], { text: 'theirs' }).commit()
    const state = (await note.read())!
    expect(state.version).toBe((await other.read())!.version)
    const chunks = async () => (await keysOf(db, 'chunk')).length
    const before = await chunks()
    await other.swap(state, { text: 'ours' })
    // Those of its own value went, of 100,000 bytes.
    expect(before - (await chunks())).toBe(2)
  })
})
