import { nextLastModified, type Snapshot } from '@ifmatch/core'
import { commit } from './kv-commit.ts'
import { addDeletion, type Content, deleteContent, prepare } from './kv-content.ts'
import { aboutKey, removedKey } from './kv-keys.ts'

/** What is kept beside the value at a key. Both are written by one commit, so they have the same versionstamp. */
export interface About {
  readonly lastModified: Date
  readonly writeIds: readonly string[]
  /** Where the value is, if it is not at the key itself. */
  readonly content: Content | null
  /** Of a document: its media type. */
  readonly type?: string | null
}

/** What is at a key. */
export interface Found {
  /** The versionstamp, or `null` where nothing is. */
  readonly version: string | null
  readonly value: unknown
  /** `null` where somebody else wrote this value. */
  readonly about: About | null
  /** The content that goes with the next write. */
  readonly content: Content | null
}

/** What is to be written: a value at the key itself, or bytes, in chunks elsewhere. */
export type Next =
  { readonly value: unknown } | { readonly bytes: Uint8Array<ArrayBuffer>; readonly type?: string | null }

/** A state as it was written. */
export interface Written {
  readonly version: string
  readonly about: About
}

/** How often a state is dated again whose date had come before it was committed. */
const TURNS = 3

/** What others find at a key whose value is in chunks. */
const ELSEWHERE = 'The value is in chunks: @ifmatch/deno reads it.'

/** Finds what is at a key, all of it at one moment. */
export async function find(db: Deno.Kv, key: Deno.KvKey): Promise<Found> {
  const [entry, beside] = await db.getMany<[unknown, About]>([key, aboutKey(key)])
  const isOurs = beside.versionstamp !== null && beside.versionstamp === entry.versionstamp
  return {
    version: entry.versionstamp,
    value: entry.value,
    about: isOurs ? beside.value : null,
    content: beside.value?.content ?? null,
  }
}

/** What was found with a state, and where: a swap of a small value from it need not look again: a third of its time. */
const foundWith = new WeakMap<Snapshot, { readonly db: Deno.Kv; readonly key: Deno.KvKey; readonly found: Found }>()

/** Remembers what a state was read with. It stands as long as the versionstamp does: both are written by one commit. */
export function rememberFound<S extends Snapshot>(state: S, db: Deno.Kv, key: Deno.KvKey, found: Found): S {
  foundWith.set(state, { db, key, found })
  return state
}

// Other keys may have the same versionstamp.
function recallFound(state: Snapshot | null, db: Deno.Kv, key: Deno.KvKey): Found | null {
  const known = state && foundWith.get(state)
  return known && known.db === db && known.key === key ? known.found : null
}

/**
 * Writes what comes next where the state is still the one of `current`, by one commit that checks the versionstamp.
 *
 * @returns what was written, or `null`: someone was faster
 */
export async function swap(
  db: Deno.Kv,
  key: Deno.KvKey,
  current: Snapshot | null,
  next: Next,
  writeIds: readonly string[] | undefined,
): Promise<Written | null> {
  // Chunks are not written for nothing.
  const known = 'bytes' in next ? null : recallFound(current, db, key)
  const found = known ?? (await find(db, key))
  if (found.version !== (current?.version ?? null)) return null
  const prepared = 'bytes' in next ? await prepare(db, key, next.bytes) : null
  if (prepared === null && 'bytes' in next) return null
  const before = found.about?.lastModified ?? current?.lastModified ?? (await removalDate(db))
  const undated = {
    writeIds: writeIds ?? found.about?.writeIds ?? [],
    content: prepared?.content ?? null,
    ...('type' in next && { type: next.type }),
  }
  const value = 'bytes' in next ? ELSEWHERE : next.value
  let about!: About
  const write = (): Deno.AtomicOperation => {
    about = { lastModified: nextLastModified(before), ...undated }
    const operation = db.atomic().check({ key, versionstamp: found.version })
    operation.set(key, value).set(aboutKey(key), about)
    return prepared?.addTo(operation) ?? operation
  }
  // Where this throws, it may have been written all the same: then a sweep finds out what nobody has.
  const result = await commitWithout(db, key, found.content, write)
  if (result.ok) return dateInTime(db, key, value, { version: result.versionstamp, about })
  await prepared?.discard().catch(leaveToSweep)
  return null
}

/** Removes the state at a key where it is still the one of `current`; `false`: someone was faster. */
export async function remove(db: Deno.Kv, key: Deno.KvKey, current: Snapshot): Promise<boolean> {
  const found = await find(db, key)
  if (found.version === null || found.version !== current.version) return false
  const removal = (): Deno.AtomicOperation => {
    const operation = db.atomic().check({ key, versionstamp: found.version }).delete(key).delete(aboutKey(key))
    return found.about ? operation.max(removedKey, BigInt(found.about.lastModified.getTime())) : operation
  }
  return (await commitWithout(db, key, found.content, removal)).ok
}

/**
 * Dates a state again whose commit took so long that its date has come, since Deno KV has no clock that a commit could look
 * at. Where somebody else was faster, or it takes so long each time, the state stays as it is.
 */
async function dateInTime(db: Deno.Kv, key: Deno.KvKey, value: unknown, written: Written): Promise<Written> {
  for (let turn = 0; turn < TURNS && written.about.lastModified.getTime() <= Date.now(); turn++) {
    const unchanged = { key, versionstamp: written.version }
    let about!: About
    const result = await commit(() => {
      about = { ...written.about, lastModified: nextLastModified(written.about.lastModified) }
      return db.atomic().check(unchanged).set(key, value).set(aboutKey(key), about)
    })
    if (!result.ok) break
    written = { version: result.versionstamp, about }
  }
  return written
}

// A state that is made again has a later date than the one that was removed, also where the clock was set back.
async function removalDate(db: Deno.Kv): Promise<Date | undefined> {
  const { value } = await db.get<Deno.KvU64>(removedKey)
  return value === null ? undefined : new Date(Number(value.value))
}

/** Commits, and deletes the content that was there until then: with it where it fits, else after it. */
async function commitWithout(
  db: Deno.Kv,
  key: Deno.KvKey,
  old: Content | null,
  make: () => Deno.AtomicOperation,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  let isAdded = true
  const result = await commit(() => {
    const operation = make()
    isAdded = old === null || addDeletion(operation, key, old)
    return operation
  })
  if (result.ok && !isAdded && old) await deleteContent(db, key, old).catch(leaveToSweep)
  return result
}

// The write itself is decided by then.
function leaveToSweep(): void {}
