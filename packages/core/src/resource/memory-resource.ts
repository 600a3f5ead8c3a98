import { nextLastModified } from '../fields/last-modified.ts'
import type { Resource } from './resource.ts'

/** A state that is kept in memory. */
export interface InMemory<T> {
  readonly version: number
  readonly value: T
  readonly lastModified: Date
  readonly writeIds: readonly string[]
}

/**
 * A resource in this process's memory: for tests, and for what may be forgotten. Left out, `initial` means that nothing is
 * there.
 *
 * @example Of all writers that saw the same version, one wins
 * ```ts
 * import assert from 'node:assert/strict'
 * import { memoryResource } from '@ifmatch/core'
 *
 * const note = memoryResource({ text: 'first' })
 * const seen = await note.read()
 * assert(await note.swap(seen, { text: 'second' }))
 * assert.equal(await note.swap(seen, { text: 'third' }), null)
 * ```
 */
export function memoryResource<T>(initial?: T): Required<Resource<InMemory<T>, T>> {
  // Counts on over a delete, so that no version stands for two states.
  let version = 0
  let state: InMemory<T> | null = null
  let lastModified: Date | undefined
  const write = (value: T, writeIds: readonly string[]): InMemory<T> => {
    lastModified = nextLastModified(lastModified)
    return (state = { version: ++version, value, lastModified, writeIds })
  }
  if (initial !== undefined) write(initial, [])
  return {
    read: async () => state,
    swap: async (current, next, writeIds) =>
      current?.version === state?.version ? write(next, writeIds ?? state?.writeIds ?? []) : null,
    async remove(current) {
      if (current.version !== state?.version) return false
      state = null
      return true
    },
  }
}
