import { type Entry, type Pace, timeInRounds } from '../harness/rounds.ts'
import { sink } from '../harness/sink.ts'
import type { TimedRow } from '../timed-row.ts'
import { type Counters, type Store, storesHere } from './stores.ts'
import { wholeByHand } from './whole-by-hand.ts'
import { addition, type Writer, writerByHand, writerOf } from './writers.ts'

const BY_HAND = 'store calls by hand'
const WHOLE = 'all of it by hand'

/** Times writes with the current tag, nobody else around, on every store that is here. */
export async function timeWrites(pace: Pace): Promise<TimedRow[]> {
  const timed: TimedRow[] = []
  for (const store of await storesHere()) timed.push(await timeStore(store, pace))
  return timed
}

async function timeStore(store: Store, pace: Pace): Promise<TimedRow> {
  const names = [BY_HAND, WHOLE, 'update', `${BY_HAND}, again`]
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
  const make = name === 'update' ? writerOf : name === WHOLE ? wholeByHand : writerByHand
  const write: Writer = make(counters)
  let tag: string | null
  if (name === 'update') tag = `"${(await counters.resource(name).read())!.version}"`
  else tag = `"${(await counters.read(name)).version}"`
  const isWhole = name === 'update' || name === WHOLE
  if (isWhole) await checkRefusals(write, name, tag)
  let answer!: Response
  return {
    name,
    async run() {
      answer = await write(addition(name, tag), name)
      tag = answer.headers.get('etag')
      return answer.status
    },
    check(status) {
      if (status !== 204 || tag === null) throw new Error(`Cannot time writes: ${name} answers ${String(status)}`)
      if (isWhole) checkDates(answer, name)
    },
  }
}

/** What is promised beside the write: without it, a time would be no time to compare with. */
async function checkRefusals(write: Writer, name: string, tag: string): Promise<void> {
  const refused = async (status: number, fields: Record<string, string>): Promise<void> => {
    const request = addition(name, '"stale"')
    for (const [field, value] of Object.entries(fields)) request.headers.set(field, value)
    const answer = await write(request, name)
    const type = answer.headers.get('content-type')
    if (answer.status !== status || type !== 'application/problem+json' || answer.headers.get('date') === null)
      throw new Error(`Cannot time writes: ${name} answers ${answer.status}, ${type}, in the place of ${status}`)
  }
  await refused(412, {})
  await refused(412, { 'If-Match': '"other", "stale"' })
  await refused(412, { 'If-Match': '*', 'If-None-Match': '*' })
  await refused(428, { 'If-Match': '*' })
  await refused(413, { 'If-Match': tag, 'Content-Length': '1048577' })
  await refused(415, { 'Content-Encoding': 'gzip' })
}

/** Date is of now, and Last-Modified is no later. */
function checkDates({ headers }: Response, name: string): void {
  const date = Date.parse(headers.get('date') ?? '')
  const modified = Date.parse(headers.get('last-modified') ?? '')
  if (!(Math.abs(Date.now() - date) < 5000) || modified > date)
    throw new Error(`Cannot time writes: ${name} answers Date ${date}, Last-Modified ${modified}`)
}
