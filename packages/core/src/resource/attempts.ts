import { unusable } from '../fields/shown.ts'
import { jitter } from './jitter.ts'
import type { Resource, Snapshot } from './resource.ts'

/** Somebody else was faster: read again, and think again. */
export const lost: unique symbol = Symbol('lost')

const ATTEMPTS = 10

/** What the store threw; `cause` is its own error. */
export class StoreFailure extends Error {}

/** The state changed while its content was read: as if a swap had been lost. */
export class Changed extends Error {}

/** Calls the store, so that its failures can be told from those of the application. */
export async function fromStore<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    throw new StoreFailure('The store failed', { cause })
  }
}

/**
 * The loop that every write shares: reads, lets `turn` judge the state and swap, and reads again where the swap was lost.
 *
 * @returns what a turn gave, or `lost` after ten turns
 */
export async function attempts<S extends Snapshot, N, T>(
  resource: Resource<S, N>,
  turn: (current: S | null) => Promise<T | typeof lost>,
  signal?: AbortSignal | null,
): Promise<T | typeof lost> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await jitter(attempt - 1, signal)
    const current = await readState(resource)
    try {
      const result = await turn(current)
      if (result !== lost) return result
    } catch (error) {
      if (!(error instanceof Changed)) throw error
    }
  }
  return lost
}

/** What a store gave; one that forgets its return, or gives what its driver says of a write, is the developer's mistake. */
export function given<S extends Snapshot>(name: string, state: S | null): S | null {
  if (state === null || (state?.version ?? null) !== null) return state
  throw unusable(name, state, 'is neither a state, which has a version, nor null')
}

/** Reads the state. */
export async function readState<S extends Snapshot, N>(resource: Resource<S, N>): Promise<S | null> {
  return given('read()', await fromStore(() => resource.read()))
}
