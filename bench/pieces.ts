import { entityTagOfBytesSync, formatEntityTag, parseHttpDate } from '@ifmatch/core'
import { etag as jshttpEtag } from 'etag'
import { bodiesOf, documents } from './documents.ts'
import { type Entry, type Pace, timeInRounds } from './harness/rounds.ts'
import type { TimedRow } from './timed-row.ts'

// Dates and tags by themselves. Each row has 64 inputs, as everywhere.

const dates = documents.map(({ modifiedField }) => modifiedField)

/** What hono/etag does with a body once it has all of it. */
async function tagByHono(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', body)
  return `"${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

const tagByUs = (body: Uint8Array<ArrayBuffer>): string => {
  const tag = entityTagOfBytesSync(body)
  if (tag === null) throw new Error('Cannot time tags: this runtime has no synchronous hash')
  return formatEntityTag(tag)
}

/** Times reading an HTTP-date, and making an entity tag of a body that is there. */
export async function timePieces(pace: Pace): Promise<TimedRow[]> {
  return [
    await timed('HTTP-date read', dates, pace, [
      { name: 'Date.parse', run: (field) => Date.parse(field), check: isDate },
      { name: 'ours', run: (field) => parseHttpDate(field), check: isDate },
    ]),
    await tagRow('entity tag of 1 KB', bodiesOf(1024), pace),
    await tagRow('entity tag of 1 MB', bodiesOf(1024 * 1024), { rounds: Math.ceil(pace.rounds / 4), slices: 1 }),
  ]
}

function tagRow(name: string, bodies: Uint8Array<ArrayBuffer>[], pace: Pace): Promise<TimedRow> {
  return timed(name, bodies, pace, [
    { name: 'jshttp etag', run: (body) => jshttpEtag(body as Buffer), check: isTag },
    { name: 'ours', run: tagByUs, check: isTag },
    { name: 'as hono/etag does', run: tagByHono, check: isTag },
  ])
}

async function timed<I>(name: string, inputs: readonly I[], pace: Pace, entries: Entry<I>[]): Promise<TimedRow> {
  const floor = entries[0] as Entry<I>
  const samples = await timeInRounds([...entries, { ...floor, name: `${floor.name}, again` }], inputs, pace)
  return { name, floor: floor.name, contenders: [...samples].map(([name, samples]) => ({ name, samples })) }
}

function isDate(result: unknown, index: number): void {
  if (result !== documents[index]?.modified) throw new Error(`Cannot time a date that is read as ${String(result)}`)
}

function isTag(result: unknown): void {
  if (typeof result !== 'string' || !/^"[^"]+"$/.test(result))
    throw new Error(`Cannot time a tag that reads ${String(result)}`)
}
