/** RFC 9110, Section 13.2: when preconditions are evaluated, and in which order. */
import type { Options, Reason, Validators } from '@ifmatch/core'
import { ifMatch, ifModifiedSince, ifNoneMatch, ifUnmodifiedSince, type Outcomes, type Word } from './conditions.ts'
import { readTags } from './entity-tags.ts'

export interface ConditionalFields {
  readonly 'if-match': string | null
  readonly 'if-unmodified-since': string | null
  readonly 'if-none-match': string | null
  readonly 'if-modified-since': string | null
}
export type Policy = Pick<Options, 'ifMatch' | 'require' | 'create' | 'unreadable'>
export interface Verdict {
  readonly status: 304 | 400 | 412 | 428 | null
  readonly field: string | null
  readonly reason: Reason | null
}

const goOn: Verdict = { status: null, field: null, reason: null }

// Section 13.2.1 and READINGS 4; QUERY is a read by READINGS 1. Methods are case-sensitive.
const neverEvaluated = ['CONNECT', 'OPTIONS', 'TRACE']
const readMethods = ['GET', 'HEAD', 'QUERY']
const methodsThatMayRequire = ['PUT', 'PATCH', 'DELETE']

export const reads = (method: string): boolean => readMethods.includes(method)

// Section 13.2.2, row by row. `any` is whatever is left; the first row that fits decides; if none fits, go on.
type Row = [Word | 'any', Word | 'any', Word | 'any', Word | 'any', 'reads' | 'writes' | 'any', 304 | 412, string]
const columns = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'If-Modified-Since']
const table: Row[] = [
  // If-Match  If-Unm.-S.  If-None-M.  If-Mod.-S.  method
  ['false', 'any', 'any', 'any', 'any', 412, 'If-Match'], // step 1
  ['absent', 'false', 'any', 'any', 'any', 412, 'If-Unmodified-Since'], // step 2
  ['any', 'any', 'false', 'any', 'reads', 304, 'If-None-Match'], // step 3
  ['any', 'any', 'false', 'any', 'writes', 412, 'If-None-Match'], // step 3
  ['any', 'any', 'absent', 'false', 'reads', 304, 'If-Modified-Since'], // step 4
]

/** Whether Section 13.2.1 lets preconditions count at all: without them it would not be 404, 405 and the like. */
export function isEvaluated(method: string, selected: Validators | null, policy: Policy): boolean {
  if (neverEvaluated.includes(method)) return false
  if (selected !== null) return true
  if (reads(method)) return false
  return policy.create ?? method !== 'DELETE'
}

export function verdict(
  method: string,
  fields: ConditionalFields,
  selected: Validators | null,
  policy: Policy = {},
  now: number = Date.now(),
): Verdict {
  return inOrder(method, fields, selected, policy, judged(method, fields, selected, policy, now))
}

export function judged(
  method: string,
  fields: ConditionalFields,
  selected: Validators | null,
  policy: Policy,
  now: number,
): Outcomes {
  return [
    ifMatch(fields['if-match'], selected, reads(method), policy.ifMatch ?? 'strong'),
    ifUnmodifiedSince(fields['if-unmodified-since'], selected, now),
    ifNoneMatch(fields['if-none-match'], selected, reads(method)),
    ifModifiedSince(fields['if-modified-since'], selected, reads(method), now),
  ]
}

/** The order alone, over the four conditions in its order. */
export function inOrder(
  method: string,
  fields: ConditionalFields,
  selected: Validators | null,
  policy: Policy,
  outcomes: Outcomes,
): Verdict {
  if (!isEvaluated(method, selected, policy)) return goOn
  if (policy.unreadable === 'reject') {
    if (isUnreadable(fields['if-match'])) return { status: 400, field: 'If-Match', reason: 'malformed' }
    if (isUnreadable(fields['if-none-match'])) return { status: 400, field: 'If-None-Match', reason: 'malformed' }
  }
  const kind = reads(method) ? 'reads' : 'writes'
  for (const [match, unmodified, none, modified, methods, status, field] of table) {
    const fits = [match, unmodified, none, modified].every((word, n) => word === 'any' || word === outcomes[n]?.word)
    if (!fits || (methods !== 'any' && methods !== kind)) continue
    return { status, field, reason: outcomes[columns.indexOf(field)]?.reason ?? null }
  }
  return isRequired(method, fields, selected, policy)
}

const isUnreadable = (field: string | null) => field !== null && readTags(field) === null

// Nothing was false. RFC 6585, Section 3: is a condition missing that the application wants?
function isRequired(method: string, fields: ConditionalFields, selected: Validators | null, policy: Policy): Verdict {
  if (policy.require !== true || !methodsThatMayRequire.includes(method)) return goOn
  if (selected === null) {
    const creates = fields['if-none-match'] !== null && readTags(fields['if-none-match']) === '*'
    return creates ? goOn : { status: 428, field: 'If-None-Match', reason: 'required' }
  }
  const listsTheTag = fields['if-match'] !== null && readTags(fields['if-match']) !== '*'
  return listsTheTag ? goOn : { status: 428, field: 'If-Match', reason: 'required' }
}
