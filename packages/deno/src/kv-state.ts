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
): Promise<{ version: string; about: About } | null> {
  const found = await find(db, key)
  if (found.version !== (current?.version ?? null)) return null
  const prepared = 'bytes' in next ? await prepare(db, key, next.bytes) : null
  if (prepared === null && 'bytes' in next) return null
  const about: About = {
    lastModified: nextLastModified(found.about?.lastModified ?? current?.lastModified ?? (await removalDate(db))),
    writeIds: writeIds ?? found.about?.writeIds ?? [],
    content: prepared?.content ?? null,
    ...('type' in next && { type: next.type }),
  }
  const value = 'bytes' in next ? ELSEWHERE : next.value
  const write = db.atomic().check({ key, versionstamp: found.version }).set(key, value).set(aboutKey(key), about)
  // Where this throws, it may have been written all the same: then a sweep finds out what nobody has.
  const result = await commitWithout(db, key, found.content, prepared?.addTo(write) ?? write)
  if (result.ok) return { version: result.versionstamp, about }
  await prepared?.discard().catch(leaveToSweep)
  return null
}

/** Removes the state at a key where it is still the one of `current`; `false`: someone was faster. */
export async function remove(db: Deno.Kv, key: Deno.KvKey, current: Snapshot): Promise<boolean> {
  const found = await find(db, key)
  if (found.version === null || found.version !== current.version) return false
  const removal = db.atomic().check({ key, versionstamp: found.version }).delete(key).delete(aboutKey(key))
  if (found.about) removal.max(removedKey, BigInt(found.about.lastModified.getTime()))
  return (await commitWithout(db, key, found.content, removal)).ok
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
  operation: Deno.AtomicOperation,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  const isAdded = old === null || addDeletion(operation, key, old)
  const result = await commit(operation)
  if (result.ok && !isAdded) await deleteContent(db, key, old).catch(leaveToSweep)
  return result
}

// The write itself is decided by then.
function leaveToSweep(): void {}
