/** The axes of the full product: what may be there, what the fields may say of it, what the application may want. */
import type { Validators } from '@ifmatch/core'
import { ifMatch, ifModifiedSince, ifNoneMatch, ifUnmodifiedSince, type Outcome, type Outcomes } from './conditions.ts'
import { ownTag } from './current.ts'
import { inOrder, reads, type ConditionalFields, type Policy, type Verdict } from './precedence.ts'

const lastModified = new Date(Date.UTC(2021, 5, 7, 8, 9, 10, 250))
const theSame = 'Mon, 07 Jun 2021 08:09:10 GMT'
const earlier = 'Mon Jun  7 08:09:09 2021'

export const states: readonly (Validators | null)[] = [
  null,
  { exists: true },
  { lastModified },
  { etag: '"v1"' },
  { etag: 'W/"v1"' },
  { etag: '"v1"', lastModified },
  { etag: { weak: true, opaque: 'v1' }, lastModified },
  { version: 'v1', lastModified, dateIsStrong: true },
  { version: 'v1', variant: 'html' },
  { version: 'v1', variant: 'html', weak: true, lastModified },
  { lastModified: new Date(Date.UTC(2999, 0, 1)) },
  { etag: '"v1"', lastModified: new Date(Date.UTC(2999, 0, 1)), dateIsStrong: true },
]

/** What each field may say of a state: nothing, something true, something false, something that cannot be read. */
export interface Axes {
  readonly ifMatch: readonly (string | null)[]
  readonly ifUnmodifiedSince: readonly (string | null)[]
  readonly ifNoneMatch: readonly (string | null)[]
  readonly ifModifiedSince: readonly (string | null)[]
  readonly ifRange: readonly (string | null)[]
}
export function axes(state: Validators | null): Axes {
  const tag = state === null ? null : ownTag(state)
  const own = tag === null ? '"v1"' : `${tag.weak ? 'W/' : ''}"${tag.opaque}"`
  const strong = state?.dateIsStrong === true
  return {
    ifMatch: [null, '*', `"v0", ${own}`, '"v0", "v2"', `"v0", ${own}, "v2`],
    ifUnmodifiedSince: [null, theSame, earlier, '2021-06-07T08:09:10Z'],
    ifNoneMatch: [null, '"v0", "v2"', '*', `"v0", ${own}`, `"v0" ${own}`],
    ifModifiedSince: [null, earlier, theSame, 'Mon, 7 Jun 2021 08:09:10 GMT'],
    ifRange: [null, strong ? theSame : own, '"v2"', `${own},`],
  }
}

/** Every way to spell a list that some reader gets wrong. */
export const lists: readonly (string | null)[] = [
  null,
  '*',
  '',
  '"v1"',
  'W/"v1"',
  '"v2", W/"v1"',
  '"v1-gzip"',
  '"v1--gzip"',
  'W/"v1-gzip"',
  '"v1-br"',
  '"v1-deflate"',
  '"v1~html"',
  'W/"v1~html"',
  '"v1~html-gzip"',
  '"v1~de"',
  '"v1~"',
  '"v1.1"',
  '"V1"',
  '"v1,v2"',
  '*, "v1"',
  '"v1", *',
  'v1',
  '"v1',
  ',, "v1" ,',
  'w/"v1"',
  '"v1" "v1"',
  '"v\ufffd1"',
  '"v0"',
]

const modes = ['strong', 'intermediaries', 'version'] as const
const maybe = [undefined, true, false] as const
const rest = [{}, { require: true }, { unreadable: 'reject' }, { require: true, unreadable: 'reject' }] as const
/** All that the application may want of preconditions. */
export const policies: readonly Policy[] = modes.flatMap((ifMatch) =>
  maybe.flatMap((create) => rest.map((more) => ({ ifMatch, ...(create === undefined ? {} : { create }), ...more }))),
)
/** `create` speaks of what is not there: beside what is, the first mode shows that it says nothing. */
export const policiesFor = (state: Validators | null): readonly Policy[] =>
  policies.filter(({ create, ifMatch }) => state === null || create === undefined || ifMatch === 'strong')

/** Enough of the dates to see what they do beside each of these. */
export function shortened(all: Axes): Axes {
  return { ...all, ifUnmodifiedSince: all.ifUnmodifiedSince.slice(0, 3), ifModifiedSince: [null, theSame] }
}

export const sizeOf = (all: Axes): number =>
  all.ifMatch.length * all.ifUnmodifiedSince.length * all.ifNoneMatch.length * all.ifModifiedSince.length

export interface Case {
  readonly fields: ConditionalFields
  readonly outcomes: Outcomes
  readonly due: Verdict
}

/** Every combination of the four lists of values, with the oracle's verdict. A condition is judged once for each value. */
export function* cases(
  values: Pick<Axes, 'ifMatch' | 'ifUnmodifiedSince' | 'ifNoneMatch' | 'ifModifiedSince'>,
  method: string,
  selected: Validators | null,
  policy: Policy,
  now: number,
): Generator<Case> {
  const read = reads(method)
  const judged = (texts: readonly (string | null)[], judge: (text: string | null) => Outcome) =>
    texts.map((text) => [text, judge(text)] as const)
  const matches = judged(values.ifMatch, (text) => ifMatch(text, selected, read, policy.ifMatch ?? 'strong'))
  const unmodified = judged(values.ifUnmodifiedSince, (text) => ifUnmodifiedSince(text, selected, now))
  const noneMatches = judged(values.ifNoneMatch, (text) => ifNoneMatch(text, selected, read))
  const modified = judged(values.ifModifiedSince, (text) => ifModifiedSince(text, selected, read, now))
  for (const [a, first] of matches) {
    for (const [b, second] of unmodified) {
      for (const [c, third] of noneMatches) {
        for (const [d, fourth] of modified) {
          const fields = { 'if-match': a, 'if-unmodified-since': b, 'if-none-match': c, 'if-modified-since': d }
          const outcomes = [first, second, third, fourth] as const
          yield { fields, outcomes, due: inOrder(method, fields, selected, policy, outcomes) }
        }
      }
    }
  }
}
