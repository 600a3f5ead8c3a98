import { handleResource, type Resource } from '@ifmatch/core'
import { kv, type KvState } from '@ifmatch/deno'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysOf, overwrite, watched } from './support/database.ts'

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

describe('a value', () => {
  test('is at its key as it is, and its version is the versionstamp', async () => {
    const state = (await note.swap(null, { text: 'first' }))!
    const entry = await db.get(key)
    expect([entry.value, entry.versionstamp]).toEqual([{ text: 'first' }, state.version])
    expect(await note.read()).toEqual(state)
    expect(state.writeIds).toEqual([])
  })

  test('that other code wrote is read, and swapped', async () => {
    await db.set(key, { text: 'theirs' })
    const state = (await note.read())!
    expect([state.value, state.version]).toEqual([{ text: 'theirs' }, (await db.get(key)).versionstamp])
    expect((await note.swap(state, { text: 'ours' }))?.value).toEqual({ text: 'ours' })
    expect((await db.get(key)).value).toEqual({ text: 'ours' })
  })

  test('that other code writes over is theirs: a swap from the one before loses, and its write ids are gone', async () => {
    const state = (await note.swap(null, { text: 'ours' }, ['id']))!
    await db.set(key, { text: 'theirs' })
    expect(await note.swap(state, { text: 'late' })).toBeNull()
    expect(await note.remove(state)).toBe(false)
    expect(await note.read()).toMatchObject({ value: { text: 'theirs' }, writeIds: [] })
  })

  test('that other code deletes is not there, and can be created', async () => {
    const state = (await note.swap(null, large('a')))!
    await db.delete(key)
    expect(await note.read()).toBeNull()
    expect(await note.swap(state, { text: 'late' })).toBeNull()
    expect((await note.swap(null, { text: 'again' }))!.version > state.version).toBe(true)
    expect(await keysOf(db, 'chunk')).toEqual([])
  })

  test('may be null or undefined, and is there', async () => {
    for (const value of [null, undefined]) {
      const store = kv<unknown>(db, ['odd', String(value)])
      await store.swap(null, value)
      expect(await store.read()).toMatchObject({ value })
    }
  })

  test('may be a counter', async () => {
    const counter = kv<Deno.KvU64>(db, ['counter'])
    const state = (await counter.swap(null, new Deno.KvU64(5n)))!
    await db.atomic().sum(['counter'], 2n).commit()
    expect(await counter.swap(state, new Deno.KvU64(6n))).toBeNull()
    expect((await counter.read())?.value).toEqual(new Deno.KvU64(7n))
  })

  test.each([
    ['a part of a large buffer', { bytes: new Uint8Array(1_000_000).subarray(7, 17) }],
    [
      'many small arrays, which take more than 64 KiB only there',
      Array.from({ length: 8000 }, () => new Uint8Array(1)),
    ],
  ])('may have %s in it', async (_, value) => {
    const store = kv<unknown>(db, ['bytes'])
    await store.swap(null, value)
    expect((await store.read())?.value).toEqual(value)
  })

  test('that cannot be cloned is refused, and nothing changes', async () => {
    const state = (await note.swap(null, { text: 'first' }))!
    await expect(kv<unknown>(db, key).swap(state, { text: () => 'second' })).rejects.toThrow(/could not be cloned/)
    expect(await note.read()).toEqual(state)
  })

  test('at a key that Deno KV refuses is rejected by its own error', async () => {
    await expect(kv(db, ['x'.repeat(3000)]).read()).rejects.toThrow(/Key too large/)
    await expect(kv(db, ['x'.repeat(2040)]).swap(null, large('a'))).rejects.toThrow(/Key too large/)
  })
})

describe('the date of a value that other code wrote', () => {
  const ask = (method: string, headers: Record<string, string>): Promise<Response> =>
    handleResource(
      new Request('http://localhost/', { method, headers, ...(method === 'PUT' && { body: 'x' }) }),
      note,
      {
        require: false,
        get: ({ version, value, lastModified }) => ({ version, lastModified, body: () => value.text }),
        put: { '*/*': async (_, body) => ({ text: await body.text() }) },
      },
    )

  test('is not sent, and nobody can write by it', async () => {
    await db.set(key, { text: 'theirs' })
    const now = new Date().toUTCString()
    const read = await ask('GET', { 'If-Modified-Since': now })
    expect([read.status, read.headers.get('last-modified'), await read.text()]).toEqual([200, null, 'theirs'])
    expect((await ask('PUT', { 'If-Unmodified-Since': now })).status).toBe(412)
  })
})

