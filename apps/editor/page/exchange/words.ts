import {
  explain,
  parseEntityTagList,
  formatEntityTag,
  type RequestLike,
  type Step,
  type Validators,
} from '@ifmatch/core'
import type { Exchange } from './exchange.ts'

/** An exchange in words: what was asked and what came of it, and the step that decided. */
export interface Words {
  readonly says: string
  readonly step: Decisive | null
}

/** The step of Section 13.2.2 that decided: its number there, where it has one. */
export interface Decisive extends Step {
  readonly number: number | null
}

// Steps of RFC 9110, Section 13.2.2.
const numbers: Readonly<Record<string, number>> = {
  'If-Match': 1,
  'If-Unmodified-Since': 2,
  'If-None-Match': 3,
  'If-Modified-Since': 4,
  'If-Range': 5,
}

/** Says what happened in an exchange, for somebody who learns what preconditions are for. */
export function wordsOf(exchange: Exchange): Words {
  return { says: says(exchange), step: decisiveStep(exchange) }
}

/** What the server compared with, as the answer tells it: `null`: nothing was there; `undefined`: it tells nothing. */
export function selectedOf(exchange: Exchange): Validators | null | undefined {
  const { method, status, etag, conditions, problem } = exchange
  if (isRemembered(exchange)) return undefined
  const read = method === 'GET' || method === 'HEAD'
  if (status === 404) return null
  if (status === 201) return null
  if (status === 304 || (read && status === 200)) return etag === null ? { exists: true } : { etag }
  if (problem?.current !== undefined) {
    if (problem.current !== null) return { etag: problem.current }
    return problem.reason === 'no-representation' || problem.reason === 'required' ? null : { exists: true }
  }
  if (status !== null && status >= 200 && status < 300 && !read) {
    // A write that was done on a condition: what it listed was there.
    const listed = parseEntityTagList(conditionOf({ conditions }, 'If-Match') ?? '')
    const tag = listed !== '*' && listed?.find(({ weak }) => !weak)
    return tag ? { etag: formatEntityTag(tag) } : { exists: true }
  }
  return undefined
}

function decisiveStep(exchange: Exchange): Decisive | null {
  const selected = selectedOf(exchange)
  if (selected === undefined) return null
  const { method, conditions, status } = exchange
  const fields = new Headers(conditions.map(([name, value]): [string, string] => [name, value]))
  const request: RequestLike = { method, headers: fields }
  const steps = explain(request, selected, status === 428 ? { require: true } : {})
  const step =
    steps.find(({ status }) => status !== null) ?? [...steps].reverse().find(({ outcome }) => outcome === 'holds')
  // What was ignored decided nothing, unless nothing was evaluated at all.
  const decisive = step ?? (steps.length === 1 ? steps[0]! : null)
  if (decisive === null) return null
  return { ...decisive, number: decisive.section.startsWith('RFC') ? null : (numbers[decisive.field] ?? null) }
}

/** Whether the server says that it did this write before: then its answer has no tag, and no condition decided. */
function isRemembered({ status, key, etag }: Exchange): boolean {
  return key !== null && etag === null && (status === 201 || status === 204)
}

function conditionOf({ conditions }: Pick<Exchange, 'conditions'>, name: string): string | null {
  return conditions.find(([field]) => field === name)?.[1] ?? null
}

function says(exchange: Exchange): string {
  const { method, status, problem } = exchange
  if (status === null) return 'There was no answer: the network or the server is away.'
  const read = method === 'GET' || method === 'HEAD'
  const words = read ? saysOfRead(exchange) : saysOfWrite(exchange)
  return words ?? problem?.detail ?? `The server answered ${status}.`
}

function saysOfRead(exchange: Exchange): string | null {
  const { status, etag } = exchange
  const known = conditionOf(exchange, 'If-None-Match')
  if (status === 304) return `Send it unless it is still ${known}. It is, so nothing had to be sent.`
  if (status === 404) return 'Nothing is there by this name.'
  if (status !== 200) return null
  if (known === null) return etag === null ? 'Here is the document.' : `Here is the document, and ${etag} is its tag.`
  return `Send it unless it is still ${known}. It is not: somebody saved, and it is ${etag} now.`
}

function saysOfWrite(exchange: Exchange): string | null {
  const { method, status, etag, problem } = exchange
  const [verb, done] = method === 'DELETE' ? ['Delete', 'deleted'] : ['Save', 'saved']
  if (isRemembered(exchange))
    return 'This was sent before, under the same key, and was done then: nothing was done again.'
  if (status === 428) return `${verb} without saying which version it was made from: refused, since it could overwrite.`
  const match = conditionOf(exchange, 'If-Match')
  if (match !== null) {
    const asked = `${verb} only if it is still ${match}.`
    if (status === 412) {
      if (problem?.reason === 'no-representation') return `${asked} It is gone, so nothing was changed.`
      if (problem?.reason !== 'mismatch' || !problem.current) return `${asked} ${problem?.detail ?? 'It is not.'}`
      return `${asked} Somebody was faster, and it is ${problem.current} now: nothing was changed, and nobody's text is lost.`
    }
    if (status === 204 || status === 200)
      return etag === null || method === 'DELETE'
        ? `${asked} It was, so it is ${done}.`
        : `${asked} It was, so it is ${done}, and is ${etag} now.`
    return null
  }
  if (conditionOf(exchange, 'If-None-Match') === '*') {
    const asked = 'Make it only if nothing is there.'
    if (status === 201) return `${asked} Nothing was, so it is made${etag === null ? '' : `, and ${etag} is its tag`}.`
    if (status === 412)
      return `${asked} Somebody was faster${problem?.current ? `, and ${problem.current} is there` : ''}: nothing was changed, and nobody's text is lost.`
  }
  return null
}
