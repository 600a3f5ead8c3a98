import type { RequestLike } from '@ifmatch/core'
import type { Fields, Verdict } from '../rows.ts'
import type { Visit } from '../visits.ts'

/** What an evaluation comes to: nothing, yes or no, a status, something with one, or the text of a field that was only read. */
export type Result = { readonly status: number | null } | number | boolean | string | null

/** One way to evaluate the preconditions of a request. */
export interface Contender<R extends RequestLike> {
  readonly name: string
  /** The conditional fields that it evaluates, or `null` for a measure that evaluates nothing: it is timed in every row. */
  readonly evaluates: readonly string[] | null
  /** The framework that it lives in, itself a measure: what it adds is compared with that too. */
  readonly host?: string
  readonly run: (visit: Visit<R>) => Result | Promise<Result>
}

/** What a result says. Frameworks build the 200 too: then the method was performed. */
export function verdictOf(result: Result): Verdict | number {
  if (result === null || result === false || typeof result === 'string') return 'go on'
  if (result === true) return 304
  const status = typeof result === 'number' ? result : result.status
  return status === null || status === 200 ? 'go on' : status
}

/** The first field of a request that a contender does not look at, or `null`. */
export function leftOut(evaluates: readonly string[] | null, fields: Fields): string | null {
  return evaluates === null ? null : (Object.keys(fields).find((name) => !evaluates.includes(name)) ?? null)
}
