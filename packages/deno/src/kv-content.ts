import type { ByteRange } from '@ifmatch/core'
import { commit } from './kv-commit.ts'
import { chunkKey, recordKey } from './kv-keys.ts'

/** Bytes in chunks, under a random id that is used once: they are written, read and deleted, and never changed. */
export interface Content {
  readonly id: string
  readonly size: number
}

/** What is recorded of a content, from before its first chunk until after its last. */
export interface ContentRecord {
  readonly size: number
  /** When its writing began, in milliseconds since the epoch; `null` once a state had it. */
  readonly begun: number | null
}

// A value has at most 64 KiB, as Deno writes it.
const CHUNK = 63 * 1024

// A commit has at most 800 KiB and 1,000 mutations, getMany at most ten keys.
const WRITTEN_AT_ONCE = 11
const DELETED_AT_ONCE = 500
const READ_AT_ONCE = 10

function countOf({ size }: Pick<Content, 'size'>): number {
  return Math.ceil(size / CHUNK)
}

/** A content that is ready to become a state's. */
export interface Prepared {
  readonly content: Content
  /** Adds to a commit what is left to write, and the condition that nobody has swept the chunks away. */
  addTo(operation: Deno.AtomicOperation): Deno.AtomicOperation
  /** Deletes what was written for nothing, after a commit whose checks did not hold. */
  discard(): Promise<void>
}

/**
 * Prepares a content for the state at a key. What fits is written by the commit alone; of more, the chunks are written
 * before, each time under the condition that their record is unchanged.
 *
 * @returns `null` where a sweep took the record away meanwhile
 */
export async function prepare(db: Deno.Kv, key: Deno.KvKey, bytes: Uint8Array<ArrayBuffer>): Promise<Prepared | null> {
  const content: Content = { id: crypto.randomUUID(), size: bytes.byteLength }
  const { id, size } = content
  const [count, record] = [countOf(content), recordKey(key, id)]
  const addChunks = (operation: Deno.AtomicOperation, from: number): Deno.AtomicOperation => {
    for (let n = from; n < Math.min(from + WRITTEN_AT_ONCE, count); n++) {
      operation.set(chunkKey(id, n), bytes.slice(n * CHUNK, (n + 1) * CHUNK))
    }
    return operation
  }
  const finished: ContentRecord = { size, begun: null }
  if (count <= WRITTEN_AT_ONCE) {
    const addTo = (operation: Deno.AtomicOperation) => addChunks(operation.set(record, finished), 0)
    return { content, addTo, discard: async () => {} }
  }
  const begun: ContentRecord = { size, begun: Date.now() }
  const result = await commit(() => db.atomic().check({ key: record, versionstamp: null }).set(record, begun))
  if (!result.ok) return null
  const unswept = { key: record, versionstamp: result.versionstamp }
  for (let n = 0; n < count; n += WRITTEN_AT_ONCE) {
    if (!(await commit(() => addChunks(db.atomic().check(unswept), n))).ok) return null
  }
  return {
    content,
    addTo: (operation) => operation.check(unswept).set(record, finished),
    discard: () => deleteContent(db, key, content),
  }
}

/** Adds to a commit that a content is deleted, where it fits; if not, `false`. */
export function addDeletion(operation: Deno.AtomicOperation, key: Deno.KvKey, content: Content): boolean {
  const count = countOf(content)
  if (count > DELETED_AT_ONCE) return false
  for (let n = 0; n < count; n++) operation.delete(chunkKey(content.id, n))
  operation.delete(recordKey(key, content.id))
  return true
}

/** Deletes a content that no state has: its record last, so that what breaks off is found again. */
export async function deleteContent(db: Deno.Kv, key: Deno.KvKey, content: Content): Promise<void> {
  const count = countOf(content)
  for (let from = 0; from < count; from += DELETED_AT_ONCE) {
    await commit(() => {
      const operation = db.atomic()
      for (let n = from; n < Math.min(from + DELETED_AT_ONCE, count); n++) operation.delete(chunkKey(content.id, n))
      return operation
    })
  }
  await commit(() => db.atomic().delete(recordKey(key, content.id)))
}

/**
 * Reads a range of a content, and no chunk beside it.
 *
 * @returns `null` where a chunk is gone, since another content was written
 */
export async function readContent(
  db: Deno.Kv,
  { id }: Content,
  { offset, length }: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(length)
  const end = Math.ceil((offset + length) / CHUNK)
  for (let from = Math.floor(offset / CHUNK); from < end && length > 0; from += READ_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(READ_AT_ONCE, end - from) }, (_, n) => from + n)
    const chunks = await db.getMany<Uint8Array[]>(numbers.map((n) => chunkKey(id, n)))
    for (const [index, { value }] of chunks.entries()) {
      if (value === null) return null
      const at = numbers[index]! * CHUNK - offset
      const [first, last] = [Math.max(0, -at), Math.min(value.byteLength, length - at)]
      bytes.set(value.subarray(first, last), at + first)
    }
  }
  return bytes
}

/** Cuts a range where a read of as many chunks as can be read at once ends. */
export function cutByReads({ offset, length }: ByteRange): [ByteRange, ByteRange | null] {
  const end = (Math.floor(offset / CHUNK) + READ_AT_ONCE) * CHUNK
  const first = Math.min(length, end - offset)
  const rest = { offset: offset + first, length: length - first }
  return [{ offset, length: first }, rest.length > 0 ? rest : null]
}
