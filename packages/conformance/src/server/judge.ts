import { expect } from './case.ts'
import type { Bench } from './bench.ts'
import { type Answer, sameBytes } from './message.ts'
import type { Due, DueStatus } from './oracle/due.ts'
import { readParts } from './multipart.ts'
import type { State } from './state.ts'

/** What was asked and what came back, beside the state that it was asked in. */
export interface Seen {
  readonly answer: Answer
  readonly state: State
  readonly bench: Bench
  readonly due: Due
}

/** A status that may be answered, in words. */
export function inWords(statuses: readonly DueStatus[]): string {
  const words = statuses.map((status) =>
    status === 'done' ? '2xx' : status === 'refused' ? 'the refusal' : `${status}`,
  )
  return words.join(' or ')
}

/** Demands that a read is answered as is due, and that what it brings are the bytes of the state. */
export function judgeRead(method: string, { answer, state, bench, due }: Seen): void {
  const { status } = answer
  const fits = due.statuses.some((one) => (one === 'done' ? status === 200 : one === status))
  const wanted = inWords(due.statuses).replace('2xx', '200')
  expect(fits, `Answered ${status} where ${wanted} is due`)
  if (method !== 'GET' || !bench.target.stable) return
  if (status === 200) expect(sameBytes(answer.content, state.content), 'The 200 has not the content of a plain GET')
  if (status === 206) judgeParts({ answer, state })
}

/** Demands that the parts of a 206 are bytes of the state. */
export function judgeParts({ answer, state }: Pick<Seen, 'answer' | 'state'>): void {
  const parts = readParts(answer)
  expect(typeof parts !== 'string', `${parts as string}`)
  for (const { contentRange, content } of parts as Exclude<typeof parts, string>) {
    const range = readContentRange(contentRange)
    expect(range !== null, `Content-Range: ${contentRange ?? '(none)'} names no bytes`)
    const { first, last, size } = range
    expect(
      size === null || size === state.content.length,
      `Content-Range: ${contentRange} names ${size} bytes: the representation has ${state.content.length}`,
    )
    const due = state.content.subarray(first, last + 1)
    expect(sameBytes(content, due), `What came with Content-Range: ${contentRange} are not these bytes`)
  }
}

/** Reads Content-Range (RFC 9110, Section 14.4); `null` where it names no bytes that are there. */
export function readContentRange(text: string | null): { first: number; last: number; size: number | null } | null {
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(text ?? '') ?? []
  if (first === undefined || Number(first) > Number(last)) return null
  return { first: Number(first), last: Number(last), size: size === '*' ? null : Number(size) }
}
