import type { CheckResult, Report } from '../server/report.ts'

const outcomes = ['passed', 'failed', 'not run', 'recorded'] as const

/** How many results of some kind there are. */
export function count(results: readonly CheckResult[], wanted: Partial<CheckResult>): number {
  return results.filter((result) =>
    Object.entries(wanted).every(([key, value]) => result[key as keyof CheckResult] === value),
  ).length
}

/** What was found, for a person: failures first, then what was not run, then the numbers. */
export function summary(report: Report, asked: { readonly write: boolean; readonly race: boolean }): string {
  const { target, probe, results, left } = report
  const about = [
    probe.etag === null ? 'no ETag' : `ETag: ${probe.etag}`,
    probe.lastModified === null ? 'no Last-Modified' : `Last-Modified: ${probe.lastModified}`,
    probe.type ?? 'no Content-Type',
    `${probe.size} bytes`,
    ...(probe.server === null ? [] : [probe.server]),
  ]
  const parts = [
    `${target}\n${about.join(' · ')}`,
    ...failures(results),
    ...notRun(results),
    numbers(results),
    written(results, asked),
    ...left,
  ]
  return `${parts.join('\n\n')}\n`
}

function failures(results: readonly CheckResult[]): string[] {
  return (['MUST', 'SHOULD'] as const).flatMap((level) => {
    const failed = results.filter((result) => result.outcome === 'failed' && result.level === level)
    const lines = failed.map(({ section, name, because }) => `  ${section.padEnd(9)} ${name}\n            ${because}`)
    return lines.length > 0 ? [`${level} failed\n${lines.join('\n')}`] : []
  })
}

/** What was not run, by its reason. */
function notRun(results: readonly CheckResult[]): string[] {
  const reasons = new Map<string, number>()
  for (const { outcome, because } of results) {
    if (outcome === 'not run') reasons.set(`${because}`, (reasons.get(`${because}`) ?? 0) + 1)
  }
  const lines = [...reasons]
    .sort(([, one], [, other]) => other - one)
    .map(([because, times]) => `${`${times}`.padStart(5)}  ${because}`)
  return lines.length > 0 ? [`Not run\n${lines.join('\n')}`] : []
}

function numbers(results: readonly CheckResult[]): string {
  const levels = (['MUST', 'SHOULD', 'open'] as const).filter((level) => count(results, { level }) > 0)
  const lines = levels.map((level) => {
    const numbers = outcomes
      .map((outcome) => [count(results, { level, outcome }), outcome] as const)
      .filter(([number, outcome]) => number > 0 || (outcome === 'failed' && level !== 'open'))
    return `${level.padEnd(7)} ${numbers.map(([number, outcome]) => `${number} ${outcome}`).join(', ')}`
  })
  return lines.join('\n')
}

/** How much was written: silence would look like a pass. */
function written(
  results: readonly CheckResult[],
  { write, race }: { readonly write: boolean; readonly race: boolean },
): string {
  const ran = (kind: CheckResult['kind']): string => {
    const all = count(results, { kind })
    return `${all - count(results, { kind, outcome: 'not run' })} of ${all}`
  }
  const lines = [
    write
      ? `Write cases that ran: ${ran('write')}.`
      : 'Nothing was written: --write adds PUT, PATCH, POST, DELETE and creation.',
    ...(race ? [`Races that ran: ${ran('race')}.`] : []),
    ...results.flatMap(({ kind, outcome, name, figures }) =>
      kind === 'race' && figures && outcome !== 'not run'
        ? [
            `  ${name}: ${Object.entries(figures)
              .map(([what, number]) => `${what} ${number}`)
              .join(', ')}`,
          ]
        : [],
    ),
  ]
  return lines.join('\n')
}
