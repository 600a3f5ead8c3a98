import type { RequestLike } from '@ifmatch/core'
import type { Row } from '../rows.ts'
import type { Contender } from './contender.ts'
import { checkByHand, fourReads, statusByHand } from './floor.ts'
import { freshAnswer, isFresh } from './fresh.ts'
import { bareH3, cacheHeaders } from './h3.ts'
import { bareHono, etagByHashing, etagOfHandler } from './hono.ts'
import { decidePlain, decidePrepared, evaluatePlain, evaluatePrepared } from './ifmatch.ts'
import { fileResponse, statusByHeaders } from './remix.ts'

const all = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since']
const ofReads = ['If-None-Match', 'If-Modified-Since']

const reads: Contender<RequestLike> = { name: 'four reads', evaluates: null, run: fourReads }

const verdicts: readonly Contender<RequestLike>[] = [
  reads,
  { name: 'check by hand', evaluates: all, run: statusByHand },
  { name: 'ours, plain', evaluates: all, run: decidePlain },
  { name: 'ours, prepared', evaluates: all, run: decidePrepared },
  { name: 'fresh', evaluates: ofReads, run: isFresh },
  { name: '@remix-run/headers', evaluates: ['If-Match', 'If-None-Match'], run: statusByHeaders },
]

const answers: readonly Contender<RequestLike>[] = [
  { name: 'check by hand', evaluates: all, run: checkByHand },
  { name: 'ours, plain', evaluates: all, run: evaluatePlain },
  { name: 'ours, prepared', evaluates: all, run: evaluatePrepared },
  { name: 'fresh', evaluates: ofReads, run: freshAnswer },
]

const frameworks: readonly Contender<Request>[] = [
  { name: '@remix-run/response', evaluates: all, run: fileResponse },
  { name: 'bare Hono', evaluates: null, run: bareHono },
  { name: 'hono/etag', evaluates: ['If-None-Match'], host: 'bare Hono', run: etagOfHandler },
  { name: 'hono/etag, hashing', evaluates: ['If-None-Match'], host: 'bare Hono', run: etagByHashing },
  { name: 'bare h3', evaluates: null, run: bareH3 },
  { name: 'h3', evaluates: ofReads, host: 'bare h3', run: cacheHeaders },
]

/** Who is timed in a row; the first is its floor. */
export function contendersFor(row: Row): readonly Contender<Request>[] {
  return row.built ? [...portable(row), ...frameworks] : verdicts
}

/** Those that take any Request, also one of another Fetch implementation. Reading is a floor only where nothing is built. */
export function portable(row: Row): readonly Contender<RequestLike>[] {
  if (!row.built) return verdicts
  return row.verdict === 'go on' ? [reads, ...answers] : answers
}
