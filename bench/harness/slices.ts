import { setImmediate } from 'node:timers/promises'
import { processorTime } from './clock.ts'
import { sink } from './sink.ts'

/** How long one slice of calls is meant to take, in milliseconds: long against the clock's microsecond. */
const SLICE = 1

/** Times calls in slices, and goes back to the event loop after each. */
export interface Timer {
  /** Nanoseconds for a call, over as many slices. */
  time(slices: number): Promise<number>
}

/**
 * Makes a timer of something that is called with each input in turn, and warms it up. A server handles each request in a
 * turn of the event loop of its own: without one now and then, Node could free no Response that had a body, since it
 * refers to it weakly, and the time would be that of a heap that fills up.
 */
export async function timerOf<I>(
  run: (input: I) => unknown,
  inputs: readonly I[],
  clock: () => number = processorTime,
): Promise<Timer> {
  const first = run(inputs[0] as I)
  const slice = first instanceof Promise ? awaited : called
  // A write that is still under way would be in the way of the next.
  await first
  // The least of three: one collection of garbage in a short slice must not pass for a slow call.
  const least = async (calls: number): Promise<number> => {
    let shortest = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < 3 && shortest > SLICE / 2; attempt++) {
      await setImmediate()
      shortest = Math.min(shortest, await slice(run, inputs, calls, clock))
    }
    return shortest
  }
  let calls = 1
  let took = await least(calls)
  while (took < SLICE / 2) {
    calls *= 2
    took = await least(calls)
  }
  calls = Math.max(1, Math.round((calls * SLICE) / took))
  return {
    async time(slices) {
      let sum = 0
      for (let count = 0; count < slices; count++) {
        await setImmediate()
        sum += await slice(run, inputs, calls, clock)
      }
      return (sum * 1e6) / (calls * slices)
    },
  }
}

function called<I>(run: (input: I) => unknown, inputs: readonly I[], calls: number, clock: () => number): number {
  const last = inputs.length - 1
  const start = clock()
  for (let call = 0; call < calls; call++) sink[call & last] = run(inputs[call & last] as I)
  return clock() - start
}

async function awaited<I>(
  run: (input: I) => unknown,
  inputs: readonly I[],
  calls: number,
  clock: () => number,
): Promise<number> {
  const last = inputs.length - 1
  const start = clock()
  for (let call = 0; call < calls; call++) sink[call & last] = await run(inputs[call & last] as I)
  return clock() - start
}
