import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { headline } from './report/headline.ts'
import { particulars, summary } from './report/summary.ts'
import { type Table, toMarkdown, toRows } from './report/table.ts'
import type { Results } from './results.ts'

const BEGIN = '<!-- measured: written by `npm run bench -- --readme` -->'
const END = '<!-- /measured -->'

/** Puts the tables of a run into the documents, in the place of those of an earlier one. */
export function writeMeasured(results: Results): void {
  const whole = (tables: readonly Table[]): string => [circumstances(results), ...tables.map(toMarkdown)].join('\n\n')
  write('../docs/performance.md', whole(summary(results)))
  write('MEASURED.md', whole(particulars(results)))
  write('../README.md', toRows(headline(results)))
}

function write(name: string, measured: string): void {
  const file = join(import.meta.dirname, name)
  const text = readFileSync(file, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`Cannot write to ${name}: it lacks the comments around the measured tables`)
  writeFileSync(file, [text.slice(0, begin) + BEGIN, measured, END + text.slice(end + END.length)].join('\n\n'))
}

function circumstances({ date, mode, machine, packages, runtimes }: Results): string {
  const versions = [
    ...runtimes.map(({ runtime, version }) => `${runtime} ${version}`),
    ...Object.entries(packages).map((pair) => pair.join(' ')),
  ]
  return `Measured on ${date.slice(0, 10)} (${mode} mode) on ${machine}, with ${versions.join(', ')}.`
}
