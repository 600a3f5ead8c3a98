import { evaluateRange } from '@ifmatch/core'
import { Range } from '@remix-run/headers'
import { statusByHand } from './contenders/floor.ts'
import { isFresh } from './contenders/fresh.ts'
import { cacheHeaders } from './contenders/h3.ts'
import { etagOfHandler } from './contenders/hono.ts'
import { decidePrepared } from './contenders/ifmatch.ts'
import { statusByHeaders } from './contenders/remix.ts'
import { type Document, documents } from './documents.ts'
import { type Form, forms } from './forms.ts'
import { processorTime } from './harness/clock.ts'
import { exponent } from './harness/statistics.ts'
import { timerOf } from './harness/slices.ts'
import type { Visit } from './visits.ts'

export interface Grown {
  readonly field: string
  readonly form: string
  readonly contender: string
  /** The longest field that was timed, in bytes: less than a megabyte where the next would have taken too long, or threw. */
  readonly longest: number
  /** What was thrown at the next length. */
  readonly threw: string | null
  /** Nanoseconds for each byte of that one. */
  readonly perByte: number
  /** k, where time grows as the length to the power of k; measured on fields of 16 KB and more, else `null`. */
  readonly exponent: number | null
}

interface Contender {
  readonly name: string
  readonly fields: readonly string[]
  readonly run: (visit: Visit<Request>) => unknown
}

const contenders: readonly Contender[] = [
  { name: 'ours', fields: ['if-none-match', 'if-match', 'if-modified-since'], run: decidePrepared },
  { name: 'ours', fields: ['range'], run: ({ request, document }) => evaluateRange(request, document.plain, 1024) },
  { name: 'check by hand', fields: ['if-none-match', 'if-match', 'if-modified-since'], run: statusByHand },
  { name: 'fresh', fields: ['if-none-match', 'if-modified-since'], run: isFresh },
  { name: '@remix-run/headers', fields: ['if-none-match', 'if-match'], run: statusByHeaders },
  {
    name: '@remix-run/headers',
    fields: ['range'],
    run: ({ request }) => Range.from(request.headers.get('range')).normalize(1024),
  },
  { name: 'hono/etag', fields: ['if-none-match'], run: etagOfHandler },
  { name: 'h3', fields: ['if-none-match', 'if-modified-since'], run: cacheHeaders },
]

const KB = 1024
const LENGTHS = [100, ...[1, 4, 16, 64, 256, 1024].map((length) => length * KB)]

/** A contender whose next step would take longer than this many milliseconds, were it quadratic, is stopped. */
const PATIENCE = 1000

/** Finds how the time of every contender grows with the length of a field, from 100 bytes to 1 MB. */
export async function measureGrowth(repeats: number): Promise<Grown[]> {
  const grown: Grown[] = []
  for (const form of forms) {
    for (const contender of contenders.filter(({ fields }) => fields.includes(form.field))) {
      grown.push(await grow(form, contender, repeats))
    }
  }
  return grown
}

async function grow(form: Form, { name, run }: Contender, repeats: number): Promise<Grown> {
  const points: { size: number; time: number }[] = []
  let threw: string | null = null
  try {
    for (const size of LENGTHS) {
      const headers = { [form.field]: form.text(size) }
      const request = new Request('http://localhost/documents/0', { method: form.method, headers })
      const time = await leastTime(run, { request, document: documents[0] as Document }, repeats)
      points.push({ size, time })
      if (time * 16 > PATIENCE) break
    }
  } catch (error) {
    if (name === 'ours' || !(error instanceof Error)) throw error
    threw = error.message
  }
  const last = points.at(-1) ?? { size: 0, time: Number.NaN }
  return {
    field: form.field,
    form: form.name,
    contender: name,
    longest: last.size,
    threw,
    perByte: (last.time * 1e6) / last.size,
    exponent: exponent(points.filter(({ size }) => size >= 16 * KB)),
  }
}

/** Milliseconds for one call, the least of several batches: what disturbs only ever adds. */
async function leastTime(run: Contender['run'], visit: Visit<Request>, repeats: number): Promise<number> {
  const first = await timeOnce(run, visit)
  if (first > PATIENCE / 16) return first
  const timer = await timerOf(run, [visit])
  let least = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < repeats; repeat++) least = Math.min(least, await timer.time(1))
  return least / 1e6
}

async function timeOnce(run: Contender['run'], visit: Visit<Request>): Promise<number> {
  const start = processorTime()
  await run(visit)
  return processorTime() - start
}
