import type { Options, Problem } from '@ifmatch/core'
import { vi } from 'vitest'

/** The status of an answer, or `go on` where there is none: what a table of cases compares. */
export function outcome(answer: Response | null): number | 'go on' {
  return answer === null ? 'go on' : answer.status
}

export async function problemOf(answer: Response | null): Promise<Problem> {
  if (answer === null) throw new Error('there is no answer to read a problem from')
  return JSON.parse(await answer.text()) as Problem
}

export function mustAnswer(answer: Response | null): Response {
  if (answer === null) throw new Error('there is no answer')
  return answer
}

/** The fields of an answer that a table names, in the table's order: null for what is absent. */
export function fieldsOf(answer: Response, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]))
}

/** Listeners that count, for options.onDecision and options.onMistake. */
export function listeners() {
  const onDecision = vi.fn<NonNullable<Options['onDecision']>>()
  const onMistake = vi.fn<NonNullable<Options['onMistake']>>()
  return { onDecision, onMistake }
}
