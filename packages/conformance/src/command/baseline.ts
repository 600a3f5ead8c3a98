import type { CheckResult, Report } from '../server/report.ts'
import { Mistake } from './arguments.ts'

type Outcome = CheckResult['outcome']

/** The outcomes by name, as `--save` writes them. */
export function saved({ target, results }: Report): string {
  const outcomes = Object.fromEntries(results.map(({ name, outcome }) => [name, outcome]))
  return `${JSON.stringify({ target, outcomes }, null, 2)}\n`
}

/**
 * Reads what `--save` wrote.
 *
 * @throws Mistake
 */
export function readBaseline(text: string, path: string): ReadonlyMap<string, Outcome> {
  try {
    const { outcomes } = JSON.parse(text) as { outcomes?: Record<string, Outcome> }
    if (typeof outcomes === 'object' && outcomes !== null) return new Map(Object.entries(outcomes))
  } catch {
    // Said below.
  }
  throw new Mistake(`${path} is no baseline: --save writes one.`)
}

/** The cases of level MUST that are worse than they were: failed and were not, or not run any more where they had passed. */
export function worse(results: readonly CheckResult[], before: ReadonlyMap<string, Outcome>): CheckResult[] {
  return results.filter(({ name, level, outcome }) => {
    if (level !== 'MUST') return false
    const was = before.get(name)
    return (outcome === 'failed' && was !== 'failed') || (outcome === 'not run' && was === 'passed')
  })
}
