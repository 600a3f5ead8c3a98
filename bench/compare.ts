import { readFileSync } from 'node:fs'
import { paired } from './harness/statistics.ts'
import { decimal, type Table } from './report/table.ts'
import { type Results, type RuntimeResults, runtimes, timedParts } from './results.ts'
import { samplesOf, type TimedRow } from './timed-row.ts'

/** How far apart two ratios are when nobody should call it noise. */
const APART = 0.05

/** What has changed since an earlier run: ratios whose quartiles no longer overlap and whose medians are 5 % apart, and sizes. */
export function comparison(now: Results, file: string): Table[] {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Results
  return [ratios(now, before), sizes(now, before)]
}

function ratios(now: Results, before: Results): Table {
  const cells = now.runtimes.flatMap((runtime) => {
    const earlier = before.runtimes.find((one) => one.runtime === runtime.runtime)
    return earlier ? changesOf(runtime, earlier) : []
  })
  return {
    title: `Ratios that have changed since ${before.date.slice(0, 16)}${cells.length > 0 ? '' : ': none'}`,
    cells: [['row', 'contender', 'to', 'runtime', 'before', 'now', ''], ...cells],
  }
}

function changesOf(now: RuntimeResults, before: RuntimeResults): string[][] {
  return timedParts.flatMap((part) =>
    (now[part] ?? []).flatMap((row) => {
      const earlier = before[part]?.find(({ name }) => name === row.name)
      return earlier ? changesIn(row, earlier, now.runtime) : []
    }),
  )
}

function changesIn(row: TimedRow, earlier: TimedRow, runtime: string): string[][] {
  return row.contenders.flatMap(({ name, host = row.floor }) => {
    const [now, before] = [row, earlier].map((one) => paired(samplesOf(one, name), samplesOf(one, host)))
    if (!now || !before || !Number.isFinite(now.p50 / before.p50)) return []
    const apart = now.p25 > before.p75 || now.p75 < before.p25
    if (!apart || Math.abs(now.p50 / before.p50 - 1) < APART) return []
    const verdict = now.p50 < before.p50 ? 'faster' : 'slower'
    return [[row.name, name, host, runtime, decimal(before.p50), decimal(now.p50), verdict]]
  })
}

function sizes({ size = [] }: Results, { size: earlier = [] }: Results): Table {
  const cells = size.flatMap(({ name, gzipped }) => {
    const before = earlier.find((one) => one.name === name)
    return before && before.gzipped !== gzipped ? [[name, `${before.gzipped}`, `${gzipped}`]] : []
  })
  return {
    title: `Sizes that have changed${cells.length > 0 ? '' : ': none'}`,
    cells: [['import', 'before', 'now'], ...cells],
  }
}

/** A run with the parts of an earlier one that it has not measured itself. */
export function filledFrom(now: Results, file: string): Results {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Results
  const both = runtimes.flatMap((runtime) => {
    const [earlier, later] = [before, now].map((run) => run.runtimes.find((one) => one.runtime === runtime))
    return earlier || later ? [{ ...earlier, ...later } as RuntimeResults] : []
  })
  return { ...before, ...now, runtimes: both }
}
