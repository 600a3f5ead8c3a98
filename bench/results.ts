import type { Allocation } from './allocation.ts'
import type { Count } from './counts.ts'
import type { Grown } from './growth.ts'
import type { Size } from './size.ts'
import type { TimedRow } from './timed-row.ts'

export const runtimes = ['node', 'bun', 'deno'] as const
export type Runtime = (typeof runtimes)[number]

/** The parts of a run: what is timed on each runtime, and what is the same on all and measured on Node alone. */
export const parts = ['evaluation', 'ponyfill', 'growth', 'allocation', 'size', 'counts'] as const
export type Part = (typeof parts)[number]

export interface RuntimeResults {
  readonly runtime: Runtime
  readonly version: string
  /** Read from the runtime's own Request. */
  readonly evaluation?: readonly TimedRow[]
  /** Read from the Request of @whatwg-node/fetch, where that is not the runtime's own. */
  readonly ponyfill?: readonly TimedRow[]
  readonly growth?: readonly Grown[]
  readonly allocation?: readonly Allocation[]
}

/** What one run writes to `results/`. */
export interface Results {
  readonly date: string
  readonly mode: 'short' | 'long'
  readonly machine: string
  readonly packages: Readonly<Record<string, string>>
  readonly size?: readonly Size[]
  readonly counts?: readonly Count[]
  readonly runtimes: readonly RuntimeResults[]
}
