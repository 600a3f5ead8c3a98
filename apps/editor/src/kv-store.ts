import { dirname } from 'node:path'
import { kvDocuments } from '@ifmatch/deno'
import { makeFolder } from './make-folder.ts'
import { type Seed, seeds } from './seeds.ts'
import type { Store } from './store.ts'

const prefix = ['documents']

const isServer = /^https?:\/\//

/**
 * Opens a file of Deno KV, or a server by its address; what is new gets the seeds, and a file its folder.
 *
 * @throws Error in one sentence, where the file cannot be used
 */
export async function openKv(file: string): Promise<Store> {
  try {
    if (!isServer.test(file)) makeFolder(dirname(file))
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
