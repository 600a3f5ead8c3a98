import type { Resource, Snapshot } from '@ifmatch/core'
import type { Counters, Store } from './stores.ts'

// The types of Deno are at home on Deno alone.
interface Kv {
  get(key: readonly string[]): Promise<{ value: number; versionstamp: string }>
  getMany(keys: readonly (readonly string[])[]): Promise<{ value: number | null; versionstamp: string }[]>
  set(key: readonly string[], value: number): Promise<unknown>
  atomic(): Atomic
  close(): void
}
interface Atomic {
  check(check: { key: readonly string[]; versionstamp: string }): Atomic
  set(key: readonly string[], value: number): Atomic
  commit(): Promise<{ ok: true; versionstamp: string } | { ok: false }>
}
interface Opener {
  openKv(path: string): Promise<Kv>
}
interface Adapter {
  kv(db: Kv, key: readonly string[]): Resource<Snapshot, number>
}

/** Deno KV in memory; each side has a database of its own. */
export const denoKv: Store = { name: 'Deno KV', isAway: false, open }

async function open(keys: readonly string[]): Promise<Counters> {
  const { Deno } = globalThis as unknown as { Deno: Opener }
  const name = '@ifmatch/deno'
  const { kv } = (await import(name)) as Adapter
  const [ours, theirs] = [await Deno.openKv(':memory:'), await Deno.openKv(':memory:')]
  for (const key of keys) for (const db of [ours, theirs]) await db.set([key], 0)
  return {
    resource: (key) => kv(ours, [key]),
    valueOf: (state) => (state as Snapshot & { value: number }).value,
    async read(key) {
      const { value, versionstamp } = await theirs.get([key])
      return { value, version: versionstamp }
    },
    async swap(key, { version }, value) {
      // The date of the change is kept beside the value, as ours is.
      const check = { key: [key], versionstamp: version }
      const done = await theirs.atomic().check(check).set([key], value).set(['modified', key], Date.now()).commit()
      return done.ok ? done.versionstamp : null
    },
    async readDated(key) {
      const [entry, modified] = await theirs.getMany([[key], ['modified', key]])
      return { value: entry!.value!, version: entry!.versionstamp, modified: modified!.value ?? 0 }
    },
    async swapDated(key, { version }, value, date) {
      const check = { key: [key], versionstamp: version }
      const done = await theirs.atomic().check(check).set([key], value).set(['modified', key], date).commit()
      return done.ok ? { value, version: done.versionstamp, modified: date } : null
    },
    close() {
      ours.close()
      theirs.close()
    },
  }
}
