import type { Resource } from '@ifmatch/core'
import { L } from '../support/state.ts'

export interface Row {
  readonly version: string
  readonly value: string
  readonly lastModified?: Date
  readonly writeIds: readonly string[]
}

/** A store that does what a test says between the read and the swap, and notes what it was asked. */
export interface Scripted extends Required<Resource<Row, string>> {
  state: Row | null
  /** Calls in order: `read`, `swap`, `remove`. */
  readonly calls: string[]
  /** Somebody else's write: a new version, and this value. */
  write(value: string, lastModified?: Date): void
}

export interface Script {
  /** Somebody else changes the state before this many swaps and removes. */
  lose?: number
  /** Runs before each swap and remove; counted from 1. May write, or throw as a store does that fails. */
  before?(store: Scripted, attempt: number): void
  beforeRead?(attempt: number): void
  /** What a state made by swap is dated with; left out, it has no date. */
  date?: Date
}

/** A scripted store; the state, unless null, is version v1 of the value, dated L. */
export function scripted(value: string | null = 'one', { lose = 0, before, beforeRead, date }: Script = {}): Scripted {
  let versions = 1
  let attempts = 0
  let reads = 0
  const next = (text: string, writeIds: readonly string[], lastModified = date): Row => ({
    version: `v${++versions}`,
    value: text,
    writeIds,
    ...(lastModified && { lastModified }),
  })
  const meet = (): void => {
    attempts++
    if (attempts <= lose) store.write(`other ${attempts}`)
    before?.(store, attempts)
  }
  const store: Scripted = {
    state: value === null ? null : { version: 'v1', value, lastModified: L, writeIds: [] },
    calls: [],
    write(text, lastModified) {
      store.state = next(text, store.state?.writeIds ?? [], lastModified)
    },
    async read() {
      store.calls.push('read')
      beforeRead?.(++reads)
      return store.state
    },
    async swap(current, text, writeIds) {
      store.calls.push('swap')
      meet()
      if (current?.version !== store.state?.version) return null
      return (store.state = next(text, writeIds ?? store.state?.writeIds ?? []))
    },
    async remove(current) {
      store.calls.push('remove')
      meet()
      if (current.version !== store.state?.version) return false
      store.state = null
      return true
    },
  }
  return store
}
