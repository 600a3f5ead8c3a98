import { reportMistake } from '../evaluation/mistakes.ts'
import type { Options } from '../responses/options.ts'
import type { Snapshot } from './resource.ts'

/** Reports a `swap` that does not keep what a store promises: it shows in the state that it gives. */
export function reportUnkept(
  before: Snapshot | null,
  state: Snapshot,
  writeIds: readonly string[] | undefined,
  options: Options,
): void {
  if (before && String(before.version) === String(state.version)) {
    reportMistake(
      options,
      'swap gave the version that it replaced: each state needs its own, or the next writer overwrites what was not seen',
    )
  }
  if (writeIds && !state.writeIds?.includes(writeIds.at(-1)!)) {
    reportMistake(
      options,
      'swap did not keep the writeIds that it was given: a write with an Idempotency-Key could be applied twice',
    )
  }
}
