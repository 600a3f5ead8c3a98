import type { Pace } from './harness/rounds.ts'
import type { Part } from './results.ts'

// What `run.ts` starts on each runtime: one part, in a process of its own, so that no other has trained the engine's
// optimiser, and with no more loaded than it needs. It prints its results as JSON.

const [part, mode] = process.argv.slice(2)
const long = mode === 'long'
const pace: Pace = long ? { rounds: 61, slices: 5 } : { rounds: 21, slices: 3 }

async function measure(part: Part): Promise<unknown> {
  switch (part) {
    case 'evaluation':
      return (await import('./evaluation.ts')).timeNative(pace)
    case 'served':
      return (await import('./evaluation.ts')).timeServed(pace)
    case 'ponyfill':
      return (await import('./evaluation.ts')).timePonyfill(pace)
    case 'pieces':
      return (await import('./pieces.ts')).timePieces(pace)
    case 'apart':
      return (await import('./apart.ts')).timeApart(pace)
    case 'growth':
      return (await import('./growth.ts')).measureGrowth(long ? 9 : 3)
    case 'writes':
      return (await import('./writes/writes.ts')).timeWrites(pace)
    case 'contention':
      return (await import('./writes/contention.ts')).measureContention(long ? 3 : 1)
    case 'allocation':
      // Not for Bun and Deno: it asks V8's own profiler whether anything was collected.
      return (await import('./allocation.ts')).measureAllocation()
    default:
      throw new RangeError(`Cannot measure "${part}": it is no part that runs by itself`)
  }
}

console.log(JSON.stringify(await measure(part as Part)))
// A server that was closed may wait for connections that nobody needs any more.
process.exit()
