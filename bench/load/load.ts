import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { shuffled } from '../harness/rounds.ts'
import type { Runtime } from '../results.ts'
import { argumentsFor, options } from '../start.ts'
import type { TimedContender, TimedRow } from '../timed-row.ts'
import { generatorHere, pinned } from './generator.ts'
import { processTimeOf } from './process-time.ts'
import { sizes } from './contenders.ts'

interface Listening {
  readonly name: string
  readonly size: number
  readonly port: number
}

interface LoadRow {
  readonly name: string
  readonly size: number
  /** Whether it comes again with the tag that it was sent before. */
  readonly revisits: boolean
  readonly contenders: readonly (readonly [name: string, host?: string])[]
}

const rows: readonly LoadRow[] = [
  {
    name: 'revisit, 304 of 1 KB',
    size: sizes['1 KB'],
    revisits: true,
    contenders: [
      ['check by hand'],
      ['plain handler'],
      ['constant 304'],
      ['evaluatePreconditions'],
      ['withPreconditions'],
      ['respond'],
      ['handleResource, memory'],
      ['handleResource, SQLite'],
      ['handleResource, PostgreSQL'],
      ['handleResource, Redis'],
      ['handleResource, Deno KV'],
      ['bare Hono'],
      ['Hono, check by hand', 'bare Hono'],
      ['Hono, preconditions', 'hono/etag'],
      ['hono/etag', 'bare Hono'],
      ['bare Fastify'],
      ['@fastify/etag', 'bare Fastify'],
    ],
  },
  ...(['100 KB', '1 MB'] as const).map((size) => ({
    name: `revisit, 304 of ${size}`,
    size: sizes[size],
    revisits: true,
    contenders: [['check by hand'], ['Hono, preconditions', 'hono/etag'], ['hono/etag']] as const,
  })),
  {
    name: 'first visit, 200 of 1 KB',
    size: sizes['1 KB'],
    revisits: false,
    contenders: [
      ['plain handler'],
      ['plain handler, async'],
      ['plain handler, four reads'],
      ['plain handler, its tag read'],
      ['evaluatePreconditions'],
      ['withPreconditions'],
      ['withPreconditions, stamping'],
      ['respond'],
      ['handleResource, memory'],
      ['handleResource, SQLite'],
      ['handleResource, PostgreSQL'],
      ['handleResource, Redis'],
      ['handleResource, Deno KV'],
      ['bare Hono'],
      ['Hono, empty middleware', 'bare Hono'],
      ['Hono, preconditions', 'bare Hono'],
      ['hono/etag', 'bare Hono'],
    ],
  },
]

/** How one run of the generator is made: so many rounds, so many seconds each. */
export interface LoadPace {
  readonly rounds: number
  readonly seconds: number
}

/**
 * Loads the server of a runtime end to end over loopback: server and generator have a core each, contenders take turns in
 * every round, and what counts is the server's processor time for a request.
 */
export async function measureLoad(runtime: Runtime, { rounds, seconds }: LoadPace): Promise<TimedRow[]> {
  const { server, pid, listening } = await start(runtime)
  try {
    const timed: TimedRow[] = []
    for (const row of rows.filter(({ name }) => new RegExp(process.env.BENCH_ROWS ?? '').test(name)))
      timed.push(await loadRow(pid, listening, row, rounds, seconds))
    return timed
  } finally {
    server.stdin!.end()
    if (server.exitCode === null) await once(server, 'exit')
  }
}

async function start(runtime: Runtime): Promise<{ server: ChildProcess; pid: number; listening: Listening[] }> {
  const file = join(import.meta.dirname, 'server.ts')
  const [program, ...rest] = pinned(0, [runtime, ...argumentsFor(runtime, 'load'), file])
  const server = spawn(program, rest, { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await Promise.race([
    once(createInterface({ input: server.stdout! }), 'line'),
    once(server, 'exit').then(() => Promise.reject(new Error(`Cannot load ${runtime}: its server has ended`))),
  ])) as [string]
  return { server, ...(JSON.parse(line) as { pid: number; listening: Listening[] }) }
}

interface Target {
  readonly name: string
  readonly host: string | undefined
  readonly url: string
  readonly fields: Record<string, string>
  readonly samples: number[]
}

async function loadRow(
  pid: number,
  listening: readonly Listening[],
  row: LoadRow,
  rounds: number,
  seconds: number,
): Promise<TimedRow> {
  const targets: Target[] = []
  for (const [name, host] of row.contenders) {
    const found = listening.find((one) => one.name === name && one.size === row.size)
    if (found) targets.push({ name, host, samples: [], ...(await prepared(found, row)) })
  }
  const { generate } = generatorHere()
  const random = Math.random
  for (const { url, fields } of targets) await generate(url, fields, 1)
  for (let round = 0; round < rounds; round++) {
    for (const { url, fields, samples } of shuffled(targets, random)) {
      const before = processTimeOf(pid)
      const requests = await generate(url, fields, seconds)
      samples.push((processTimeOf(pid) - before) / requests)
    }
  }
  return { name: row.name, floor: targets[0]!.name, contenders: targets.map(contenderOf) }
}

function contenderOf({ name, host, samples }: Target): TimedContender {
  return { name, samples, ...(host === undefined ? {} : { host }) }
}

const neverModified = ['plain handler', 'bare Hono', 'bare Fastify']

/** Asks once, as a client that comes for the first time, and checks what is answered when it comes again. */
async function prepared({ name, port }: Listening, row: LoadRow): Promise<Pick<Target, 'url' | 'fields'>> {
  const url = `http://127.0.0.1:${port}/document`
  const first = await fetch(url)
  const content = await first.arrayBuffer()
  const isConstant = name === 'constant 304'
  if (!isConstant && (first.status !== 200 || content.byteLength !== row.size))
    throw new Error(`Cannot load ${name}: it answers ${first.status} with ${content.byteLength} bytes`)
  if (!row.revisits) return { url, fields: {} }
  const tag = first.headers.get('etag') ?? '"v7"'
  const fields = { 'If-None-Match': tag }
  const again = await fetch(url, { headers: { ...fields, 'Cache-Control': 'max-age=0' } })
  await again.arrayBuffer()
  const due = neverModified.includes(name) ? 200 : 304
  if (again.status !== due) throw new Error(`Cannot load ${name}: it answers ${again.status} when it is asked again`)
  return { url, fields }
}
