import { isRead } from '../fields/request.ts'
import { documentResponse, problemDetails, problemResponse } from './problem-details.ts'
import type { Decision, Options, Problem } from './options.ts'

// Enough of a field to recognise it by; a header of 60 KB is not sent back whole.
const RECEIVED = 1000

const AGAIN = 'fetch the resource again, reapply the change, and retry with the ETag that comes with it'

/** What did not hold, and what to do next: of a write for a person who may have unsaved work in hand. */
function detailOf(decision: Decision, method: string): string {
  return isRead(method) ? readDetail(decision) : writeDetail(decision)
}

function readDetail({ reason, field }: Decision): string {
  switch (reason) {
    case 'mismatch':
      return `${field} lists no current entity tag, so nothing was sent: fetch the resource without ${field} for what is there now.`
    case 'weak':
      return `${field} needs a strong entity tag, and the current one is weak, so nothing was sent: fetch the resource without ${field}, or ask by If-None-Match.`
    case 'weakened-by-intermediary':
      return `${field} lists the current entity tag as a proxy that compresses rewrites it, and the strong comparison refuses that, so nothing was sent: retry with the tag in "current", or fetch the resource without ${field}.`
    case 'malformed':
      return `${field} is neither * nor a list of entity tags, each in double quotes, so nothing was sent: correct it and retry.`
    case 'modified-since':
      return `${field} did not hold, because it was modified since, so nothing was sent: fetch the resource without ${field} for what is there now.`
    default:
      return `${field} did not hold, because nothing is there.`
  }
}

function writeDetail({ reason, field, current }: Decision): string {
  switch (reason) {
    case 'mismatch':
      return `${field} lists no current entity tag, so nothing was changed: ${AGAIN}.`
    case 'weak':
      return `${field} needs a strong entity tag, and the current one is weak, so nothing was changed: the server has to send strong tags, or to evaluate with ifMatch: 'version'.`
    case 'weakened-by-intermediary':
      return `${field} lists the current entity tag as a proxy that compresses rewrites it, and the strong comparison refuses that, so nothing was changed: retry with the tag in "current", or let the server evaluate with ifMatch: 'intermediaries'.`
    case 'malformed':
      return `${field} is neither * nor a list of entity tags, each in double quotes, so nothing was changed: correct it and retry.`
    case 'no-representation':
      return `${field} did not hold, because nothing is there: to create it, retry with If-None-Match: * instead.`
    case 'exists':
      return `${field} did not hold, because it is there already, so nothing was changed: ${AGAIN} in If-Match.`
    case 'modified-since':
      return `${field} did not hold, because it was modified since, so nothing was changed: ${AGAIN}.`
    default:
      if (field === 'If-Match' && current === null)
        return 'This request needs If-Match with the current entity tag, and the server has none for it: it has to give its state a version.'
      return field === 'If-Match'
        ? 'This request needs If-Match with the current entity tag, so that it cannot overwrite a change that was not seen: fetch the resource, reapply the change, and retry with its ETag.'
        : 'This request needs If-None-Match: *, because nothing is there yet: retry with it, so that only one of several creations wins.'
  }
}

/**
 * Builds a 400, 412 or 428 for a decision. Nothing of the representation is in it but the current tag, and no freshness:
 * it must never be stored and answer a plain GET.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.13 RFC 9110, Section 15.5.13}
 * @see {@link https://www.rfc-editor.org/rfc/rfc6585.html#section-3 RFC 6585, Section 3}
 */
export function preconditionFailed(method: string, decision: Decision, options: Options): Response {
  const { status, field, reason } = decision
  const received = shortened(decision.received)
  const fields = status === 428 ? { 'cache-control': 'no-store' } : undefined
  if (options.problem === undefined) {
    const text = `${leadOf(decision, method)}${JSON.stringify(received)},"current":${JSON.stringify(decision.current)}}`
    return documentResponse(method, status!, text, options, fields)
  }
  const details = problemDetails(status!, detailOf(decision, method))
  const problem = { ...details, precondition: field, reason, received, current: decision.current } as Problem
  return problemResponse(method, status!, options.problem(problem), options, fields)
}

function shortened(received: string | null): string | null {
  return received !== null && received.length > RECEIVED ? `${received.slice(0, RECEIVED)}…` : received
}

/** All of the document but what differs from request to request, up to the value of `received`. */
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
  const { status, field, reason, current } = decision
  const hasCurrent = current !== null
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
  const start = JSON.stringify({ ...problemDetails(status!, detailOf(decision, method)), precondition: field, reason })
  const text = `${start.slice(0, -1)},"received":`
  leads.push({ status, field, reason, hasCurrent, ofRead, text })
  return text
}
