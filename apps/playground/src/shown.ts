import type { Step } from '@ifmatch/core'
import { evaluate, requestOf } from './evaluate.ts'
import { type Box, flow } from './flow.ts'
import { statusLine, writeMessage } from './message.ts'
import type { State } from './state.ts'
import { meaningOf } from './words.ts'

/** What the right half of the page shows: everything that is said of one state, ready to be set. */
export type Shown = Explained | { readonly mistake: string }

export interface Explained {
  readonly request: string
  /** The status of the answer; `null` where the method is performed. */
  readonly status: number | null
  readonly title: string
  readonly explanation: string
  readonly boxes: readonly Box[]
  /** Whether the path leads to its end: nothing stopped the request. */
  readonly isEndReached: boolean
  readonly steps: readonly Step[]
  readonly current: { readonly etag: string | null; readonly lastModified: string | null }
  /** What the field of a step said; `null` where it is absent. */
  received(step: Step): string | null
  /** The response on the wire, or `null`, and then what happens instead. */
  readonly message: string | null
  readonly instead: string
}

/** Has a state evaluated, and puts into words what came of it. */
export async function show(state: State): Promise<Shown> {
  const evaluation = await evaluate(state)
  if ('mistake' in evaluation) return evaluation
  const { response, current } = evaluation
  const { method, target } = state
  const ended = evaluation.steps.at(-1)?.status ?? null
  // What the fields decide before any condition, such as a QUERY without a Content-Type.
  const isEarly = response !== null && response.status !== (ended ?? 200)
  const steps = isEarly ? [] : evaluation.steps
  const status = response?.status ?? ended
  const isUnanswered = response === null && ended === null
  const { headers } = requestOf(state)
  return {
    request: `${method} ${target}`,
    status,
    title: status === null ? `${method} is performed` : statusLine(status),
    explanation: isUnanswered ? unanswered(state, steps) : await explanationOf(method, response, status!),
    boxes: flow(steps, state),
    isEndReached: !isEarly && ended === null,
    steps,
    current,
    received: ({ section, field }) => (section === '13.2.1' ? null : headers.get(field)),
    message: response && (await writeMessage(response)),
    instead:
      ended === null
        ? 'The answer is the application’s: 204 or 200 with the new ETag, 201 if it made something.'
        : `The application answers ${statusLine(ended)}: nothing is there to compare with.`,
  }
}

/** The problem's own words where there is one: they say what to do next. */
async function explanationOf(method: string, response: Response | null, status: number): Promise<string> {
  if (method === 'HEAD' && status === 200) return 'The fields of the whole content are sent, and not the content.'
  if (response?.headers.get('content-type') !== 'application/problem+json') return meaningOf(status)
  const text = await response.clone().text()
  return text === '' ? meaningOf(status) : String((JSON.parse(text) as { detail: unknown }).detail)
}

function unanswered({ method }: State, steps: readonly Step[]): string {
  return steps[0]?.section === '13.2.1'
    ? `Conditions do not count for ${method}.`
    : 'No condition stops it. The store writes, if the state is still this one when it does: it compares and swaps in one step, since another write may land between this check and the write.'
}
