import { paired, type Spread } from './harness/statistics.ts'
import type { Results, Runtime } from './results.ts'
import { samplesOf } from './timed-row.ts'

/** What a contender's time should be at most, as a ratio to another's in the same row. */
export interface Aim {
  readonly row: string
  readonly contender: string
  readonly base: string
  readonly atMost: Readonly<Record<Runtime, number>>
}

const everywhere = (ratio: number): Aim['atMost'] => ({ node: ratio, bun: ratio, deno: ratio })
const perRuntime = (node: number, bun: number, deno: number): Aim['atMost'] => ({ node, bun, deno })

const prepared = 'ours, prepared'
const plain = 'ours, plain'
const byHand = 'check by hand'
const reads = 'four reads'

export const aims: readonly Aim[] = [
  { row: 'no conditional field', contender: prepared, base: reads, atMost: everywhere(1.05) },
  { row: 'no conditional field', contender: plain, base: reads, atMost: everywhere(1.05) },
  { row: 'If-None-Match miss', contender: prepared, base: reads, atMost: everywhere(1.1) },
  { row: 'If-Match hit', contender: prepared, base: reads, atMost: everywhere(1.1) },
  { row: 'If-None-Match hit: 304 built', contender: prepared, base: byHand, atMost: perRuntime(0.75, 0.8, 0.8) },
  { row: 'If-None-Match hit: 304 built', contender: prepared, base: '@remix-run/response', atMost: everywhere(0.31) },
  { row: 'list of ten, hit at the last: verdict alone', contender: prepared, base: byHand, atMost: everywhere(1.3) },
  { row: 'list of ten, hit at the last: verdict alone', contender: prepared, base: 'fresh', atMost: everywhere(0.5) },
  { row: 'If-Modified-Since echoed: verdict alone', contender: prepared, base: byHand, atMost: everywhere(0.6) },
  { row: 'If-Modified-Since echoed: verdict alone', contender: prepared, base: 'fresh', atMost: everywhere(0.48) },
  { row: 'If-Match miss: 412 built', contender: prepared, base: byHand, atMost: everywhere(1.1) },
  {
    row: 'If-Match miss: 412 built',
    contender: prepared,
    base: '@remix-run/response',
    atMost: perRuntime(0.77, 0.3, 0.45),
  },
]

/** An aim with what was measured; `null` where the runtime was not run. */
export interface Judged extends Aim {
  readonly measured: Readonly<Record<Runtime, Spread | null>>
}

/** Holds the ratios of a run against the aims. */
export function judge({ runtimes }: Results): Judged[] {
  return aims.map((aim) => {
    const measured: Record<Runtime, Spread | null> = { node: null, bun: null, deno: null }
    for (const { runtime, evaluation } of runtimes) {
      const row = evaluation?.find(({ name }) => name === aim.row)
      if (row) measured[runtime] = paired(samplesOf(row, aim.contender), samplesOf(row, aim.base))
    }
    return { ...aim, measured }
  })
}
