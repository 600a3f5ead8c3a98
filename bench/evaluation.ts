import type { RequestLike } from '@ifmatch/core'
import { Request as PonyfillRequest } from '@whatwg-node/fetch'
import { type Contender, leftOut, type Result, verdictOf } from './contenders/contender.ts'
import { contendersFor } from './contenders/index.ts'
import { portable } from './contenders/portable.ts'
import { cacheControl } from './documents.ts'
import { type Entry, type Pace, timeInRounds } from './harness/rounds.ts'
import { type Row, rows } from './rows.ts'
import { serveVisits } from './served.ts'
import type { TimedRow } from './timed-row.ts'
import { type Visit, visitsOf } from './visits.ts'

/** Times every row on Requests that are made by hand. */
export async function timeNative(pace: Pace): Promise<TimedRow[]> {
  return timeEach(rows, async (row) => {
    const visits = visitsOf(row, (url, init) => new Request(url, init))
    return timeRow(row, contendersFor(row), visits, pace)
  })
}

/** The same with the Request of @whatwg-node/fetch; none where that is the runtime's own. */
export async function timePonyfill(pace: Pace): Promise<TimedRow[]> {
  if (PonyfillRequest === Request) return []
  return timeEach(built, async (row) => {
    const visits = visitsOf(row, (url, init) => new PonyfillRequest(url, init))
    return timeRow(row, portable(row), visits, pace)
  })
}

/** The same with the Requests that the runtime's server hands out, and the Response that goes with it. */
export async function timeServed(pace: Pace): Promise<TimedRow[]> {
  return timeEach(built, async (row) => {
    const { visits, end } = await serveVisits(row)
    try {
      return await timeRow(row, portable(row), visits, pace)
    } finally {
      await end()
    }
  })
}

const built = rows.filter((row) => row.built)

async function timeEach(all: readonly Row[], time: (row: Row) => Promise<TimedRow>): Promise<TimedRow[]> {
  const timed: TimedRow[] = []
  for (const row of all) timed.push(await time(row))
  return timed
}

async function timeRow<R extends RequestLike>(
  row: Row,
  all: readonly Contender<R>[],
  visits: readonly Visit<R>[],
  pace: Pace,
): Promise<TimedRow> {
  const out = new Map<string, string>()
  for (const contender of all) {
    const not = await whyNot(contender, row, visits[0] as Visit<R>)
    if (not !== null) out.set(contender.name, not)
  }
  const floor = all[0] as Contender<R>
  // The floor takes part twice: how far apart it is from itself says how far any ratio of this row can be trusted.
  const timed = [...all.filter(({ name }) => !out.has(name)), { ...floor, name: `${floor.name}, again` }]
  const entries = timed.map((contender) => entryOf(contender, row, visits))
  const samples = await timeInRounds(entries, visits, pace)
  const contenders = [...timed, ...all.filter(({ name }) => out.has(name))]
  return {
    name: row.name,
    floor: floor.name,
    contenders: contenders.map(({ name, host }) => ({ name, host, samples: samples.get(name), not: out.get(name) })),
  }
}

async function whyNot<R extends RequestLike>(
  contender: Contender<R>,
  row: Row,
  visit: Visit<R>,
): Promise<string | null> {
  const field = leftOut(contender.evaluates, row.fields(visit.document))
  if (field !== null) return `leaves out ${field}`
  const verdict = verdictOf(await contender.run(visit))
  if (verdict === dueOf(contender, row) || isStrict(contender.name)) return null
  return `says ${verdict}`
}

function entryOf<R extends RequestLike>(
  contender: Contender<R>,
  row: Row,
  visits: readonly Visit<R>[],
): Entry<Visit<R>> {
  const { name, run } = contender
  const due = dueOf(contender, row)
  return {
    name,
    run,
    check(result, index) {
      const verdict = verdictOf(result as Result)
      if (verdict !== due) throw new Error(`Cannot time "${row.name}": ${name} says ${verdict}, not ${due}`)
      const { etag } = (visits[index] as Visit<R>).document
      if (isStrict(name) && row.built && due !== 'go on' && !hasItsFields(result as Response, etag)) {
        throw new Error(`Cannot time "${row.name}": ${name} builds a ${due} with other fields`)
      }
    },
  }
}

function dueOf<R extends RequestLike>({ evaluates }: Contender<R>, row: Row): Row['verdict'] {
  return evaluates === null ? 'go on' : row.verdict
}

/** Ours and the floor have to be right in every row: others are left out where they are not. */
function isStrict(name: string): boolean {
  return name.startsWith('ours') || name.startsWith('check by hand')
}

/** Ours and the floor build the same fields: else the one with fewer would win. */
function hasItsFields({ status, headers }: Response, etag: string): boolean {
  if (status === 412) return headers.get('content-type') === 'application/problem+json'
  return headers.get('etag') === etag && headers.get('cache-control') === cacheControl && !headers.has('last-modified')
}
