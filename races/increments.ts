// npm run increments: clients that edit one document of the editor, on each runtime, while answers are dropped. Words after it
// choose rows: npm run increments -- bun
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Edited, editIncrements, type Manner, wrongsOf } from './client/increments.ts'
import { type Entry, startService } from './service.ts'
import { count, tableOf } from './table.ts'

const crowd = { clients: 16, increments: 50 }

const entries: Readonly<Record<string, Entry>> = {
  Node: 'start',
  Bun: 'start:bun',
  Deno: 'start:deno',
  Workers: 'start:workers',
}

const manners: Readonly<Record<string, Manner & { readonly wait: boolean }>> = {
  '10 % dropped, write ids': { idempotencyKey: true, share: 0.1, wait: true },
  '10 % dropped, no write ids': { idempotencyKey: false, share: 0.1, wait: true },
  'none dropped': { idempotencyKey: false, share: 0, wait: true },
  'none dropped, no waits': { idempotencyKey: false, share: 0, wait: false },
}

const random = Math.random

/** Every client that was refused goes on at once: no wait is random, and none is long. */
function withoutWaits(): void {
  Math.random = () => 0
}

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const wanted = Object.entries(entries).filter(([name]) => words.every((word) => name.toLowerCase().includes(word)))
if (wanted.length === 0) throw new Error(`Cannot run ${words.join(' ')}: no runtime has all of these words`)

const body: string[][] = []
const failures: string[] = []
for (const [runtime, entry] of wanted) {
  const folder = await mkdtemp(join(tmpdir(), 'ifmatch-increments-'))
  const service = await startService(entry, { DATA: join(folder, 'data') })
  try {
    for (const [name, manner] of Object.entries(manners)) {
      if (!manner.wait) withoutWaits()
      const begun = performance.now()
      const edited = await editIncrements(service.origin, name.replaceAll(/\W/g, '-'), crowd, manner)
      Math.random = random
      const seconds = Math.round((performance.now() - begun) / 1000)
      const { resolved, unknown, final, twice, lost, dropped, refused }: Edited = edited
      body.push([runtime, name, ...[resolved, unknown, final, twice, lost, dropped, refused, seconds].map(count)])
      failures.push(...wrongsOf(edited, manner).map((wrong) => `${runtime}, ${name}: ${wrong}`))
      console.error(`${runtime}, ${name}: ${seconds} s`)
    }
  } finally {
    await service.end()
    await rm(folder, { recursive: true, force: true })
  }
}
console.log(
  tableOf(['service', 'answers', 'resolved', 'unknown', 'final', 'twice', 'lost', 'dropped', '412', 's'], body),
)
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0
