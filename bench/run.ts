import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { countReads } from './counts.ts'
import { writeMeasured } from './readme.ts'
import { details } from './report/details.ts'
import { particulars, summary } from './report/summary.ts'
import { type Table, toText } from './report/table.ts'
import { type Part, parts, type Results, type Runtime, type RuntimeResults, runtimes } from './results.ts'
import { measureSizes } from './size.ts'
import { startPart, versionOf } from './start.ts'

const contestants = [
  'fresh',
  'hono',
  'h3',
  '@remix-run/response',
  '@remix-run/headers',
  '@whatwg-node/fetch',
  'esbuild',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string', default: parts.join(',') },
    readme: { type: 'boolean', default: false },
  },
})

const mode = values.long ? 'long' : 'short'
const wanted = values.only.split(',').map((name) => known(parts, name))
const chosen = positionals.length > 0 ? positionals.map((name) => known(runtimes, name)) : runtimes

const measured: RuntimeResults[] = []
for (const runtime of chosen) {
  const results = await measureOn(runtime)
  measured.push(results)
  print(details(results))
}

const results: Results = {
  date: new Date().toISOString(),
  mode,
  machine: `${os.availableParallelism()} cores of ${os.cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${os.type()} ${os.arch()}`,
  packages: Object.fromEntries(contestants.map((name) => [name, versionOfPackage(name)])),
  ...(wanted.includes('size') ? { size: await measureSizes() } : {}),
  ...(wanted.includes('counts') ? { counts: countReads() } : {}),
  runtimes: measured,
}
print([...particulars(results), ...summary(results)])
console.log(`Written to bench/results/${write(results)}`)
if (values.readme) writeMeasured(results)

async function measureOn(runtime: Runtime): Promise<RuntimeResults> {
  const own: Part[] = runtime === 'node' ? ['evaluation', 'ponyfill', 'growth', 'allocation'] : ['evaluation', 'growth']
  const results: Record<string, unknown> = {}
  for (const part of own.filter((one) => wanted.includes(one))) {
    console.error(`${runtime}: ${part} ...`)
    results[part] = await startPart(runtime, part, mode)
  }
  return { runtime, version: await versionOf(runtime), ...results }
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
