import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { leftOut } from '../contenders/contender.ts'
import { portable } from '../contenders/portable.ts'
import { documents } from '../documents.ts'
import { shuffled } from '../harness/rounds.ts'
import { processTimeOf } from '../load/process-time.ts'
import { type Row, rows } from '../rows.ts'
import type { TimedRow } from '../timed-row.ts'

/** How many calls are made for one request: so many that making the request and its 64 inputs hardly counts. */
const CALLS = 20_000

type Ask = (row: string, contender: string, calls: number) => Promise<unknown[]>

/** Times the rows that need no framework inside workerd, by the processor time that its process takes for many calls. */
export async function timeWorkerd(rounds: number): Promise<TimedRow[]> {
  const before = new Set(workerds())
  const flare = new Miniflare(
    convertV4MiniflareOptions({ modules: true, script: await bundle(), compatibilityDate: '2026-11-01' }),
  )
  try {
    const { origin } = await flare.ready
    const pid = workerds().find((one) => !before.has(one))
    if (pid === undefined) throw new Error('Cannot time workerd: its process is not to be found')
    const ask: Ask = async (row, contender, calls) => {
      const answer = await fetch(`${origin}/?${new URLSearchParams({ row, contender, calls: `${calls}` })}`)
      return (await answer.json()) as unknown[]
    }
    const timed: TimedRow[] = []
    for (const row of rows.filter(({ built }) => built)) timed.push(await timeRow(row, ask, pid, rounds))
    return timed
  } finally {
    await flare.dispose()
  }
}

async function timeRow(row: Row, ask: Ask, pid: number, rounds: number): Promise<TimedRow> {
  const able = portable(row).filter(({ evaluates }) => leftOut(evaluates, row.fields(documents[0]!)) === null)
  const floor = able[0]!.name
  const entries = [
    ...able.map(({ name, evaluates }) => ({ name, asked: name, due: evaluates === null ? 'go on' : row.verdict })),
    { name: `${floor}, again`, asked: floor, due: able[0]!.evaluates === null ? 'go on' : row.verdict },
  ].map((entry) => ({ ...entry, samples: [] as number[] }))
  for (const { asked, due } of entries) {
    const verdicts = await ask(row.name, asked, CALLS)
    if (verdicts.some((verdict) => verdict !== due))
      throw new Error(`Cannot time "${row.name}": ${asked} says ${String(verdicts[0])}, not ${due}`)
  }
  for (let round = 0; round < rounds; round++) {
    for (const { asked, samples } of shuffled(entries, Math.random)) {
      const start = processTimeOf(pid)
      await ask(row.name, asked, CALLS)
      samples.push((processTimeOf(pid) - start) / CALLS)
    }
  }
  return { name: row.name, floor, contenders: entries.map(({ name, samples }) => ({ name, samples })) }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('worker.ts', import.meta.url).pathname],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return (outputFiles[0] as { text: string }).text
}

/** The children of this process that are workerd. */
function workerds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return stat.includes('(workerd)') && stat.split(') ')[1]?.split(' ')[1] === `${process.pid}`
      } catch {
        return false
      }
    })
}
