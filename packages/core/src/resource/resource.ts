import type { Version } from '../fields/validators.ts'

/**
 * A state as it was read: the user's own row, with the version that names it. A version never stands for two states, not
 * even after a delete. `lastModified` is always made by {@link nextLastModified}. `writeIds` remembers the last writes
 * for Idempotency-Key.
 */
export interface Snapshot {
  readonly version: Version
  readonly lastModified?: Date
  readonly writeIds?: readonly string[]
}

/**
 * What is stored in one place, and how it is written: by compare-and-swap in one step, and in no other way. `S` is what is
 * read, `N` what is written.
 */
export interface Resource<S extends Snapshot, N> {
  /** The current state, or `null` where nothing is there. */
  read(): Promise<S | null>
  /**
   * Writes `next` if the state is still the one of `current`, by its version; `current` null: creates it, if nothing is
   * there. `writeIds` is the whole list to keep in place of the old one; left out, the old one stays.
   *
   * @returns the new state, or `null`: someone was faster
   */
  swap(current: S | null, next: N, writeIds?: readonly string[]): Promise<S | null>
  /** Removes the state if it is still the one of `current`; `false`: someone was faster. Absent: DELETE is 405. */
  remove?(current: S): Promise<boolean>
}
