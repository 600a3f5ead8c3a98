import v8 from 'node:v8'
import { checkByHand, fourReads } from './contenders/floor.ts'
import { evaluatePlain, evaluatePrepared } from './contenders/ifmatch.ts'
import { sink } from './harness/sink.ts'
import { type Row, rows } from './rows.ts'
import { type Visit, visitsOf } from './visits.ts'

export interface Allocation {
  readonly name: string
  /** Bytes of heap for one evaluation of a request without a conditional field. */
  readonly bytes: number
}

const CALLS = 50_000
const RUNS = 4

/** What Node has to be started with: room for all calls in the young generation, so that nothing is collected meanwhile. */
export const FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']

/** Measures what evaluations of the unconditional path leave on the heap: the least of several runs, once they are optimised. */
export function measureAllocation(): Allocation[] {
  const visits = visitsOf(rows[0] as Row, (url, init) => new Request(url, init))
  const entries = {
    'four reads': fourReads,
    'check by hand': checkByHand,
    'ours, prepared': evaluatePrepared,
    'ours, plain': evaluatePlain,
  }
  return Object.entries(entries).map(([name, run]) => {
    leftOnHeap(run, visits)
    return { name, bytes: Math.min(...Array.from({ length: RUNS }, () => leftOnHeap(run, visits))) }
  })
}

function leftOnHeap(run: (visit: Visit<Request>) => unknown, visits: readonly Visit<Request>[]): number {
  globalThis.gc?.()
  const profiler = new v8.GCProfiler()
  profiler.start()
  const before = process.memoryUsage().heapUsed
  for (let call = 0; call < CALLS; call++) sink[call & 63] = run(visits[call & 63] as Visit<Request>)
  const after = process.memoryUsage().heapUsed
  if (profiler.stop().statistics.length > 0)
    throw new Error('Cannot measure allocation: garbage was collected meanwhile')
  return (after - before) / CALLS
}
