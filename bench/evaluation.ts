import type { RequestLike } from '@ifmatch/core'
import { Request as PonyfillRequest } from '@whatwg-node/fetch'
import { type Contender, leftOut, type Result, verdictOf } from './contenders/contender.ts'
import { contendersFor, portable } from './contenders/index.ts'
import { cacheControl } from './documents.ts'
import { type Entry, type Pace, timeInRounds } from './harness/rounds.ts'
import { type Row, rows } from './rows.ts'
import type { TimedRow } from './timed-row.ts'
import { type Visit, visitsOf } from './visits.ts'

/** Whose Request is read: the runtime's own, or that of @whatwg-node/fetch. */
export type Family = 'native' | '@whatwg-node/fetch'

/** Times every row with the Request of one family; none where the ponyfill is the native one anyway. */
export async function timeRows(family: Family, pace: Pace): Promise<TimedRow[]> {
  const timed: TimedRow[] = []
  if (family === 'native') {
    for (const row of rows) {
      const visits = visitsOf(row, (url, init) => new Request(url, init))
      timed.push(await timeRow(row, contendersFor(row), visits, pace))
    }
  } else if (PonyfillRequest !== Request) {
    for (const row of rows.filter(({ built }) => built)) {
      const visits = visitsOf(row, (url, init) => new PonyfillRequest(url, init))
      timed.push(await timeRow(row, portable(row), visits, pace))
    }
  }
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
