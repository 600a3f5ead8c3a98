// The service under many pages that poll: `npm run load`, or `npm run load -- bun 200 60` for a runtime, so many pages and
// so many seconds; with --readme the table in README.md is written anew. The pages are simulated: each sends what the
// editor's page sends, as often as it does.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '../../../races/process.ts'
import { count, tableOf } from '../../../races/table.ts'
import { programs } from '../../../scripts/programs.ts'
import { pollAsPage, writeAsPerson } from './page.ts'
import { Tally, total } from './tally.ts'

const commands: Readonly<Record<string, readonly string[]>> = {
  node: [programs.node],
  bun: [programs.bun],
  deno: [programs.deno, 'run', '--unstable-no-legacy-abort', '--allow-all'],
}
const documents = 20
const writers = 5

const words = process.argv.slice(2)
const [runtime = 'node', pages = '200', seconds = '60'] = words.filter((word) => word !== '--readme')
const command = commands[runtime]
if (!command || !(Number(pages) > 0) || !(Number(seconds) > 0)) {
  console.error(`Cannot load ${runtime} with ${pages} pages for ${seconds} s: say node, bun or deno, and two numbers`)
  process.exit(1)
}

const folder = await mkdtemp(join(tmpdir(), 'ifmatch-load-'))
const entry = resolve(import.meta.dirname, `../src/${runtime}.ts`)
const variables = { PORT: '0', HOST: '', DATA: join(folder, 'documents'), REQUIRE: '', DATABASE_URL: '', REDIS_URL: '' }
const service = await serve([...command, entry], variables, /http:\/\/localhost:(\d+)/)
try {
  const urls = Array.from({ length: documents }, (_, n) => `${service.origin}/documents/load-${n}`)
  for (const url of urls) {
    const headers = { 'If-None-Match': '*', 'Content-Type': 'text/markdown; charset=utf-8' }
    const { status } = await fetch(url, { method: 'PUT', headers, body: '# A document\n\n'.padEnd(2000, 'Text. ') })
    if (status !== 201) throw new Error(`Cannot begin: ${url} was answered ${status}`)
  }
  const tally = new Tally()
  const before = cpuSeconds(service.pid)
  const until = Date.now() + Number(seconds) * 1000
  await Promise.all([
    ...Array.from({ length: Number(pages) }, (_, n) => pollAsPage(urls[n % documents]!, tally, until)),
    ...Array.from({ length: writers }, (_, n) => writeAsPerson(urls[n % (documents / 5)]!, tally, until)),
  ])
  report(tally, cpuSeconds(service.pid) - before)
} finally {
  await service.end()
  await rm(folder, { recursive: true, force: true })
}

function report(tally: Tally, cpu: number): void {
  const polls = total(tally.reads)
  const share = (status: number): string => `${(((tally.reads.get(status) ?? 0) / polls) * 100).toFixed(1)} %`
  const rows = [
    ['pages that poll', pages],
    ['people who save', `${writers}`],
    ['seconds', seconds],
    ['polls', count(polls)],
    ['… answered 304', share(304)],
    ['… answered 200', share(200)],
    ['bytes of content per poll', count(Math.round(tally.bytes / polls))],
    ['saves done (204)', count(tally.writes.get(204) ?? 0)],
    ['saves refused (412)', count(tally.writes.get(412) ?? 0)],
    ['CPU per request, ms', ((cpu / tally.requests) * 1000).toFixed(2)],
    ['time to an answer, median, ms', tally.quantile(0.5).toFixed(1)],
    ['time to an answer, 99 %, ms', tally.quantile(0.99).toFixed(1)],
    ['other answers', count(tally.unexpected)],
    ['errors', count(tally.errors.length)],
  ]
  const table = tableOf([`the service on ${runtime}`, ''], rows as string[][])
  console.log(table)
  if (words.includes('--readme')) writeIntoReadme(table)
  for (const error of new Set(tally.errors)) console.error(error)
  if (tally.errors.length + tally.unexpected > 0 || !tally.reads.get(304)) process.exitCode = 1
}

/** Puts the table, and when and where it was made, into the README: between two marks, and the words around them stay. */
function writeIntoReadme(table: string): void {
  const file = resolve(import.meta.dirname, '../README.md')
  const [begin, end] = ['<!-- measured: written by `npm run load -- --readme` -->', '<!-- /measured -->']
  const [before, rest] = readFileSync(file, 'utf8').split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`Cannot write into ${file}: it has no ${begin} and ${end}`)
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const made = `On ${day}, on ${availableParallelism()} cores, of which the pages had their share:`
  writeFileSync(file, [before + begin, made, table, end + after].join('\n\n'))
}

/** The CPU time that a process has used, of all its threads. */
function cpuSeconds(pid: number): number {
  // Fields 14 and 15 of Linux' proc(5), in ticks; the name in field 2 may have blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return (Number(fields[11]) + Number(fields[12])) / ticks
}