describe('a commit that waits until the second of its date has come', () => {
  const waits = async (): Promise<void> => {
    const second = Math.floor(Date.now() / 1000)
    while (Math.floor(Date.now() / 1000) === second) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const slow = (turns: number, fails: () => boolean = () => false): Deno.Kv => {
    let commits = 0
    const atomic = (): Deno.AtomicOperation => {
      const operation = db.atomic()
      const commit = operation.commit.bind(operation)
      operation.commit = async () => {
        if (commits++ < turns) await waits()
        if (fails()) throw new Error('database is locked')
        return commit()
      }
      return operation
    }
    return watched(db, { atomic })
  }

  test.each([
    ['a value', { text: 'second' }],
    ['a large value', large('b')],
  ])('gives %s a date that is still to come', async (_, next) => {
    const written = (await kv<Note>(slow(1), key).swap(null, next, ['id']))!
    expect(written.lastModified.getTime()).toBeGreaterThan(Date.now())
    expect(await note.read()).toEqual(written)
    expect(written).toMatchObject({ value: next, writeIds: ['id'] })
    expect((await note.swap(written, { text: 'next' }))?.value).toEqual({ text: 'next' })
  })

  test('also where the file is locked that long', async () => {
    let failed = false
    const locked = slow(1, () => failed !== (failed = true))
    const written = (await kv<Note>(locked, key).swap(null, { text: 'first' }))!
    expect(written.lastModified.getTime()).toBeGreaterThan(Date.now())
    expect(await note.read()).toEqual(written)
  })

  test('comes to an end where it takes so long each time', async () => {
    expect(await kv<Note>(slow(Infinity), key).swap(null, { text: 'first' })).toEqual(await note.read())
  })
})

describe('a large value', () => {
  test('is whole again, and nothing of the one before is left', async () => {
    const first = (await note.swap(null, large('a')))!
    expect(await keysOf(db, 'chunk')).toHaveLength(4)
    await note.swap(first, large('b', 100_000))
    expect(await note.read()).toMatchObject({ value: large('b', 100_000) })
    expect(await keysOf(db, 'chunk')).toHaveLength(2)
  })

  test('is followed by a small one, and removed, and leaves nothing but the date of what was removed last', async () => {
    await note.swap(null, large('a'))
    const small = await overwrite(note, { text: 'small' })
    expect([await keysOf(db, 'chunk'), await keysOf(db, 'content')]).toEqual([[], []])
    expect((await db.get(key)).value).toEqual({ text: 'small' })
    await note.swap(small, large('b', 2_000_000))
    expect(await note.remove((await note.read())!)).toBe(true)
    const left = []
    for await (const entry of db.list({ prefix: [] })) left.push(entry.key)
    expect(left).toEqual([['ifmatch', 'removed']])
  })

  test('that loses its swap leaves nothing', async () => {
    const first = (await note.swap(null, large('a')))!
    const before = await keysOf(db, 'chunk')
    const both = await Promise.all([note.swap(first, large('b', 2_000_000)), note.swap(first, large('c', 2_000_000))])
    const won = both.filter((state) => state !== null)
    expect(won).toHaveLength(1)
    expect(await note.read()).toEqual(won[0])
    const after = await keysOf(db, 'chunk')
    expect(after).toHaveLength(32)
    expect(after.some(([, , id]) => before.some(([, , other]) => id === other))).toBe(false)
    expect(await keysOf(db, 'content')).toHaveLength(1)
  })

  test('that is replaced between its key and its chunks is read again', async () => {
    await note.swap(null, large('a'))
    let reads = 0
    const slow = watched(db, {
      async getMany(keys: readonly Deno.KvKey[]) {
        if (keys[0]![1] === 'chunk' && reads++ === 0) await overwrite(note, large('b'))
        return db.getMany(keys) as never
      },
    })
    expect(await kv<Note>(slow, key).read()).toEqual(await note.read())
    expect(reads).toBe(2)
  })

  test('is read whole while it is rewritten all the time', async () => {
    await note.swap(null, large('0'))
    let isOver = false
    let written = 0
    const writer = async (): Promise<void> => {
      for (; !isOver; written++) await overwrite(note, large(String(written % 10)))
    }
    const reader = async (): Promise<void> => {
      for (let n = 0; n < 50; n++) {
        const { text } = (await note.read())!.value
        expect([text.length, new Set(text).size]).toEqual([200_000, 1])
      }
    }
    const writing = writer()
    await Promise.all([reader(), reader(), reader(), reader()]).finally(() => (isOver = true))
    await writing
    expect(written).toBeGreaterThan(10)
  })

  test('of which a chunk is lost is an error, not a part of it', async () => {
    await note.swap(null, large('a'))
    await db.delete((await keysOf(db, 'chunk'))[1]!)
    await expect(note.read()).rejects.toThrow('Cannot read [notes, a]: a chunk of its value is missing')
  })

  test('that is replaced each time it is read is an error in the end', async () => {
    await note.swap(null, large('a', 70_000))
    const slow = watched(db, {
      async getMany(keys: readonly Deno.KvKey[]) {
        if (keys[0]![1] === 'chunk') await overwrite(note, large('b', 70_000))
        return db.getMany(keys) as never
      },
    })
    await expect(kv<Note>(slow, key).read()).rejects.toThrow('it was replaced 50 times while it was read')
  })
})
