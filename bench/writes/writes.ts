import { type Entry, type Pace, timeInRounds } from '../harness/rounds.ts'
import { sink } from '../harness/sink.ts'
import type { TimedRow } from '../timed-row.ts'
import { type Counters, type Store, storesHere } from './stores.ts'
import { addition, type Writer, writerByHand, writerOf } from './writers.ts'

/** Times writes with the current tag, nobody else around, on every store that is here. */
export async function timeWrites(pace: Pace): Promise<TimedRow[]> {
  const timed: TimedRow[] = []
  for (const store of await storesHere()) timed.push(await timeStore(store, pace))
  return timed
}

async function timeStore(store: Store, pace: Pace): Promise<TimedRow> {
  const names = ['store calls by hand', 'update', 'store calls by hand, again']
  const counters = await store.open(names)
  try {
    const entries = await Promise.all(names.map((name) => entryOf(counters, name)))
    const samples = await timeInRounds(
      entries,
      sink.map((_, index) => index),
      {
        ...pace,
        ...(store.isAway ? { clock: () => performance.now() } : {}),
      },
    )
    const contenders = names.map((name) => ({ name, samples: samples.get(name) }))
    return { name: `a write: ${store.name}`, floor: names[0] as string, contenders }
  } finally {
    await counters.close()
  }
}

/** Writes again and again from the tag that the last answer said. */
async function entryOf(counters: Counters, name: string): Promise<Entry<number>> {
  const write: Writer = name === 'update' ? writerOf(counters) : writerByHand(counters)
  let tag: string | null
  if (name === 'update') tag = `"${(await counters.resource(name).read())!.version}"`
  else tag = `"${(await counters.read(name)).version}"`
  return {
    name,
    async run() {
      const answer = await write(addition(name, tag), name)
      tag = answer.headers.get('etag')
      return answer.status
    },
    check(status) {
      if (status !== 204 || tag === null) throw new Error(`Cannot time writes: ${name} answers ${String(status)}`)
    },
  }
}
