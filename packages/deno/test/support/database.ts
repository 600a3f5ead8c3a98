import type { Resource, Snapshot } from '@ifmatch/core'
import { kv, kvDocuments } from '@ifmatch/deno'

const variable = 'IFMATCH_KV_FILE'

/** Makes a file for a database that other processes open, too; gives the way to its folder. */
export function useFile(): string {
  const folder = Deno.makeTempDirSync()
  Deno.env.set(variable, `${folder}/shared.db`)
  return folder
}

/** Opens the database of that file. */
export function openFile(): Promise<Deno.Kv> {
  return Deno.openKv(Deno.env.get(variable))
}

/** The stores that are checked, over one database. */
export function storesOf(db: Deno.Kv) {
  return {
    values: (key: string) => kv<unknown>(db, ['values', key]),
    documents: kvDocuments(db, ['documents']),
  }
}

/** The keys of all that is in a database, but not of what is kept beside the values. */
export async function keysOf(db: Deno.Kv, kind: 'chunk' | 'content' | 'about'): Promise<Deno.KvKey[]> {
  const keys: Deno.KvKey[] = []
  for await (const { key } of db.list({ prefix: ['ifmatch', kind] })) keys.push(key)
  return keys
}

/** Writes over what is there, whatever it is. */
export async function overwrite<S extends Snapshot, N>(resource: Resource<S, N>, next: N): Promise<S> {
  const written = await resource.swap(await resource.read(), next)
  if (written === null) throw new Error('Somebody else wrote meanwhile')
  return written
}

/** A database through which calls go that may be held up, counted, or broken. */
export function watched(db: Deno.Kv, calls: Partial<Pick<Deno.Kv, 'getMany' | 'atomic'>>): Deno.Kv {
  return new Proxy(db, {
    get(target, name) {
      const value = (name in calls ? calls : target)[name as 'getMany']
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
