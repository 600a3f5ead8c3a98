import type { Condition, Step } from '@ifmatch/core'
import { numberOf } from './words.ts'

/** A box of the diagram: a question of Section 13.2.2, what was answered, and the way out of it. */
export interface Box {
  readonly id: string
  /** The number that Section 13.2.2 gives the step; empty where it gives none. */
  readonly number: string
  readonly title: string
  readonly outcome: Condition | 'passed' | 'skipped' | 'unreached'
  /** The statuses that this box may end in. */
  readonly exits: string
  /** The status that it ended in. */
  readonly exit: number | null
  /** Which box a condition that holds leads to, if not to the next one. */
  readonly leap: string | null
  readonly leapt: boolean
}

interface Question {
  readonly id: string
  readonly title: string
  readonly exits: string
  readonly sections: readonly string[]
  readonly leap?: string
}

const questions: readonly Question[] = [
  { id: 'applies', title: 'Do conditions count?', exits: '404', sections: ['13.2.1'], leap: 'end' },
  { id: 'readable', title: 'Can the lists be read?', exits: '400', sections: ['13.2.2'] },
  { id: 'match', title: 'If-Match', exits: '412', sections: ['13.1.1'], leap: 'none' },
  { id: 'unmodified', title: 'If-Unmodified-Since', exits: '412', sections: ['13.1.4'] },
  { id: 'none', title: 'If-None-Match', exits: '304 or 412', sections: ['13.1.2'], leap: 'range' },
  { id: 'modified', title: 'If-Modified-Since', exits: '304', sections: ['13.1.3'] },
  { id: 'range', title: 'Range, If-Range', exits: '206 or 416', sections: ['13.1.5', '14.2'] },
  { id: 'required', title: 'Is a condition missing?', exits: '428', sections: ['RFC 6585, 3'] },
]

/** Which questions are asked only where the server's developer asked for them. */
export interface Asks {
  readonly rejectUnreadable: boolean
  readonly require: boolean
}

/** Lays the steps that core explained over the boxes of the section. */
export function flow(steps: readonly Step[], asks: Asks): Box[] {
  const isApplied = steps[0]?.section !== '13.2.1'
  let isOver = steps.length === 0
  let leaping: string | null = null
  return questions
    .filter(({ id }) => (id !== 'readable' || asks.rejectUnreadable) && (id !== 'required' || asks.require))
    .map(({ id, title, exits, sections, leap = null }) => {
      if (leaping === id) leaping = null
      const own = steps.filter(({ section }) => sections.includes(section))
      const exit = own.find(({ status }) => status !== null)?.status ?? null
      const outcome = isOver ? 'unreached' : leaping !== null ? 'skipped' : (worst(own) ?? 'passed')
      const leapt =
        outcome !== 'skipped' && leap !== null && (leap === 'end' ? !isApplied && exit === null : outcome === 'holds')
      if (leapt) leaping = leap
      if (exit !== null) isOver = true
      return { id, number: numberOf(sections[0]!), title, outcome, exits, exit, leap, leapt }
    })
}

/** What a box says that holds several steps: a failure before anything else, what holds before what is ignored. */
function worst(steps: readonly Step[]): Condition | null {
  const outcomes = steps.map(({ outcome }) => outcome)
  return (['fails', 'holds', 'ignored'] as const).find((outcome) => outcomes.includes(outcome)) ?? null
}
