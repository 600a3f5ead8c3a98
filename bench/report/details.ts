import { paired, spread } from '../harness/statistics.ts'
import { type RuntimeResults, timedParts } from '../results.ts'
import { samplesOf, type TimedContender, type TimedRow } from '../timed-row.ts'
import { decimal, nanoseconds, type Table } from './table.ts'

/** One runtime's tables, with all times and their spread: for the terminal. */
export function details(results: RuntimeResults): Table[] {
  const { runtime, version } = results
  return timedParts.flatMap((part) =>
    (results[part] ?? []).map((row) => rowTable(row, `${part}, ${runtime} ${version}`)),
  )
}

function rowTable(row: TimedRow, where: string): Table {
  const head = ['', 'ns', 'p25-p75', `/ ${row.floor}`, 'p25-p75', '/ host']
  return { title: `${row.name} (${where})`, cells: [head, ...row.contenders.map((one) => cellsOf(one, row))] }
}

function cellsOf({ name, host, samples, not }: TimedContender, row: TimedRow): string[] {
  if (!samples) return [name, '–', not ?? '', '', '', '']
  const time = spread(samples)
  const toFloor = paired(samples, samplesOf(row, row.floor))
  return [
    name,
    nanoseconds(time.p50),
    `${nanoseconds(time.p25)}-${nanoseconds(time.p75)}`,
    decimal(toFloor.p50),
    `${decimal(toFloor.p25)}-${decimal(toFloor.p75)}`,
    host === undefined ? '' : decimal(paired(samples, samplesOf(row, host)).p50),
  ]
}
