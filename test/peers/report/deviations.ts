import type { CheckResult, Report } from '@ifmatch/conformance'
import { failures } from './outcome.ts'

/** How much harm a deviation does, the worst first: the first line that fits a failed case says it. */
const harms: readonly { readonly harm: string; readonly fits: (result: CheckResult) => boolean }[] = [
  { harm: 'loses updates', fits: ({ kind }) => kind === 'race' },
  {
    harm: 'writes although the condition is false',
    fits: ({ kind, because }) => kind === 'write' && /412 is due/.test(because ?? ''),
  },
  {
    harm: 'keeps stale content in caches',
    fits: ({ because }) => /Answered 304 where (?:200|206|412)/.test(because ?? ''),
  },
  { harm: 'puts parts of two states together', fits: ({ section }) => /^13\.1\.5/.test(section) },
  {
    harm: 'refuses a write that is right',
    fits: ({ kind, because }) => kind === 'write' && /Answered 4\d\d/.test(because ?? ''),
  },
  { harm: 'sends wrong parts', fits: ({ section }) => /^(?:14|15\.3\.7)/.test(section) },
  { harm: 'does not evaluate a condition', fits: ({ section }) => /^13\./.test(section) },
  { harm: 'leaves caches without what they need', fits: ({ section }) => /^15\.4\.5/.test(section) },
]

const rank = (result: CheckResult): number => {
  const found = harms.findIndex(({ fits }) => fits(result))
  return found === -1 ? harms.length : found
}

/** Fields that every request of the kit has. */
const usual = /^(?:host|user-agent|accept|accept-encoding|connection|content-type|content-length):/i

/** A request in one line: its method, and the fields that matter. */
export function requestLine({ exchange, name }: CheckResult): string {
  if (!exchange) return name
  const [first = '', ...rest] = exchange.request.split('\n\n')[0]?.split('\n') ?? []
  const method = first.split(' ')[0] ?? ''
  const fields = rest
    .filter((line) => line !== '' && !usual.test(line))
    .map((line) => line.replace(/(.{100}).{20,}/, '$1…'))
  return [method, ...fields].join(' · ')
}

/** The worst failed cases of a server, one of a section and harm, those of MUST first. */
export function worst(report: Report, count: number): CheckResult[] {
  const failed = failures(report).filter(({ level }) => level === 'MUST')
  const byHarm = [...failed].sort((a, b) => rank(a) - rank(b))
  const seen = new Set<string>()
  const chosen = byHarm.filter((result) => {
    const key = `${rank(result)} ${result.section}`
    return seen.has(key) ? false : seen.add(key)
  })
  return chosen.slice(0, count)
}
