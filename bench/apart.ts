import crypto from 'node:crypto'
import { decide, entityTagOfBytesSync, evaluatePreconditions, formatEntityTag } from '@ifmatch/core'
import { etag as jshttpEtag } from 'etag'
import { isUnreadable } from '../packages/core/src/fields/entity-tag-list.ts'
import { checkByHand, fourReads, statusByHand } from './contenders/floor.ts'
import { isFresh } from './contenders/fresh.ts'
import { bodiesOf } from './documents.ts'
import { type Entry, type Pace, timeInRounds } from './harness/rounds.ts'
import { rows } from './rows.ts'
import type { TimedRow } from './timed-row.ts'
import { type Visit, visitsOf } from './visits.ts'

// What the rows that miss their aims are made of: each part by itself or with the ones before it, in one process with the
// whole. It is where the reasons in docs/performance.md come from.

type Its = Visit<Request>
type Parts<I> = Record<string, (input: I) => unknown>

/** Times the parts of a row beside the whole; the first is what the others are compared with. */
export async function timeApart(pace: Pace): Promise<TimedRow[]> {
  const timed: TimedRow[] = []
  for (const [name, parts] of Object.entries(evaluations)) {
    const row = rows.find((one) => one.name === name)
    // BENCH_ROWS may have left it out.
    if (row)
      timed.push(
        await timeParts(
          name,
          parts,
          visitsOf(row, (url, init) => new Request(url, init)),
          pace,
        ),
      )
  }
  for (const [name, size] of Object.entries({ '1 KB': 1024, '1 MB': 1024 * 1024 })) {
    const paced = size > 1024 ? { rounds: Math.ceil(pace.rounds / 4), slices: 1 } : pace
    timed.push(await timeParts(`entity tag of ${name}`, hashes, bodiesOf(size), paced))
  }
  return timed
}

const tag = /^[!#-[\]-}]*$/
const constant = `{"type":"about:blank",${'"detail":"a text as long as ours",'.repeat(11)}"status":412}`
const headers = new Headers({ 'content-type': 'application/problem+json' })
const numbered = { version: 7 }
const fieldOf = ({ request }: Its, name: string): string => request.headers.get(name)!

const evaluations: Record<string, Parts<Its>> = {
  'no conditional field': {
    'four reads': fourReads,
    'ours, nothing selected': ({ request }) => evaluatePreconditions(request, null),
    'ours, prepared': ({ request, document }) => evaluatePreconditions(request, document.prepared),
    'ours, a number as version': ({ request }) => evaluatePreconditions(request, numbered),
    'ours, plain': ({ request, document }) => evaluatePreconditions(request, document.plain),
    'one regular expression over the version': ({ document }) => tag.test(document.opaque),
  },
  'list of ten, hit at the last: verdict alone': {
    'check by hand': statusByHand,
    fresh: isFresh,
    'ours, prepared': ({ request, document }) => decide(request, document.prepared),
    'four reads': fourReads,
    'reading that field, and a search for the tag in it': (visit) =>
      fieldOf(visit, 'if-none-match').indexOf(visit.document.opaque),
    'reading that field, and a walk over all members': (visit) => !isUnreadable(fieldOf(visit, 'if-none-match')),
    'reading that field': (visit) => fieldOf(visit, 'if-none-match'),
  },
  'If-Modified-Since echoed: verdict alone': {
    'check by hand': statusByHand,
    fresh: isFresh,
    'ours, prepared': ({ request, document }) => decide(request, document.prepared),
    'four reads': fourReads,
    'four reads, and a comparison of texts': (visit) => fourReads(visit) === visit.document.modifiedField,
    'four reads, a comparison, and an object': (visit) =>
      fourReads(visit) === visit.document.modifiedField
        ? { status: 304, field: 'If-Modified-Since', reason: 'not-modified', received: null, current: null }
        : null,
  },
  'If-Match miss: 412 built': {
    'check by hand': checkByHand,
    'ours, prepared': ({ request, document }) => evaluatePreconditions(request, document.prepared),
    'the verdict alone': ({ request, document }) => decide(request, document.prepared),
    'the verdict, and a Response with a constant text': ({ request, document }) =>
      new Response(decide(request, document.prepared).status === 412 ? constant : null, { status: 412, headers }),
    'the same, and both tags written as JSON': ({ request, document }) => {
      const { received, current } = decide(request, document.prepared)
      return new Response(`${constant}${JSON.stringify(received)}${JSON.stringify(current)}`, { status: 412, headers })
    },
  },
}

const hashes: Parts<Uint8Array<ArrayBuffer>> = {
  'jshttp etag': (body) => jshttpEtag(body as Buffer),
  ours: (body) => formatEntityTag(entityTagOfBytesSync(body)!),
  'SHA-256 by itself': (body) => crypto.hash('sha256', body, 'base64url'),
  'SHA-1 by itself': (body) => crypto.hash('sha1', body, 'base64url'),
  'SHA-1 by crypto.subtle, as hono/etag does': (body) => globalThis.crypto.subtle.digest('SHA-1', body),
}

async function timeParts<I>(name: string, parts: Parts<I>, inputs: readonly I[], pace: Pace): Promise<TimedRow> {
  const entries = Object.entries(parts).map(([part, run]): Entry<I> => ({ name: part, run, check: isSomething }))
  const samples = await timeInRounds(entries, inputs, pace)
  const [floor] = Object.keys(parts) as [string]
  return { name, floor, contenders: [...samples].map(([part, samples]) => ({ name: part, samples })) }
}

// A part is no verdict: what can be wrong with it is that it did nothing.
function isSomething(result: unknown): void {
  if (result === undefined || result === false || result === -1) throw new Error('Cannot time a part that does nothing')
}
