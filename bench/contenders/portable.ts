import type { RequestLike } from '@ifmatch/core'
import type { Row } from '../rows.ts'
import type { Contender } from './contender.ts'
import { checkByHand, fourReads, statusByHand } from './floor.ts'
import { freshAnswer, isFresh } from './fresh.ts'
import { decidePlain, decidePrepared, evaluatePlain, evaluatePrepared } from './ifmatch.ts'
import { statusByHeaders } from './remix.ts'

export const all = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since']
export const ofReads = ['If-None-Match', 'If-Modified-Since']

const reads: Contender<RequestLike> = { name: 'four reads', evaluates: null, run: fourReads }

export const verdicts: readonly Contender<RequestLike>[] = [
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

/** Those that take any Request, also one of another Fetch implementation. Reading is a floor only where nothing is built. */
export function portable(row: Row): readonly Contender<RequestLike>[] {
  if (!row.built) return verdicts
  return row.verdict === 'go on' ? [reads, ...answers] : answers
}
