// npm run races: every store over HTTP, on its own runtime, under all the races there are, and large objects by ranges. Words
// after it choose rows: npm run races -- redis bun
import { type Load, whole } from './loads.ts'
import { race, raceChecked, wrongs } from './race.ts'
import { openServices } from './services.ts'
import { type Row, rows } from './stores/rows.ts'
import { startRow } from './stores/start.ts'
import { type Flow, isFlat, stream, streamed, whole as large } from './streams/streams.ts'
import type { Memory } from './streams/memory.ts'
import { count, tableOf } from './table.ts'

const head = [
  'store',
  'over',
  'on',
  'processes',
  'by tag: accepted',
  'final',
  'lost',
  'refused',
  'by date: accepted',
  'final',
  'lost',
  'one creator',
  'reads',
  'mixed',
  'evaluate, then write: accepted',
  'lost',
]

const nameOf = ({ store, driver, runtime, processes }: Row): string[] => [store, driver, runtime, String(processes)]

/** A row of the table, and what is wrong with it. */
async function measure(row: Row, load: Load): Promise<{ cells: string[]; wrong: string[] }> {
  const served = await startRow(row)
  try {
    const raced = await race(served.origins, load)
    const checked = await raceChecked(served.origins, load)
    const { byTag, byDate, created, reads } = raced
    const numbers = [byTag.accepted, byTag.final, byTag.lost, byTag.refused, byDate.accepted, byDate.final, byDate.lost]
    const once = `${created.filter((winners) => winners === 1).length} of ${created.length}`
    const rest = [reads.reads, reads.mixed, checked.accepted, checked.lost]
    return { cells: [...nameOf(row), ...numbers.map(count), once, ...rest.map(count)], wrong: wrongs(raced, load) }
  } finally {
    await served.end()
  }
}

/** A measurement in words. */
function inWords(memory: Memory | null): string {
  if (memory === null) return ''
  const [before, peak] = [memory.before, memory.peak].map((bytes) => Math.round(bytes / 2 ** 20))
  return `${before} MiB, at most ${peak} MiB`
}

const words = process.argv.slice(2)
const isWanted = (row: Row): boolean =>
  words.every((word) => nameOf(row).join(' ').toLowerCase().includes(word.toLowerCase()))
const wanted = rows.filter(isWanted)
const flowing = streamed.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word.toLowerCase())))
if (wanted.length + flowing.length === 0)
  throw new Error(`Cannot race ${words.join(' ')}: no row has all of these words`)

const services = await openServices()
const body: string[][] = []
const failures: string[] = []
try {
  for (const [name, service] of Object.entries(services.found)) {
    if ('url' in service) process.env[`IFMATCH_${name.toUpperCase()}`] = service.url
  }
  for (const row of wanted) {
    const name = nameOf(row).join(', ')
    const service = row.server && services.found[row.server]
    if (service && 'missing' in service) {
      console.error(`${name}: not raced. ${service.missing}`)
      if (process.env.IFMATCH_ALL) failures.push(`${name}: not raced`)
      body.push([...nameOf(row), 'no server', ...head.slice(5).map(() => '')])
      continue
    }
    const begun = performance.now()
    const { cells, wrong } = await measure(row, whole).catch((error: Error) => ({
      cells: null,
      wrong: [error.message],
    }))
    console.error(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`)
    failures.push(...wrong.map((sentence) => `${name}: ${sentence}`))
    if (cells) body.push(cells)
  }
} finally {
  await services.stop()
}
if (body.length > 0) console.log(tableOf(head, body))

const flows: string[][] = []
for (const one of flowing) {
  const flow = await stream(one, large).catch((error: Error) => {
    failures.push(`${one.name}: ${error.message}`)
    return null
  })
  if (flow === null) continue
  if (!isFlat(flow)) failures.push(`${one.name}: memory grows with the object`)
  flows.push(cellsOf(one.name, flow))
}
if (flows.length > 0)
  console.log(`\n${tableOf(['object', 'bytes', 'memory while written', 'memory while read'], flows)}`)

function cellsOf(name: string, { bytes, written, read }: Flow): string[] {
  return [name, count(bytes), inWords(written), inWords(read)]
}

for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0
