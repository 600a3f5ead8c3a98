import { ifMatch, whyIfMatchFails } from '../conditions/if-match.ts'
import { ifModifiedSince } from '../conditions/if-modified-since.ts'
import { ifNoneMatch } from '../conditions/if-none-match.ts'
import { ifUnmodifiedSince } from '../conditions/if-unmodified-since.ts'
import { ifRange } from '../conditions/if-range.ts'
import type { Condition, Reason } from '../conditions/condition.ts'
import { trimBlanks } from '../fields/blanks.ts'
import { checked, type Current, currentOf } from '../fields/current.ts'
import { isStar, isUnreadable, parseEntityTagList } from '../fields/entity-tag-list.ts'
import { parseHttpDate } from '../fields/http-date.ts'
import { parseRange } from '../fields/range.ts'
import { isRead, type RequestLike, selectsNothing } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { defaults, type Options } from '../responses/options.ts'
import { isEvaluated } from './applicability.ts'
import { evaluateRange } from './evaluate-range.ts'
import { isRequired, isSatisfied } from './required.ts'

/** One step of an evaluation: which field, what it said, and why, in words for a person who learns. */
export interface Step {
  readonly section: string
  readonly field: string
  readonly outcome: Condition
  readonly because: string
  /** The status that this step answers with; `null` where the evaluation goes on. */
  readonly status: 206 | 304 | 400 | 404 | 412 | 416 | 428 | null
}

/**
 * Explains a decision step by step, in the order of Section 13.2.2. The last step is the one that decided; a step with a
 * `status` ends the request. Where a `size` stands beside the validators, as in a representation, a step says what Range
 * comes to.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { explain } from '@ifmatch/core'
 *
 * const save = new Request('http://localhost/note', { method: 'PUT', headers: { 'If-Match': '"6"' } })
 * const [step] = explain(save, { version: 7 })
 * assert.equal(`${step!.section} ${step!.field} ${step!.outcome}`, '13.1.1 If-Match fails')
 * ```
 *
 * @throws TypeError for validators that say nothing or two things; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2 RFC 9110, Section 13.2.2}
 */
export function explain(
  request: RequestLike,
  selected: (Validators & { size?: number }) | null,
  options: Options = defaults,
): Step[] {
  if (selected !== null) checked(selected)
  const { method } = request
  if (!isEvaluated(method, selected, options)) {
    const isMissing = selected === null && !selectsNothing(method)
    const because = isMissing
      ? `nothing is there, and ${method} is then answered 404, whatever the conditions say`
      : `${method} selects no representation to compare with`
    return [{ section: '13.2.1', field: method, outcome: 'ignored', because, status: isMissing ? 404 : null }]
  }
  const steps: Step[] = []
  for (const step of walk(request, selected, options)) {
    steps.push(step)
    if (step.status !== null) break
  }
  return steps
}

function* walk(
  request: RequestLike,
  selected: (Validators & { size?: number }) | null,
  options: Options,
): Generator<Step> {
  const { method, headers } = request
  const current = selected && currentOf(selected)
  const read = isRead(method)
  const mode = options.ifMatch ?? 'strong'
  const match = headers.get('if-match')
  const unmodified = headers.get('if-unmodified-since')
  const none = headers.get('if-none-match')
  const modified = headers.get('if-modified-since')

  const unreadable = options.unreadable === 'reject' ? unreadableList(match, none) : null
  if (unreadable !== null)
    yield {
      section: '13.2.2',
      field: unreadable,
      outcome: 'fails',
      because: 'it cannot be read, and unreadable lists are rejected',
      status: 400,
    }

  const matched = ifMatch(match, current, read, mode)
  const whyNot = matched === 'fails' ? whyIfMatchFails(match!, current, read, mode) : null
  yield {
    section: '13.1.1',
    field: 'If-Match',
    outcome: matched,
    because: match === null ? 'the field is absent' : becauseOfMatch(match, whyNot),
    status: matched === 'fails' ? 412 : null,
  }

  if (match !== null && unmodified !== null) {
    yield {
      section: '13.1.4',
      field: 'If-Unmodified-Since',
      outcome: 'ignored',
      because: 'If-Match is there, and says it better',
      status: null,
    }
  } else {
    const outcome = ifUnmodifiedSince(unmodified, current)
    yield {
      section: '13.1.4',
      field: 'If-Unmodified-Since',
      outcome,
      because: becauseOfDate(unmodified, current, outcome === 'fails'),
      status: outcome === 'fails' ? 412 : null,
    }
  }

  const outcome = ifNoneMatch(none, current, read)
  yield {
    section: '13.1.2',
    field: 'If-None-Match',
    outcome,
    because: becauseOfNoneMatch(none, current, outcome),
    status: outcome === 'fails' ? (read ? 304 : 412) : null,
  }

  if (!read && modified !== null) {
    const because = `${method} is not a read`
    yield { section: '13.1.3', field: 'If-Modified-Since', outcome: 'ignored', because, status: null }
  } else if (none !== null && modified !== null) {
    yield {
      section: '13.1.3',
      field: 'If-Modified-Since',
      outcome: 'ignored',
      because: 'If-None-Match is there, and says it better',
      status: null,
    }
  } else {
    const outcome = ifModifiedSince(modified, current)
    yield {
      section: '13.1.3',
      field: 'If-Modified-Since',
      outcome,
      because: becauseOfDate(modified, current, outcome === 'holds'),
      status: outcome === 'fails' ? 304 : null,
    }
  }

  const range = headers.get('if-range')
  if (range !== null && current !== null) yield ifRangeStep(method, range, headers.get('range'), current)
  if (selected?.size !== undefined) yield rangeStep(request, selected, selected.size)

  if (options.require && isRequired(method)) {
    const satisfied = isSatisfied(match, none, current)
    const field = current ? 'If-Match' : 'If-None-Match'
    const because = satisfied
      ? 'the request names the state that it was made from'
      : `a ${method} must name the state that it was made from`
    const outcome = satisfied ? 'holds' : 'fails'
    yield { section: 'RFC 6585, 3', field, outcome, because, status: satisfied ? null : 428 }
  }
}

