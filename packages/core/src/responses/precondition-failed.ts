import type { Reason } from '../conditions/condition.ts'
import { isRead } from '../fields/request.ts'
import { documentResponse } from './problem-details.ts'
import type { Decision, Options, Problem } from './options.ts'

// Enough of a field to recognise it by; a header of 60 KB is not sent back whole.
const RECEIVED = 1000

const AGAIN = 'fetch the resource again, reapply the change, and retry with the ETag that comes with it'

/** What did not hold, and what to do next: of a write for a person who may have unsaved work in hand. */
function detailOf({ status, reason, field, current }: Decision, ofRead: boolean): string {
  if (status === 428) return detailOfRequired(field!, current)
  const without = `fetch the resource without ${field}`
  const next = ofRead ? `${without} for what is there now` : AGAIN
  const details: Partial<Record<Reason, readonly [because: string, next: string]>> = {
    mismatch: ['lists no current entity tag', next],
    weak: [
      'needs a strong entity tag, and the current one is weak',
      ofRead
        ? `${without}, or ask by If-None-Match`
        : "the server has to send strong tags, or to evaluate with ifMatch: 'version'",
    ],
    'weakened-by-intermediary': [
      'lists the current entity tag as a proxy that compresses rewrites it, and the strong comparison refuses that',
      `retry with the tag in "current", or ${ofRead ? without : "let the server evaluate with ifMatch: 'intermediaries'"}`,
    ],
    malformed: ['is neither * nor a list of entity tags, each in double quotes', 'correct it and retry'],
    'no-representation': [
      'did not hold, because nothing is there',
      'to create it, retry with If-None-Match: * instead',
    ],
    exists: ['did not hold, because it is there already', `${AGAIN} in If-Match`],
    'modified-since': ['did not hold, because it was modified since', next],
  }
  const [because, then] = details[reason!]!
  return `${field} ${because}, so nothing was ${ofRead ? 'sent' : 'changed'}: ${then}.`
}

function detailOfRequired(field: string, current: string | null): string {
  if (field !== 'If-Match')
    return 'This request needs If-None-Match: *, because nothing is there yet: retry with it, so that only one of several creations wins.'
  const needed = 'This request needs If-Match with the current entity tag, '
  return current === null
    ? `${needed}and the server has none for it: it has to give its state a version.`
    : `${needed}so that it cannot overwrite a change that was not seen: ${AGAIN}.`
}

/**
 * Builds a 400, 412 or 428 for a decision. Nothing of the representation is in it but the current tag, and no freshness:
 * it must never be stored and answer a plain GET.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.13 RFC 9110, Section 15.5.13}
 * @see {@link https://www.rfc-editor.org/rfc/rfc6585.html#section-3 RFC 6585, Section 3}
 */
export function preconditionFailed(method: string, decision: Decision, options: Options): Response {
  const { status, current } = decision
  const received = shortened(decision.received)
  const fields = status === 428 ? { 'cache-control': 'no-store' } : undefined
  if (options.problem === undefined) {
    const text = `${leadOf(decision, method)}${JSON.stringify(received)},"current":${JSON.stringify(current)}}`
    return documentResponse(method, status!, text, options, fields)
  }
  const problem = options.problem({ ...leadingMembers(decision, method), received, current })
  return documentResponse(method, status!, problem && JSON.stringify(problem), options, fields)
}

function shortened(received: string | null): string | null {
  return received !== null && received.length > RECEIVED ? `${received.slice(0, RECEIVED)}…` : received
}

/** All members of the document but those that differ from request to request. */
function leadingMembers(decision: Decision, method: string): Omit<Problem, 'received' | 'current'> {
  const { status, field, reason } = decision
  return {
    type: 'about:blank',
    title: status === 400 ? 'Bad Request' : `Precondition ${status === 412 ? 'Failed' : 'Required'}`,
    status: status!,
    detail: detailOf(decision, isRead(method)),
    precondition: field,
    reason: reason!,
  }
}

/** The document up to the value of `received`. */
interface Lead {
  readonly status: Decision['status']
  readonly field: string | null
  readonly reason: Decision['reason']
  readonly hasCurrent: boolean
  readonly ofRead: boolean
  readonly text: string
}

// Made once for each status, field and reason, of which there are a dozen: with it a 412 costs half of what it costs to make
// the whole text each time. Looked for one by one: a key of text for a Map costs a tenth of the whole answer on Bun.
const leads: Lead[] = []

function leadOf(decision: Decision, method: string): string {
  const { status, field, reason } = decision
  const hasCurrent = decision.current !== null
  const ofRead = isRead(method)
  for (const lead of leads) {
    if (
      lead.reason === reason &&
      lead.field === field &&
      lead.status === status &&
      lead.hasCurrent === hasCurrent &&
      lead.ofRead === ofRead
    )
      return lead.text
  }
  const text = `${JSON.stringify(leadingMembers(decision, method)).slice(0, -1)},"received":`
  leads.push({ status, field, reason, hasCurrent, ofRead, text })
  return text
}
