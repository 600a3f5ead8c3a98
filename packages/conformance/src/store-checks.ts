import type { Resource, Snapshot } from '@ifmatch/core'
import type { Check } from './check.ts'
import { counting } from './store/counting.ts'
import { creating } from './store/creating.ts'
import { dating } from './store/dating.ts'
import { keeping } from './store/keeping.ts'
import { remembering } from './store/remembering.ts'
import { removing } from './store/removing.ts'
import { type StoreCheck } from './store/store-check.ts'
import { Place, type Subject } from './store/place.ts'
import { swapping } from './store/swapping.ts'
import { twoProcesses } from './store/two-processes.ts'
import { unusualKeys } from './store/unusual-keys.ts'
import { versions } from './store/versions.ts'

/** What a store can do, and how its states are read. */
export interface StoreOptions<S extends Snapshot, N> {
  /** Reads back the number that `value` made; with it, updates are counted. */
  number?(state: S): number
  /** Whether a state holds what was written; with it, contents are compared, and not versions alone. */
  same?(state: S, next: N): boolean | Promise<boolean>
  /** Contents that this store has to keep: large ones, empty ones, bytes, whatever is odd. */
  values?: readonly N[]
  /** Keys in place of our own unusual ones, for a store whose keys are narrower than text. */
  keys?: readonly string[]
  /** False: the store cannot create. Then `open` gives resources that are there. */
  create?: boolean
  /** False: the store cannot remove. */
  remove?: boolean
  /** How often each race is run, since one that is not lost may have been lucky: 20 unless said, fewer for a slow store. */
  rounds?: number
  /** A module whose default export is `open`, for a second process. */
  elsewhere?: string | URL
}

/**
 * The contract of a `Resource` as tests, for vitest, node:test, bun test and Deno.test alike. `open` gives the resource at a
 * key, the same one for the same key; `value` makes different contents of different numbers.
 *
 * @example
 * ```ts
 * import { memoryResource, type InMemory, type Resource } from '@ifmatch/core'
 * import { storeChecks } from '@ifmatch/conformance'
 *
 * const notes = new Map<string, Resource<InMemory<number>, number>>()
 * const open = (key: string) => {
 *   const note = notes.get(key) ?? memoryResource<number>()
 *   notes.set(key, note)
 *   return note
 * }
 * for (const check of storeChecks(open, (n) => n, { number: (state) => state.value })) await check.run()
 * ```
 */
export function storeChecks<S extends Snapshot, N>(
  open: (key: string) => Resource<S, N>,
  value: (n: number) => NoInfer<N>,
  options: StoreOptions<NoInfer<S>, NoInfer<N>> = {},
): Check[] {
  const { values = [], keys = unusualKeys, create = true, remove = true, rounds = 20 } = options
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`Cannot check a store in ${rounds} rounds: say a whole number from 1`)
  }
  const subject: Subject<S, N> = { ...options, open, value, values, keys, create, remove, rounds }
  const checks: StoreCheck<S, N>[] = [
    ...(create ? creating<S, N>() : []),
    ...swapping<S, N>(),
    ...(remove ? removing<S, N>(create) : []),
    ...versions<S, N>(),
    ...dating<S, N>(),
    ...remembering<S, N>(create),
    ...keeping<S, N>(subject),
    ...(options.number ? counting<S, N>(options.number) : []),
    ...(options.elsewhere === undefined ? [] : twoProcesses<S, N>(options.elsewhere, create)),
  ]
  return checks.map(({ name, section, run }) => ({
    name,
    ...(section !== undefined && { section }),
    level: 'MUST',
    async run() {
      const place = new Place(subject)
      try {
        await run(place)
      } finally {
        await place.clear()
      }
    },
  }))
}
