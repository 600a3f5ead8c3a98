import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { summary } from './report/summary.ts'
import { toMarkdown } from './report/table.ts'
import type { Results } from './results.ts'

const readme = join(import.meta.dirname, 'README.md')
const BEGIN = '<!-- measured: written by `npm run bench -- --readme` -->'
const END = '<!-- /measured -->'

/** Puts the tables of a run into the README, in the place of those of an earlier one. */
export function writeMeasured(results: Results): void {
  const text = readFileSync(readme, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error('Cannot write to bench/README.md: the two comments around the measured tables are not there')
  const measured = [BEGIN, circumstances(results), ...summary(results).map(toMarkdown), END].join('\n\n')
  writeFileSync(readme, text.slice(0, begin) + measured + text.slice(end + END.length))
}

function circumstances({ date, mode, machine, packages, runtimes }: Results): string {
  const versions = [
    ...runtimes.map(({ runtime, version }) => `${runtime} ${version}`),
    ...Object.entries(packages).map((pair) => pair.join(' ')),
  ]
  return `Measured on ${date.slice(0, 10)} (${mode} mode) on ${machine}, with ${versions.join(', ')}.`
}
