import { sink } from './sink.ts'
import { timerOf } from './slices.ts'

/** One thing to time: called with each input in turn. */
export interface Entry<I> {
  readonly name: string
  readonly run: (input: I) => unknown
  /** Throws for a result that is not what was to be timed: asked before the first round, and after each. */
  readonly check: (result: unknown, index: number) => void
}

export interface Pace {
  readonly rounds: number
  /** How many slices of a millisecond an entry runs in a round. */
  readonly slices: number
  /** Milliseconds; left out, processor time. A clock on the wall is for what waits for another process. */
  readonly clock?: () => number
}

/** Nanoseconds for a call, one number a round; entries that were timed together are paired by index. */
export type Samples = ReadonlyMap<string, readonly number[]>

const WARM_UP = 5

/**
 * Times entries against each other: every round runs each of them once, in an order drawn anew. Disturbances that outlast
 * a round hit all entries alike, and no entry always follows the same neighbour.
 *
 * @param inputs as many as the sink has places, taken in turn
 */
export async function timeInRounds<I>(
  entries: readonly Entry<I>[],
  inputs: readonly I[],
  pace: Pace,
): Promise<Samples> {
  if (inputs.length !== sink.length) throw new RangeError(`Cannot rotate: ${inputs.length} inputs, not ${sink.length}`)
  for (const { run, check } of entries) for (const [index, input] of inputs.entries()) check(await run(input), index)
  // Measured once to warm up, and again for the number of calls in a slice.
  for (const { run } of entries) await (await timerOf(run, inputs, pace.clock)).time(WARM_UP * pace.slices)
  const timed = []
  for (const entry of entries)
    timed.push({ entry, timer: await timerOf(entry.run, inputs, pace.clock), samples: [] as number[] })
  const random = generator(entries.length)
  for (let round = 0; round < pace.rounds; round++) {
    for (const { entry, timer, samples } of shuffled(timed, random)) {
      samples.push(await timer.time(pace.slices))
      entry.check(sink[0], 0)
    }
  }
  return new Map(timed.map(({ entry, samples }) => [entry.name, samples]))
}

/** Fisher and Yates' shuffle. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items]
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const [a, b] = [order[at] as T, order[other] as T]
    order[at] = b
    order[other] = a
  }
  return order
}

/** A linear congruential generator with a seed, so that two runs draw the same orders. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
