/**
 * The path through Section 13.2.2 as `explain` tells it: each condition in its order, up to the one that is false; at the
 * end, step 5, If-Range, where it is there beside a Range that counts.
 */
import type { Step, Validators } from '@ifmatch/core'
import type { Outcome, Outcomes, Word } from './conditions.ts'
import { isEvaluated, judged, reads, verdict, type Policy, type Verdict } from './precedence.ts'
import type { SentFields } from './requests.ts'
import { ifRange } from '../range-oracle.ts'

const told: Record<Word, Step['outcome']> = { absent: 'ignored', disregarded: 'ignored', true: 'holds', false: 'fails' }
const beside: Outcome = { word: 'disregarded' }

export function path(
  method: string,
  fields: SentFields,
  selected: Validators | null,
  policy: Policy,
  now: number,
): string {
  const { status } = verdict(method, fields, selected, policy, now)
  return pathOf(method, fields, selected, policy, status, judged(method, fields, selected, policy, now), now)
}

/** The same, where the four conditions are judged already. */
export function pathOf(
  method: string,
  fields: Partial<SentFields>,
  selected: Validators | null,
  policy: Policy,
  status: Verdict['status'],
  [match, unmodified, none, modified]: Outcomes,
  now: number,
): string {
  if (!isEvaluated(method, selected, policy) || status === 400) return ''
  const steps: [field: string, outcome: Outcome][] = [
    ['If-Match', match],
    ['If-Unmodified-Since', match.word === 'absent' ? unmodified : beside],
    ['If-None-Match', none],
    ['If-Modified-Since', none.word === 'absent' ? modified : beside],
  ]
  const last = steps.findIndex(([, { word }]) => word === 'false')
  const walked = last < 0 ? steps : steps.slice(0, last + 1)
  const field = fields['if-range'] ?? null
  if (last < 0 && selected !== null && field !== null) {
    // Section 13.1.5: without Range it MUST be ignored; and Range counts for GET, and QUERY, alone (Section 14.2).
    const counts = (fields.range ?? null) !== null && reads(method) && method !== 'HEAD'
    walked.push(['If-Range', { word: !counts ? 'disregarded' : ifRange(field, selected, now) ? 'true' : 'false' }])
  }
  return walked.map(([name, { word }]) => `${name} ${told[word]}`).join(', ')
}

/** The same of the steps that `explain` gave: those of the five conditions. */
export function pathTold(steps: readonly Step[]): string {
  const conditions = steps.filter(({ section }) => /^13\.1\.[1-5]$/.test(section))
  return conditions.map(({ field, outcome }) => `${field} ${outcome}`).join(', ')
}

/** What `explain` must say of a decision: the first step that fails is the one that decided. If-Range decides no status. */
export function firstFailure(steps: readonly Step[]): string | null {
  return steps.find(({ outcome, field }) => outcome === 'fails' && field !== 'If-Range')?.field ?? null
}
