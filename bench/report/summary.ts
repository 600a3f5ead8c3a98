import { judge } from '../aims.ts'
import type { Grown } from '../growth.ts'
import { paired } from '../harness/statistics.ts'
import { type Results, type RuntimeResults, runtimes } from '../results.ts'
import { samplesOf, type TimedRow } from '../timed-row.ts'
import { decimal, type Table } from './table.ts'

/** What a run comes to, across runtimes; parts that were not run are not in it. */
export function summary(results: Results): Table[] {
  return [aimsTable, sizeTable, allocationTable, ratiosTable].map((table) => table(results)).filter(hasRows)
}

/** What is looked up more rarely. */
export function particulars(results: Results): Table[] {
  return [ponyfillTable, growthTable, countsTable].map((table) => table(results)).filter(hasRows)
}

function hasRows({ cells }: Table): boolean {
  return cells.length > 1
}

function aimsTable(results: Results): Table {
  const rows = judge(results).filter(({ measured }) => runtimes.some((runtime) => measured[runtime] !== null))
  return {
    title: 'Aims',
    note: 'Median of the ratios of all rounds, with quartiles, and the aim.',
    cells: [
      ['row', 'contender', 'to', ...runtimes],
      ...rows.map(({ row, contender, base, atMost, measured }) => [
        row,
        contender,
        base,
        ...runtimes.map((runtime) => {
          const got = measured[runtime]
          return got === null ? '–' : `${decimal(got.p25)}-${decimal(got.p75)}, ${held(got.p50, atMost[runtime])}`
        }),
      ]),
    ],
  }
}

function held(value: number, aim: number): string {
  return value <= aim ? `${decimal(value)} ≤ ${decimal(aim)}` : `${decimal(value)} > ${decimal(aim)} missed`
}

function ratiosTable(results: Results): Table {
  return ratiosOf(results, 'evaluation', 'Ratios to the floor')
}

function ponyfillTable(results: Results): Table {
  return ratiosOf(results, 'ponyfill', 'Ratios to the floor, with the Request of @whatwg-node/fetch')
}

function ratiosOf({ runtimes: run }: Results, family: 'evaluation' | 'ponyfill', title: string): Table {
  const first = run.find((one) => one[family]?.length)?.[family] ?? []
  const rows = first.flatMap((row) =>
    row.contenders.filter((one) => one.samples && one.name !== row.floor).map((one) => ({ row, one })),
  )
  const cells = rows.map(({ row, one: { name, host = row.floor } }) => [
    row.name,
    name,
    host,
    ...runtimes.map((runtime) => ratioOf(run.find((one) => one.runtime === runtime)?.[family], row.name, name, host)),
  ])
  return {
    title,
    note: 'Median of the ratios of all rounds.',
    cells: [['row', 'contender', 'to', ...runtimes], ...cells],
  }
}

function ratioOf(rows: readonly TimedRow[] | undefined, name: string, contender: string, base: string): string {
  const row = rows?.find((one) => one.name === name)
  return row ? decimal(paired(samplesOf(row, contender), samplesOf(row, base)).p50) : '–'
}

function allocationTable({ runtimes: run }: Results): Table {
  const allocation = run.find((one) => one.allocation)?.allocation ?? []
  return {
    title: 'Allocation',
    note: 'Bytes of heap for one evaluation of a request without a conditional field, on Node.',
    cells: [['', 'bytes'], ...allocation.map(({ name, bytes }) => [name, bytes.toFixed(0)])],
  }
}

function sizeTable({ size = [] }: Results): Table {
  return {
    title: 'Size',
    note: 'Bytes of one import by itself, bundled and minified by esbuild.',
    cells: [
      ['import', 'minified', 'gzipped'],
      ...size.map(({ name, minified, gzipped, aim }) => [
        name,
        `${minified}`,
        aim === null ? `${gzipped}` : gzipped <= aim ? `${gzipped} ≤ ${aim}` : `${gzipped} > ${aim} missed`,
      ]),
    ],
  }
}

function growthTable({ runtimes: run }: Results): Table {
  const first = run.find((one) => one.growth)?.growth ?? []
  const cell = ({ growth }: RuntimeResults, { field, form, contender }: Grown): string => {
    const found = growth?.find((one) => one.field === field && one.form === form && one.contender === contender)
    return found ? grownText(found) : '–'
  }
  return {
    title: 'Growth',
    note: 'Nanoseconds for each byte of the longest field, and k where time grows as length to the power of k. A contender stops where it threw, or where the next length would have taken more than a second if it were quadratic.',
    cells: [
      ['field', 'form', 'contender', ...runtimes],
      ...first.map((grown) => [
        grown.field,
        grown.form,
        grown.contender,
        ...runtimes.map((runtime) => {
          const one = run.find((results) => results.runtime === runtime)
          return one ? cell(one, grown) : '–'
        }),
      ]),
    ],
  }
}

function grownText({ longest, perByte, exponent, threw }: Grown): string {
  const grows = exponent === null ? '' : `, k ${decimal(exponent)}`
  const stopped =
    threw !== null
      ? `, throws beyond ${longest / 1024} KB`
      : longest < 1024 * 1024
        ? `, stopped at ${longest / 1024} KB`
        : ''
  return `${decimal(perByte)}${grows}${stopped}`
}

function countsTable({ counts = [] }: Results): Table {
  return {
    title: 'Fields read',
    note: 'By one evaluation with plain validators.',
    cells: [
      ['row', 'reads', 'in their order'],
      ...counts.map(({ row, reads }) => [row, `${reads.length}`, reads.join(' ')]),
    ],
  }
}
