import type { Snapshot } from '@ifmatch/core'
import type { Place } from './place.ts'

/** One sentence of the contract. `run` throws where it does not hold. */
export interface StoreCheck<S extends Snapshot, N> {
  readonly name: string
  readonly section?: string
  run(place: Place<S, N>): Promise<void>
}

/** How many take part in a race. */
export const WRITERS = 16

/** So many things at once. */
export function atOnce<T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => run(n)))
}
