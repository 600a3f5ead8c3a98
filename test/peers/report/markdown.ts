import { requestLine, worst } from './deviations.ts'
import { type Asked, type Outcome, race, share, wasAsked } from './outcome.ts'

/** How many deviations of a server are shown. */
const shown = 4

const byTag = 'No update is lost that If-Match guards'
const byCreation = 'Of creators with If-None-Match: *, one is done'
const byDate = 'Updates that only a date guards'

const cell = (text: string): string => text.replaceAll('|', '\\|')

function percent({ met, of }: { met: number; of: number }): string {
  if (of === 0) return ''
  // Only all is 100 %.
  return `${met === of ? 100 : Math.min(99, Math.round((met / of) * 100))} % (${met} of ${of})`
}

function row(outcome: Outcome): string {
  const { peer, version } = outcome
  const cells = wasAsked(outcome)
    ? [
        percent(share(outcome.report, 'MUST')),
        percent(share(outcome.report, 'SHOULD')),
        ...[byTag, byCreation, byDate].map((name) => (peer.writes ? race(outcome.report, name) : 'reads only')),
      ]
    : [outcome.missing, '', '', '', '']
  return `| ${[peer.name, version, ...cells].map(cell).join(' | ')} |`
}

/** The table: a row a server. */
export function table(outcomes: readonly Outcome[]): string {
  const head = [
    '| server | version | MUST met | SHOULD met | updates lost, by tag | creations lost | updates lost, by date |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  return [...head, ...outcomes.map(row)].join('\n')
}

/** What is in a code span: a backtick in it would end it. */
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``

function section({ peer, report }: Asked): string {
  const { met, of } = share(report, 'MUST')
  const lines = worst(report, shown).map(
    (result) => `- ${code(requestLine(result))}: ${result.because} (${result.section}, “${result.name}”)`,
  )
  const rest = of - met - lines.length
  const more = rest > 0 ? [`- and ${rest} more`] : []
  return [
    `### ${peer.name}`,
    '',
    `${peer.about}.`,
    '',
    ...(lines.length > 0 ? [...lines, ...more] : ['Nothing.']),
    '',
  ].join('\n')
}

/** What failed at most servers, with how many of those that were asked. */
function shared(asked: readonly Asked[]): string {
  const counts = new Map<string, { failed: number; of: number; section: string }>()
  for (const { report } of asked) {
    for (const { name, section, level, outcome } of report.results) {
      if (level !== 'MUST' || (outcome !== 'passed' && outcome !== 'failed')) continue
      const { failed, of } = counts.get(name) ?? { failed: 0, of: 0 }
      counts.set(name, { failed: failed + (outcome === 'failed' ? 1 : 0), of: of + 1, section })
    }
  }
  const most = [...counts].filter(([, { failed }]) => failed > 1).sort(([, a], [, b]) => b.failed - a.failed)
  const rows = most
    .slice(0, 15)
    .map(([name, { failed, of, section }]) => `| ${cell(name)} | ${section} | ${failed} of ${of} |`)
  return ['| case | section | servers that fail it |', '| --- | --- | --- |', ...rows].join('\n')
}

/** All that is printed into the document. */
export function markdown(outcomes: readonly Outcome[], when: string): string {
  const found = outcomes.filter(wasAsked)
  // What we get wrong ourselves is in its own lines: here is what others do.
  const others = found.filter(({ peer }) => !peer.name.startsWith('ifmatch'))
  return [
    `${when}:`,
    '',
    table(outcomes),
    '',
    '## The worst of each',
    '',
    ...found.map(section),
    '## What most get wrong',
    '',
    shared(others),
  ].join('\n')
}
