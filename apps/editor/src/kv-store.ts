import { dirname } from 'node:path'
import { kvDocuments } from '@ifmatch/deno'
import { makeFolder } from './make-folder.ts'
import { type Seed, seeds } from './seeds.ts'
import type { Store } from './store.ts'

const prefix = ['documents']

/**
 * Opens a file of Deno KV; a new one is made, with its folder and the seeds.
 *
 * @throws Error in one sentence, where the file cannot be used
 */
export async function openKv(file: string): Promise<Store> {
  try {
    makeFolder(dirname(file))
    const db = await Deno.openKv(file)
    const documents = kvDocuments(db, prefix)
    const mark = ['editor', 'seeded']
    // Of several processes, one sets this.
    const { ok } = await db.atomic().check({ key: mark, versionstamp: null }).set(mark, true).commit()
    if (ok) for (const seed of seeds) await plant(db, documents, seed)
    return { documents, close: () => db.close() }
  } catch (error) {
    throw new Error(`Cannot keep documents in ${file}: ${(error as Error).message}`, { cause: error })
  }
}

async function plant(db: Deno.Kv, documents: Store['documents'], { id, type, text, days }: Seed): Promise<void> {
  const body = new TextEncoder().encode(text)
  if ((await documents(id).swap(null, { type, size: body.byteLength, body })) === null) return
  // The store dates it now; both entries are written again, since they belong together by their versionstamp.
  const key = [...prefix, id]
  const beside = ['ifmatch', 'about', ...key]
  const [entry, about] = await db.getMany<[unknown, object]>([key, beside])
  const lastModified = new Date((Math.floor(Date.now() / 1000) - days * 86_400) * 1000)
  await db
    .atomic()
    .check(entry, about)
    .set(key, entry.value)
    .set(beside, { ...about.value, lastModified })
    .commit()
}
