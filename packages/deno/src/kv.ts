import { deserialize, serialize } from 'node:v8'
import { nextLastModified, type Resource, type Snapshot } from '@ifmatch/core'
import { readContent } from './kv-content.ts'
import { find, type Found, rememberFound, remove, swap } from './kv-state.ts'

/** The value at a key of Deno KV, as it was read. */
export interface KvState<T> extends Snapshot {
  /** The versionstamp. */
  readonly version: string
  readonly value: T
  readonly lastModified: Date
  readonly writeIds: readonly string[]
}

/** Up to so many bytes a value is kept at its key. Deno takes 64 KiB, and counts a little otherwise. */
const LIMIT = 60_000

/** How often a large value may be replaced while it is read. */
const ATTEMPTS = 50

/**
 * A value in Deno KV as a resource: its version is the versionstamp, and a write is one `atomic().check().commit()`. The
 * value is at its key as it is, so that other code may read and write it there; the date and the write ids are beside it,
 * below the key `['ifmatch']`. A value of more than 64 KiB is kept there too, in chunks.
 *
 * A value that other code wrote has no known date: its `lastModified` is always the next second, so that it is never sent,
 * and no write by an older date holds.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { commit } from '@ifmatch/core'
 * import { kv } from '@ifmatch/deno'
 *
 * const db = await Deno.openKv(':memory:')
 * await db.set(['notes', 'a'], { text: 'first' })
 *
 * const note = kv<{ text: string }>(db, ['notes', 'a'])
 * const { version, value } = (await note.read())!
 * assert((await commit(note, version, () => ({ text: `${value.text}, second` }))).ok)
 * assert(!(await commit(note, version, () => ({ text: 'third' }))).ok)
 * assert.deepEqual((await db.get(['notes', 'a'])).value, { text: 'first, second' })
 * db.close()
 * ```
 *
 * @throws the errors of Deno KV, also for a value that cannot be cloned
 * @see {@link https://docs.deno.com/deploy/kv/manual/transactions/ Deno KV, Transactions}
 */
export function kv<T>(db: Deno.Kv, key: Deno.KvKey): Required<Resource<KvState<T>, T>> {
  return {
    async read() {
      let before: string | null = null
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const found = await find(db, key)
        if (found.version === null) return null
        const bytes = await bytesOf(db, found)
        if (bytes !== null) {
          const state = stateOf(found.version, found.about, valueOf<T>(found, bytes))
          return rememberFound(state, db, key, found)
        }
        // A chunk is gone, because another value was written. If none was, it will not come back.
        if (found.version === before) throw new Error(`Cannot read ${nameOf(key)}: a chunk of its value is missing`)
        before = found.version
      }
      throw new Error(`Cannot read ${nameOf(key)}: it was replaced ${ATTEMPTS} times while it was read`)
    },
    async swap(current, next, writeIds) {
      // What Deno KV calls a counter can only be at its key, and is never changed.
      const bytes = next instanceof Deno.KvU64 ? null : (serialize(next) as Uint8Array<ArrayBuffer>)
      const value: T = bytes ? (deserialize(bytes) as T) : next
      const write = (isApart: boolean) => swap(db, key, current, isApart && bytes ? { bytes } : { value }, writeIds)
      const written = await write(bytes !== null && bytes.byteLength > LIMIT).catch((error: unknown) => {
        if (isTooLarge(error) && bytes !== null && bytes.byteLength <= LIMIT) return write(true)
        throw error
      })
      return written && stateOf(written.version, written.about, value)
    },
    remove: (current) => remove(db, key, current),
  }
}

async function bytesOf(db: Deno.Kv, { about }: Found): Promise<Uint8Array | 'at the key' | null> {
  const content = about?.content ?? null
  return content ? readContent(db, content, { offset: 0, length: content.size }) : 'at the key'
}

function valueOf<T>({ value }: Found, bytes: Uint8Array | 'at the key'): T {
  return (bytes === 'at the key' ? value : deserialize(bytes)) as T
}

function stateOf<T>(version: string, about: Found['about'], value: T): KvState<T> {
  const { lastModified = nextLastModified(), writeIds = [] } = about ?? {}
  return { version, value, lastModified, writeIds }
}

// Arrays of bytes inside a value take more room there than with us.
function isTooLarge(error: unknown): boolean {
  return error instanceof TypeError && error.message.startsWith('Value too large')
}

function nameOf(key: Deno.KvKey): string {
  return `[${key.map(String).join(', ')}]`
}
