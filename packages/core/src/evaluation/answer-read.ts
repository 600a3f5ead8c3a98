import { asSeenAt, currentOf } from '../fields/current.ts'
import type { RequestLike } from '../fields/request.ts'
import { datedNotModified } from '../responses/not-modified.ts'
import type { Options } from '../responses/options.ts'
import { problemDetails, problemResponse } from '../responses/problem-details.ts'
import { type Representation, sizeOf } from '../responses/representation.ts'
import { sendPart, sendParts, sendWhole } from '../responses/send.ts'
import { dated } from './dated.ts'
import { evaluateAnswer } from './evaluate-answer.ts'
import { reportGoOn, stopped } from './evaluate-preconditions.ts'
import { evaluateRange } from './evaluate-range.ts'
import { precedence, type Stop } from './precedence.ts'

/** How often a representation may change before it can be opened; then the answer is 503. */
export const ATTEMPTS = 10

/** What a read finds: a representation, nothing, or an answer that is complete already. */
export type Selected = Representation | Response | null

/** Answers a read with what `select` finds, and dates it; where that changed before it could be opened, `select` is asked again. */
export async function answerRead(
  request: RequestLike,
  select: () => Selected | Promise<Selected>,
  attempts: number,
  options: Options,
): Promise<Response> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const begun = Date.now()
    const found = await select()
    if (isAnswer(found)) return dated(evaluateAnswer(request, found, options))
    const selected = asSeenAt(begun, found)
    const stop = selected === null ? null : precedence(request, selected, options)
    if (stop) return stopRead(stop, request, options)
    const answer =
      selected === null ? problem(request, 404, 'Nothing is here.', options) : await open(request, selected, options)
    if (answer === null) continue
    reportGoOn(request, options)
    return answer
  }
  reportGoOn(request, options)
  return problem(request, 503, 'It changed while it was read: ask again.', options, { 'retry-after': '1' })
}

function stopRead(stop: Stop, request: RequestLike, options: Options): Response {
  const answer = stopped(stop, request, options, datedNotModified)
  return stop.decision.status === 304 ? answer : dated(answer)
}

function isAnswer(selected: Selected): selected is Response {
  return (
    typeof selected === 'object' && selected !== null && typeof selected.body !== 'function' && 'status' in selected
  )
}

async function open(request: RequestLike, state: Representation, options: Options): Promise<Response | null> {
  const size = sizeOf(state)
  const current = currentOf(state)
  const isRanged = request.headers.get('range') !== null
  if (size === null) return sendWhole(request.method, state, current, size, options, isRanged)
  const { status, ranges, contentRange } = evaluateRange(request, state, size)
  if (status === 200) return sendWhole(request.method, state, current, size, options, isRanged)
  if (status === 206)
    return ranges.length === 1
      ? sendPart(state, current, ranges[0]!, size, options)
      : sendParts(state, current, ranges, size, options)
  const detail = `No range that was asked for lies within the ${size} bytes of it.`
  return problem(request, 416, detail, options, { 'content-range': contentRange!, 'accept-ranges': 'bytes' })
}

function problem(
  { method }: RequestLike,
  status: number,
  detail: string,
  options: Options,
  fields?: Record<string, string>,
): Response {
  return dated(problemResponse(method, status, problemDetails(status, detail), options, fields))
}
