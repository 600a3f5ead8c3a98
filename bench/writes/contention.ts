import { processorTime } from '../harness/clock.ts'
import { spread } from '../harness/statistics.ts'
import { type Counters, type Store, storesHere } from './stores.ts'
import { addition, type Writer, writerByHand, writerOf } from './writers.ts'

/** What many clients at once came to. */
export interface Contended {
  readonly store: string
  readonly clients: number
  readonly resources: number
  readonly contender: string
  /** Writes that were made, in a second on the wall. */
  readonly perSecond: number
  /** Microseconds of this process's time for each write that was made. */
  readonly cost: number
  /** Of a hundred writes, how many were answered 503: of all runs, since most often it is none. */
  readonly refused: number
}

const CROWDS = [
  { clients: 1, resources: 1 },
  { clients: 4, resources: 1 },
  { clients: 16, resources: 1 },
  { clients: 64, resources: 1 },
  { clients: 64, resources: 10_000 },
]

const WRITES = 640

/**
 * Lets crowds of clients add one to counters at the same time, without a condition, and counts what is there in the end:
 * every addition that was confirmed, and no other.
 */
export async function measureContention(repeats: number): Promise<Contended[]> {
  const measured: Contended[] = []
  for (const store of await storesHere())
    for (const crowd of CROWDS) measured.push(...(await measureCrowd(store, crowd, repeats)))
  return measured
}

async function measureCrowd(store: Store, crowd: (typeof CROWDS)[number], repeats: number): Promise<Contended[]> {
  const keys = Array.from({ length: crowd.resources }, (_, index) => `c${index}`)
  const counters = await store.open(keys.flatMap((key) => [`ours-${key}`, `hand-${key}`]))
  const contenders = [
    { contender: 'update', side: 'ours', write: writerOf(counters), runs: [] as Run[] },
    { contender: 'store calls by hand', side: 'hand', write: writerByHand(counters), runs: [] as Run[] },
  ]
  try {
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const { side, write, runs } of repeat % 2 ? [...contenders].reverse() : contenders)
        runs.push(await run(write, side, keys, crowd.clients))
    }
    for (const { side, runs } of contenders) await checkTotal(counters, side, keys, runs)
    return contenders.map(({ contender, runs }) => ({
      store: store.name,
      ...crowd,
      contender,
      perSecond: spread(runs.map(({ done, took }) => (done * 1000) / took)).p50,
      cost: spread(runs.map(({ done, cost }) => (cost * 1000) / done)).p50,
      refused: (runs.reduce((sum, { refused }) => sum + refused, 0) * 100) / (WRITES * runs.length),
    }))
  } finally {
    await counters.close()
  }
}

interface Run {
  readonly done: number
  readonly refused: number
  readonly took: number
  readonly cost: number
}

async function run(write: Writer, side: string, keys: readonly string[], clients: number): Promise<Run> {
  let [left, done, refused] = [WRITES, 0, 0]
  const [start, spent] = [performance.now(), processorTime()]
  const client = async (): Promise<void> => {
    while (left > 0) {
      // Neighbours in time are far apart: 7919 is prime.
      const key = `${side}-${keys[(left-- * 7919) % keys.length]}`
      const { status } = await write(addition(key, null), key)
      if (status === 204) done++
      else if (status === 503) refused++
      else throw new Error(`Cannot count writes: one was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { done, refused, took: performance.now() - start, cost: processorTime() - spent }
}

async function checkTotal(
  counters: Counters,
  side: string,
  keys: readonly string[],
  runs: readonly Run[],
): Promise<void> {
  const confirmed = runs.reduce((sum, { done }) => sum + done, 0)
  let total = 0
  for (const key of keys) {
    const name = `${side}-${key}`
    total +=
      side === 'ours' ? counters.valueOf((await counters.resource(name).read())!) : (await counters.read(name)).value
  }
  if (total !== confirmed) throw new Error(`Cannot trust the writes: ${confirmed} were confirmed, ${total} are there`)
}
