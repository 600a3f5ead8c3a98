import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { comparison, filledFrom } from './compare.ts'
import { countReads } from './counts.ts'
import { generatorHere } from './load/generator.ts'
import { measureLoad } from './load/load.ts'
import { measurePeak } from './load/peak.ts'
import { writeMeasured } from './readme.ts'
import { details } from './report/details.ts'
import { particulars, summary } from './report/summary.ts'
import { type Table, toText } from './report/table.ts'
import { type Part, parts, partsOf, type Results, type Runtime, type RuntimeResults, runtimes } from './results.ts'
import { measurePromises } from './promises.ts'
import { measureSizes } from './size.ts'
import { startPart, versionOf } from './start.ts'
import { timeWorkerd } from './workerd/evaluation.ts'

const contestants = [
  'fresh',
  'hono',
  'h3',
  '@remix-run/response',
  '@remix-run/headers',
  '@whatwg-node/fetch',
  '@hono/node-server',
  '@fastify/etag',
  'etag',
  'postgres',
  'redis',
  'miniflare',
  'esbuild',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    compare: { type: 'string' },
    with: { type: 'string', multiple: true, default: [] },
  },
})

const mode = values.long ? 'long' : 'short'
const named = positionals.map((name) => known([...runtimes, ...parts], name))
const chosen = orAll(runtimes, named)
const wanted = orAll(parts, named)

const measured: RuntimeResults[] = []
for (const runtime of chosen) {
  const own = partsOf[runtime].filter((part) => wanted.includes(part))
  if (own.length === 0) continue
  const results = await measureOn(runtime, own)
  measured.push(results)
  print(details(results))
}

const own: Results = {
  date: new Date().toISOString(),
  mode,
  machine: `${os.availableParallelism()} cores of ${os.cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${os.type()} ${os.arch()}, load by ${generatorHere().name}`,
  packages: Object.fromEntries(contestants.map((name) => [name, versionOfPackage(name)])),
  ...(wanted.includes('size') ? { size: await measureSizes(), promises: await measurePromises() } : {}),
  ...(wanted.includes('counts') ? { counts: countReads() } : {}),
  runtimes: measured,
}
const results = values.with.reduce(filledFrom, own)
print([...particulars(results), ...summary(results)])
if (values.compare !== undefined) print(comparison(results, values.compare))
console.log(`Written to bench/results/${write(results)}`)
if (values.readme) writeMeasured(results)

async function measureOn(runtime: Runtime, own: readonly Part[]): Promise<RuntimeResults> {
  const results: Record<string, unknown> = {}
  for (const part of own) {
    const start = performance.now()
    results[part] = await measurePart(runtime, part)
    console.error(`${runtime}: ${part}, ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
  return { runtime, version: await versionOf(runtime), ...results }
}

/** In a process of the runtime's own, or, where that one serves, from here. */
function measurePart(runtime: Runtime, part: Part): Promise<unknown> {
  if (runtime === 'workerd') return timeWorkerd(values.long ? 27 : 9)
  if (part === 'load') return measureLoad(runtime, values.long ? { rounds: 9, seconds: 1 } : { rounds: 3, seconds: 1 })
  return part === 'memory' ? measurePeak(runtime) : startPart(runtime, part, mode)
}

/** Those of a kind that were named, or all where none of the kind was. */
function orAll<T extends string>(all: readonly T[], named: readonly string[]): readonly T[] {
  const some = all.filter((name) => named.includes(name))
  return some.length > 0 ? some : all
}

function known<T extends string>(names: readonly T[], name: string): T {
  const found = names.find((one) => one === name)
  if (found === undefined) throw new RangeError(`Cannot run "${name}": it is none of ${names.join(', ')}`)
  return found
}

function versionOfPackage(name: string): string {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8'),
  ) as { version: string }
  return version
}

function print(tables: readonly Table[]): void {
  for (const table of tables) console.log(`${toText(table)}\n`)
}

function write(results: Results): string {
  const folder = join(import.meta.dirname, 'results')
  const name = `${results.date.slice(0, 19).replaceAll(':', '')}-${mode}.json`
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), JSON.stringify(results))
  return name
}
