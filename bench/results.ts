import type { Allocation } from './allocation.ts'
import type { Count } from './counts.ts'
import type { Grown } from './growth.ts'
import type { Peak } from './load/peak.ts'
import type { Without } from './promises.ts'
import type { Size } from './size.ts'
import type { TimedRow } from './timed-row.ts'
import type { Contended } from './writes/contention.ts'

export const runtimes = ['node', 'bun', 'deno', 'workerd'] as const
export type Runtime = (typeof runtimes)[number]

/**
 * Parts whose rows are timed, and whose ratios are tabled. `served` reads the Request that the runtime's server hands out,
 * `ponyfill` that of @whatwg-node/fetch, `pieces` are dates and tags, `apart` is
 * what the rows that miss their aims are made of, `load` is end to end.
 */
export const timedParts = ['evaluation', 'served', 'ponyfill', 'pieces', 'apart', 'writes', 'load'] as const
export type TimedPart = (typeof timedParts)[number]

/** All parts of a run; `size` and `counts` are the same on all runtimes. */
export const parts = [...timedParts, 'growth', 'contention', 'allocation', 'memory', 'size', 'counts'] as const
export type Part = (typeof parts)[number]

/** Which parts a runtime has. workerd stands still as long as a request is handled: only what is timed from outside. */
export const partsOf: Readonly<Record<Runtime, readonly Part[]>> = {
  node: parts.filter((part) => part !== 'size' && part !== 'counts'),
  bun: ['evaluation', 'served', 'pieces', 'apart', 'writes', 'load', 'growth', 'contention', 'memory'],
  deno: ['evaluation', 'served', 'pieces', 'apart', 'writes', 'load', 'growth', 'contention', 'memory'],
  workerd: ['evaluation'],
}

/** What one runtime came to; a part that was not run is not in it. */
export interface RuntimeResults extends Partial<Readonly<Record<TimedPart, readonly TimedRow[]>>> {
  readonly runtime: Runtime
  readonly version: string
  readonly growth?: readonly Grown[]
  readonly contention?: readonly Contended[]
  readonly allocation?: readonly Allocation[]
  readonly memory?: Peak
}

/** What one run writes to `results/`. */
export interface Results {
  readonly date: string
  readonly mode: 'short' | 'long'
  readonly machine: string
  readonly packages: Readonly<Record<string, string>>
  readonly size?: readonly Size[]
  readonly promises?: readonly Without[]
  readonly counts?: readonly Count[]
  readonly runtimes: readonly RuntimeResults[]
}
