import { type Case, type Level, type Need, expect, notRun } from './case.ts'
import { inWords, judgeRead, type Seen } from './judge.ts'
import type { Field } from './message.ts'
import type { DueStatus } from './oracle/due.ts'
import { sameState, selectedOf } from './state.ts'
import { factsFor, fillAll } from './template.ts'

/** What has to hold of an answer: `null`, or what does not. */
export type Rule = (seen: Seen) => string | null | Promise<string | null>

/** One read as data. Field values are templates; what is due says the oracle, unless a row says it itself. */
export interface Read {
  readonly name: string
  readonly section: string
  readonly level: Level
  readonly needs?: readonly Need[]
  readonly method?: string
  readonly fields: readonly Field[]
  readonly due?: readonly DueStatus[]
  /** The case is about what an answer of this status has: where there is none, it is not run. */
  readonly looksAt?: number
  /** Why that is due, where the row says what. */
  readonly why?: string
  readonly rules?: readonly Rule[]
  /** Closes the connection, and reads to its end. */
  readonly close?: boolean
}

/** How often a case begins anew because the target has changed meanwhile. */
const attempts = 3

/** The case that a row describes. */
export function read(row: Read): Case {
  const { name, section, level, method = 'GET', fields, rules = [], close = false } = row
  const head = method === 'HEAD' ? (['head'] as const) : []
  return {
    name,
    section,
    level,
    kind: 'read',
    needs: [...new Set([...(row.needs ?? []), ...head, ...factsFor(fields)])],
    async run(bench) {
      for (let attempt = 1; ; attempt++) {
        const state = attempt === 1 ? await bench.target.latest() : await bench.state()
        const filled = fillAll(fields, state)
        bench.because.length = 0
        const own = row.due ?? (row.looksAt && [row.looksAt as DueStatus])
        const due = own
          ? { statuses: own, because: [row.why ?? `${section}: ${name}`] }
          : await bench.due(method, filled, state)
        if (own) bench.because.push(...due.because)
        bench.because.push(`So ${inWords(due.statuses).replace('2xx', '200')} is due.`)
        const answer = await bench.ask({ method, fields: filled, ...(close && { close }) })
        bench.decide()
        if (row.looksAt && answer.status !== row.looksAt) {
          notRun(`There is no ${row.looksAt} to look at: answered ${answer.status}`)
        }
        try {
          judgeRead(method, { answer, state, bench, due })
          for (const rule of rules) {
            const wrong = await rule({ answer, state, bench, due })
            expect(wrong === null, `${wrong}`)
          }
          return
        } catch (error) {
          // Somebody may have written meanwhile: then the question was another one.
          const now = await bench.state()
          if (
            attempt === attempts ||
            (sameState(state, now) && selectedOf(state).modified === selectedOf(now).modified)
          )
            throw error
        }
      }
    },
  }
}

/** The cases of many rows. */
export function reads(rows: readonly Read[]): Case[] {
  return rows.map(read)
}
