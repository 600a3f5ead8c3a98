import { paired, type Spread } from './harness/statistics.ts'
import type { Results, Runtime, TimedPart } from './results.ts'
import { samplesOf } from './timed-row.ts'

/** What a contender's time should be at most, as a ratio to another's in the same row. */
export interface Aim {
  readonly part: TimedPart
  readonly row: string
  readonly contender: string
  readonly base: string
  /** By runtime; there is none for those that are not named. */
  readonly atMost: Readonly<Partial<Record<Runtime, number>>>
}

const everywhere = (ratio: number): Aim['atMost'] => ({ node: ratio, bun: ratio, deno: ratio })
const perRuntime = (node: number, bun: number, deno: number): Aim['atMost'] => ({ node, bun, deno })

const prepared = 'ours, prepared'
const plain = 'ours, plain'
const byHand = 'check by hand'
const reads = 'four reads'

const evaluated = (row: string, contender: string, base: string, atMost: Aim['atMost']): Aim => ({
  part: 'evaluation',
  row,
  contender,
  base,
  atMost,
})
const loaded = (row: string, contender: string, base: string, atMost: Aim['atMost']): Aim => ({
  part: 'load',
  row,
  contender,
  base,
  atMost,
})
const piece = (row: string, contender: string, base: string, atMost: Aim['atMost']): Aim => ({
  part: 'pieces',
  row,
  contender,
  base,
  atMost,
})
const written = (store: string, atMost: Aim['atMost']): Aim => ({
  part: 'writes',
  row: `a write: ${store}`,
  contender: 'update',
  base: 'store calls by hand',
  atMost,
})

export const aims: readonly Aim[] = [
  evaluated('no conditional field', prepared, reads, everywhere(1.05)),
  evaluated('no conditional field', plain, reads, everywhere(1.05)),
  evaluated('If-None-Match miss', prepared, reads, everywhere(1.1)),
  evaluated('If-Match hit', prepared, reads, everywhere(1.1)),
  evaluated('If-None-Match hit: 304 built', prepared, byHand, perRuntime(0.75, 0.8, 0.8)),
  evaluated('If-None-Match hit: 304 built', prepared, '@remix-run/response', everywhere(0.31)),
  evaluated('list of ten, hit at the last: verdict alone', prepared, byHand, everywhere(1.3)),
  evaluated('list of ten, hit at the last: verdict alone', prepared, 'fresh', everywhere(0.5)),
  evaluated('If-Modified-Since echoed: verdict alone', prepared, byHand, everywhere(0.6)),
  evaluated('If-Modified-Since echoed: verdict alone', prepared, 'fresh', everywhere(0.48)),
  evaluated('If-Match miss: 412 built', prepared, byHand, everywhere(1.1)),
  evaluated('If-Match miss: 412 built', prepared, '@remix-run/response', perRuntime(0.77, 0.3, 0.45)),
  piece('HTTP-date read', 'ours', 'Date.parse', everywhere(0.3)),
  piece('entity tag of 1 KB', 'ours', 'jshttp etag', everywhere(0.7)),
  piece('entity tag of 1 MB', 'ours', 'jshttp etag', everywhere(1.02)),
  piece('entity tag of 1 KB', 'ours', 'as hono/etag does', everywhere(0.01)),
  piece('entity tag of 1 MB', 'ours', 'as hono/etag does', everywhere(0.3)),
  loaded('revisit, 304 of 1 KB', 'withPreconditions', byHand, everywhere(1.03)),
  loaded('revisit, 304 of 1 KB', 'Hono, preconditions', 'hono/etag', perRuntime(0.23, 0.33, 0.25)),
  loaded('revisit, 304 of 100 KB', 'Hono, preconditions', 'hono/etag', perRuntime(0.055, 0.09, 0.09)),
  loaded('revisit, 304 of 1 MB', 'Hono, preconditions', 'hono/etag', perRuntime(0.008, 0.01, 0.015)),
  loaded('first visit, 200 of 1 KB', 'withPreconditions', 'plain handler', everywhere(1.02)),
  loaded('first visit, 200 of 1 KB', 'Hono, preconditions', 'bare Hono', perRuntime(1.04, 1.07, 1.04)),
  written('memory', everywhere(1.1)),
  written('SQLite', everywhere(1.1)),
  written('Deno KV', { deno: 1.1 }),
  written('PostgreSQL', { node: 1.1 }),
  written('Redis', { node: 1.1 }),
]

/** An aim with what was measured; `null` where the runtime was not run. */
export interface Judged extends Aim {
  readonly measured: Readonly<Record<Runtime, Spread | null>>
}

/** Holds the ratios of a run against the aims. */
export function judge({ runtimes }: Results): Judged[] {
  return aims.map((aim) => {
    const measured: Record<Runtime, Spread | null> = { node: null, bun: null, deno: null, workerd: null }
    for (const { runtime, [aim.part]: rows } of runtimes) {
      const row = rows?.find(({ name }) => name === aim.row)
      if (!row) continue
      const [samples, base] = [samplesOf(row, aim.contender), samplesOf(row, aim.base)]
      if (samples.length > 0 && base.length > 0) measured[runtime] = paired(samples, base)
    }
    return { ...aim, measured }
  })
}