function ifRangeStep(method: string, field: string, range: string | null, current: Current): Step {
  const step = { section: '13.1.5', field: 'If-Range', status: null }
  if (range === null) return { ...step, outcome: 'ignored', because: 'there is no Range for it' }
  if (!hasRanges(method)) return { ...step, outcome: 'ignored', because: `${method} has no ranges` }
  const outcome = ifRange(field, current)
  return {
    ...step,
    outcome,
    because:
      outcome === 'holds'
        ? 'the parts belong to the current representation'
        : 'it is not the current representation for certain: the whole is due',
  }
}

function rangeStep(request: RequestLike, selected: Validators, size: number): Step {
  const { status, ranges } = evaluateRange(request, selected, size)
  const step = { section: '14.2', field: 'Range' }
  if (status === 416) return { ...step, outcome: 'fails', because: `none of it lies within the ${size} bytes`, status }
  if (status === 200)
    return { ...step, outcome: 'ignored', because: becauseOfWhole(request, selected, size), status: null }
  const because = ranges.map(({ offset, length }) => `bytes ${offset} to ${offset + length - 1}`).join(', ')
  return { ...step, outcome: 'holds', because: `${because} of ${size} are sent`, status }
}

function becauseOfWhole({ method, headers }: RequestLike, selected: Validators, size: number): string {
  const range = headers.get('range')
  if (range === null) return 'the field is absent'
  if (!hasRanges(method)) return `${method} has no ranges`
  if (size === 0) return 'there are no bytes to choose from'
  if (parseRange(range, size) === null) return 'it cannot be read as ranges of bytes'
  return ifRange(headers.get('if-range'), currentOf(selected)) === 'fails'
    ? 'If-Range is false: the whole is due'
    : 'the ranges together cost more than the whole'
}

function hasRanges(method: string): boolean {
  return method === 'GET' || method === 'QUERY'
}

function unreadableList(match: string | null, none: string | null): string | null {
  if (isUnreadable(match)) return 'If-Match'
  return isUnreadable(none) ? 'If-None-Match' : null
}

function becauseOfMatch(field: string, whyNot: Reason | null): string {
  switch (whyNot) {
    case null:
      return isStar(field) ? 'something is there' : 'it lists the current entity tag'
    case 'no-representation':
      return 'nothing is there'
    case 'weak':
      return 'the current entity tag is weak, and weak tags never match strongly'
    case 'weakened-by-intermediary':
      return 'it lists the current entity tag as a compressing proxy rewrites it'
    case 'malformed':
      return 'it cannot be read'
    default:
      return 'it does not list the current entity tag'
  }
}

function becauseOfNoneMatch(field: string | null, current: Current | null, outcome: Condition): string {
  if (field === null) return 'the field is absent'
  if (current === null) return 'nothing is there'
  if (isStar(field)) return 'something is there'
  if (parseEntityTagList(field) === null) return 'it cannot be read, and then lists nothing'
  return outcome === 'fails' ? 'it lists the current entity tag' : 'it does not list the current entity tag'
}

function becauseOfDate(field: string | null, current: Current | null, isLater: boolean): string {
  if (field === null) return 'the field is absent'
  if (current === null || current.held === null) return 'there is no modification date to compare with'
  if (parseHttpDate(trimBlanks(field)) === null) return 'it is no HTTP-date'
  return isLater ? 'it was modified after that date' : 'it was not modified after that date'
}
