/** Counts cases, and keeps a line of the first that disagree: an assertion a case would take longer than the case. */
import type { RequestLike, Validators } from '@ifmatch/core'
import { expect } from 'vitest'
import type { Policy, Verdict } from './precedence.ts'
import { fieldsRead } from './requests.ts'

export interface Agreement {
  count: number
  verdict(ours: Verdict, due: Verdict, request: RequestLike, selected: Validators | null, policy?: Policy): void
  same(
    ours: unknown,
    due: unknown,
    what: string,
    request: RequestLike,
    selected: Validators | null,
    policy?: Policy,
  ): void
  /** Nothing disagreed, and so many cases were looked at. */
  after(cases: number): void
}

export function agreement(): Agreement {
  const lines: string[] = []
  const told = (ours: unknown, due: unknown, request: RequestLike, selected: Validators | null, policy: Policy) => {
    if (lines.length < 8) lines.push(`${spelledCase(request, selected, policy)}: ${text(ours)}, due ${text(due)}`)
  }
  return {
    count: 0,
    verdict(ours, due, request, selected, policy = {}) {
      this.count++
      if (ours.status === due.status && ours.field === due.field && ours.reason === due.reason) return
      told({ status: ours.status, field: ours.field, reason: ours.reason }, due, request, selected, policy)
    },
    same(ours, due, what, request, selected, policy = {}) {
      this.count++
      if (ours !== due) told(`${what} ${text(ours)}`, due, request, selected, policy)
    },
    after(cases) {
      expect(lines).toEqual([])
      expect(this.count).toBe(cases)
    },
  }
}

/** A case as one line, to be pasted into a table of examples. */
export function spelledCase(request: RequestLike, selected: Validators | null, policy: Policy = {}): string {
  const fields = Object.entries(fieldsRead(request)).filter(([, value]) => value !== null)
  return `${request.method} ${text(Object.fromEntries(fields))} on ${text(selected)} with ${text(policy)}`
}

const text = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))
