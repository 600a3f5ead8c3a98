import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { particulars, summary } from './report/summary.ts'
import { type Table, toMarkdown } from './report/table.ts'
import type { Results } from './results.ts'

const BEGIN = '<!-- measured: written by `npm run bench -- --readme` -->'
const END = '<!-- /measured -->'

/** Puts the tables of a run into README.md and MEASURED.md, in the place of those of an earlier one. */
export function writeMeasured(results: Results): void {
  write('README.md', results, summary(results))
  write('MEASURED.md', results, particulars(results))
}

function write(name: string, results: Results, tables: readonly Table[]): void {
  const file = join(import.meta.dirname, name)
  const text = readFileSync(file, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`Cannot write to ${name}: it lacks the comments around the measured tables`)
  const measured = [BEGIN, circumstances(results), ...tables.map(toMarkdown), END].join('\n\n')
  writeFileSync(file, text.slice(0, begin) + measured + text.slice(end + END.length))
}

function circumstances({ date, mode, machine, packages, runtimes }: Results): string {
  const versions = [
    ...runtimes.map(({ runtime, version }) => `${runtime} ${version}`),
    ...Object.entries(packages).map((pair) => pair.join(' ')),
  ]
  return `Measured on ${date.slice(0, 10)} (${mode} mode) on ${machine}, with ${versions.join(', ')}.`
}
