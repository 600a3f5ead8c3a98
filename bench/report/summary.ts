import { judge } from '../aims.ts'
import { paired, spread } from '../harness/statistics.ts'
import { type Results, type Runtime, type RuntimeResults, runtimes, type TimedPart } from '../results.ts'
import { samplesOf, type TimedRow } from '../timed-row.ts'
import { growthAims, growthTable } from './growth.ts'
import { decimal, held, type Table } from './table.ts'

/** What a run comes to, across runtimes; parts that were not run are not in it. */
export function summary(results: Results): Table[] {
  return [
    aimsTable,
    growthAims,
    sizeTable,
    promisesTable,
    allocationTable,
    memoryTable,
    loadTable,
    writesTable,
    contentionTable,
  ]
    .map((table) => table(results))
    .filter(hasRows)
}

/** What is looked up more rarely. */
export function particulars(results: Results): Table[] {
  return [ratiosTable, servedTable, ponyfillTable, piecesTable, apartTable, growthTable, countsTable]
    .map((table) => table(results))
    .filter(hasRows)
}

const withAims: readonly Runtime[] = ['node', 'bun', 'deno']

function hasRows({ cells }: Table): boolean {
  return cells.length > 1
}

function aimsTable(results: Results): Table {
  const rows = judge(results).filter(({ measured }) => runtimes.some((runtime) => measured[runtime] !== null))
  return {
    title: 'Aims',
    note: 'Median of the ratios of all rounds, with quartiles, and the aim.',
    cells: [
      ['row', 'contender', 'to', ...withAims],
      ...rows.map(({ row, contender, base, atMost, measured }) => [
        row,
        contender,
        base,
        ...withAims.map((runtime) => {
          const got = measured[runtime]
          const aim = atMost[runtime]
          if (got === null || aim === undefined) return '–'
          return `${decimal(got.p25)}-${decimal(got.p75)}, ${held(got.p50, aim)}`
        }),
      ]),
    ],
  }
}

function ratiosTable(results: Results): Table {
  return ratiosOf(results, 'evaluation', 'Ratios to the floor')
}

function servedTable(results: Results): Table {
  return ratiosOf(results, 'served', "Ratios to the floor, with the Request of the runtime's server")
}

function piecesTable(results: Results): Table {
  return ratiosOf(results, 'pieces', 'Dates and tags')
}

function apartTable(results: Results): Table {
  return ratiosOf(results, 'apart', 'What rows are made of')
}

function writesTable(results: Results): Table {
  return ratiosOf(results, 'writes', 'Writes', 'With the current tag, nobody else around.')
}

/** Microseconds of the server for each request, and how that compares. */
function loadTable({ runtimes: run }: Results): Table {
  const loaded = run.filter(({ load }) => load)
  const names = new Map<string, Set<string>>()
  for (const { load = [] } of loaded)
    for (const { name, contenders } of load)
      for (const one of contenders) names.set(name, (names.get(name) ?? new Set()).add(one.name))
  const cell = ({ load = [] }: RuntimeResults, name: string, contender: string): string => {
    const row = load.find((one) => one.name === name)
    const samples = row ? samplesOf(row, contender) : []
    if (!row || !Number.isFinite(spread(samples).p50)) return '–'
    return `${(spread(samples).p50 / 1000).toFixed(1)} (${decimal(paired(samples, samplesOf(row, row.floor)).p50)})`
  }
  return {
    title: 'End to end',
    note: "Microseconds of the server's processor time for one request, and the ratio to the first contender of the row.",
    cells: [
      ['row', 'contender', ...loaded.map(({ runtime }) => runtime)],
      ...[...names].flatMap(([name, contenders]) =>
        [...contenders].map((contender) => [name, contender, ...loaded.map((one) => cell(one, name, contender))]),
      ),
    ],
  }
}

function contentionTable({ runtimes: run }: Results): Table {
  const all = run.flatMap(({ runtime, contention = [] }) => contention.map((one) => ({ runtime, ...one })))
  const ours = all.filter(({ contender }) => contender === 'update')
  const byHand = ({ runtime, store, clients, resources }: (typeof all)[number]) =>
    all.find(
      (one) =>
        one.contender !== 'update' &&
        one.runtime === runtime &&
        one.store === store &&
        one.clients === clients &&
        one.resources === resources,
    )
  return {
    title: 'Writes under contention',
    note: 'Writes made in a second, the processor time of this process for each in microseconds, and of a hundred the ones answered 503. No confirmed write was lost.',
    cells: [
      ['store', 'runtime', 'clients', 'resources', 'update', 'by hand', 'update, us', 'by hand, us', '503'],
      ...ours.map((one) => {
        const hand = byHand(one)
        return [
          one.store,
          one.runtime,
          `${one.clients}`,
          `${one.resources}`,
          one.perSecond.toFixed(0),
          hand?.perSecond.toFixed(0) ?? '–',
          one.cost.toFixed(0),
          hand?.cost.toFixed(0) ?? '–',
          one.refused.toFixed(1),
        ]
      }),
    ],
  }
}

function memoryTable({ runtimes: run }: Results): Table {
  const megabytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(0)
  return {
    title: 'Memory',
    note: 'MiB that a server has had at most: after one small answer, and after 1 GiB by ranges of 64 MiB, four at a time.',
    cells: [
      ['', 'before', 'after'],
      ...run.flatMap(({ runtime, memory }) =>
        memory ? [[runtime, megabytes(memory.before), megabytes(memory.after)]] : [],
      ),
    ],
  }
}

function ponyfillTable(results: Results): Table {
  return ratiosOf(results, 'ponyfill', 'Ratios to the floor, with the Request of @whatwg-node/fetch')
}

function ratiosOf(
  { runtimes: run }: Results,
  part: TimedPart,
  title: string,
  note = 'Median of the ratios of all rounds.',
): Table {
  const having = run.filter((one) => one[part]?.length)
  const lines = new Map<string, string[]>()
  for (const one of having) {
    for (const row of one[part]!) {
      for (const { name, host = row.floor, samples } of row.contenders)
        if (samples && name !== row.floor) lines.set(`${row.name} ${name}`, [row.name, name, host])
    }
  }
  const cells = [...lines.values()].map(([row, name, host]) => [
    row!,
    name!,
    host!,
    ...having.map((one) => ratioOf(one[part], row!, name!, host!)),
  ])
  return { title, note, cells: [['row', 'contender', 'to', ...having.map(({ runtime }) => runtime)], ...cells] }
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

function promisesTable({ promises = [] }: Results): Table {
  return {
    title: 'What promises cost',
    note: 'Bytes of the import, gzipped, if one of them were not kept, and if none were.',
    cells: [
      ['without', 'evaluatePreconditions', 'decide'],
      ...promises.map(({ what, sizes }) => [what, `${sizes.evaluatePreconditions}`, `${sizes.decide}`]),
    ],
  }
}

function sizeTable({ size = [] }: Results): Table {
  return {
    title: 'Size',
    note: 'Bytes of one import by itself, bundled and minified by esbuild.',
    cells: [
      ['import', 'minified', 'gzipped', 'budget', 'aim'],
      ...size.map(({ name, minified, gzipped, budget, aim }) => [
        name,
        `${minified}`,
        `${gzipped}`,
        `${budget}`,
        aim === null ? '' : gzipped <= aim ? `${aim}` : `${aim} missed`,
      ]),
    ],
  }
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
