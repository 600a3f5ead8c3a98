import { commit } from './kv-commit.ts'
import { type ContentRecord, deleteContent } from './kv-content.ts'
import { aboutKey, recorded, recordKey, recordPrefix } from './kv-keys.ts'
import type { About } from './kv-state.ts'

/** A write that has gone on for so long is taken for one that broke off, in milliseconds. */
const HOUR = 3_600_000

/**
 * Deletes the chunks that no state has: those of large values and documents whose writing broke off, because the process
 * ended or the database did not answer. Nothing else leaves any behind. Call it now and then, for all keys or for those
 * below a prefix; several processes may, while others read and write.
 *
 * It never deletes what a state has. A writer that is still at work on what is swept loses its swap, as if someone had been
 * faster, and starts again: safety does not rest on the clock.
 *
 * @param prefix the keys to sweep: this one, and all below it
 * @param options.olderThan how long ago a write must have begun to be taken for one that broke off, in milliseconds: an hour
 * unless said
 * @returns how many contents were deleted
 */
export async function sweep(
  db: Deno.Kv,
  prefix: Deno.KvKey = [],
  options: { readonly olderThan?: number } = {},
): Promise<number> {
  const begunBefore = Date.now() - (options.olderThan ?? HOUR)
  let count = 0
  for await (const entry of db.list<ContentRecord>({ prefix: recordPrefix(prefix) })) {
    const { key, id } = recorded(entry.key)
    if (!(await isAbandoned(db, key, id, begunBefore))) continue
    await deleteContent(db, key, { id, size: entry.value.size })
    count++
  }
  return count
}

/** Whether no state has this content, and none will have it. */
async function isAbandoned(db: Deno.Kv, key: Deno.KvKey, id: string, begunBefore: number): Promise<boolean> {
  const [entry, beside, record] = await db.getMany<[unknown, About, ContentRecord]>([
    key,
    aboutKey(key),
    recordKey(key, id),
  ])
  if (record.versionstamp === null) return false
  const isCurrent = beside.versionstamp === entry.versionstamp && beside.value?.content?.id === id
  if (isCurrent) return false
  // A state had it, and has it no more: ids are used once.
  if (record.value.begun === null) return true
  if (record.value.begun > begunBefore) return false
  // Whoever still writes it finds another versionstamp here, and gives up.
  const taken: ContentRecord = { ...record.value, begun: 0 }
  return (await commit(() => db.atomic().check(record).set(recordKey(key, id), taken))).ok
}
