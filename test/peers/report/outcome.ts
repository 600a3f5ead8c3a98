import type { CheckResult, Report } from '@ifmatch/conformance'
import type { Peer } from '../peer.ts'

/** What came of one server: its report, or why there is none. */
export type Outcome = { readonly peer: Peer; readonly version: string } & (
  { readonly report: Report } | { readonly missing: string }
)

/** An outcome with a report. */
export type Asked = Extract<Outcome, { report: Report }>

export const wasAsked = (outcome: Outcome): outcome is Asked => 'report' in outcome

/** How many cases of a level held, of those that could be asked. */
export function share({ results }: Report, level: CheckResult['level']): { met: number; of: number } {
  const asked = results.filter((result) => result.level === level && ['passed', 'failed'].includes(result.outcome))
  return { met: asked.filter(({ outcome }) => outcome === 'passed').length, of: asked.length }
}

export const failures = ({ results }: Report): CheckResult[] => results.filter(({ outcome }) => outcome === 'failed')

/** What a race counted, or why it was not run. */
export function race({ results }: Report, name: string): string {
  const result = results.find((one) => one.name === name)
  if (!result) return ''
  const { lost, accepted, rounds } = result.figures ?? {}
  if (lost === undefined || result.outcome === 'not run') return 'not run'
  if (accepted !== undefined) return `${lost} of ${accepted}`
  return lost > 0 ? `${lost} in round ${rounds}` : `0 in ${rounds} rounds`
}
