import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proxyTo } from '../../packages/stores/test/support/proxy.ts'
import { startPostgres } from '../../scripts/servers.ts'
import { type Entry, startService } from '../service.ts'
import { type Row, rows } from '../stores/rows.ts'
import { startRow } from '../stores/start.ts'
import { clockSetBack } from './clock-set-back.ts'
import { busyFile, cutConnection, fullDisk } from './failing-store.ts'
import { goneClient } from './gone-client.ts'
import { killedWhileWriting, type Kills } from './killed.ts'
import { urlOf } from './ledger.ts'
import { restartedUnderLoad, type Restarts } from './restarted-postgres.ts'

/** How hard the faults are. */
export interface FaultLoad {
  readonly kills: Kills
  readonly restarts: Restarts
}

/** For `npm run faults`. */
export const whole: FaultLoad = {
  kills: { rounds: 20, writes: 2000, clients: 8 },
  restarts: { rounds: 4, clients: 8, writes: 100 },
}

/** For `npm test`: one round of each. */
export const small: FaultLoad = {
  kills: { rounds: 1, writes: 120, clients: 4 },
  restarts: { rounds: 1, clients: 4, writes: 10 },
}

/** Where the servers are that faults need. */
export interface Where {
  readonly postgres: string
  readonly redis: string
}

/** What became of a fault: what was seen, and what is wrong, a sentence each. */
export interface Outcome {
  readonly seen: string
  readonly wrongs: readonly string[]
}

/** Something that goes wrong around a store, and what must not follow from it. */
export interface Fault {
  readonly name: string
  readonly server?: 'postgres' | 'redis'
  run(load: FaultLoad, where: Where): Promise<Outcome>
}

/** The editor, as it is started, and where its documents are. */
interface Editor {
  readonly name: string
  readonly entry: Entry
  readonly server?: 'postgres' | 'redis'
}

const editors: readonly Editor[] = [
  { name: 'node:sqlite', entry: 'start' },
  { name: 'bun:sqlite', entry: 'start:bun' },
  { name: 'Deno KV', entry: 'start:deno' },
  { name: 'Workers', entry: 'start:workers' },
  { name: 'PostgreSQL', entry: 'start', server: 'postgres' },
  { name: 'Redis', entry: 'start', server: 'redis' },
]

const own = (): string => `fault-${crypto.randomUUID()}`

function variablesOf({ server }: Editor, folder: string, where: Where): Record<string, string> {
  if (server === 'postgres') return { DATABASE_URL: where.postgres }
  return server === 'redis' ? { REDIS_URL: where.redis } : { DATA: join(folder, 'data') }
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ifmatch-faults-'))
  try {
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const needs = ({ server }: Editor | Row): Pick<Fault, 'server'> => (server ? { server } : {})

const kills = editors.map((editor): Fault => ({
  name: `killed while writing: ${editor.name}`,
  ...needs(editor),
  run: ({ kills }, where) =>
    inFolder(async (folder) => {
      const start = () => startService(editor.entry, variablesOf(editor, folder, where))
      const { acknowledged, unanswered, wrongs } = await killedWhileWriting(start, own(), kills)
      const seen = `${kills.rounds} kills, ${acknowledged} acknowledged writes are there, ${unanswered} were under way`
      return { seen, wrongs }
    }),
}))

const goneClients = editors.map((editor): Fault => ({
  name: `a client goes away in the middle of a PUT: ${editor.name}`,
  ...needs(editor),
  run: (_, where) =>
    inFolder(async (folder) => {
      const service = await startService(editor.entry, variablesOf(editor, folder, where))
      const wrongs = await goneClient(service.origin, own()).finally(() => service.end())
      return { seen: 'nothing changed', wrongs }
    }),
}))

const busyFiles = editors.slice(0, 2).map((editor): Fault => ({
  name: `the file is busy: ${editor.name}`,
  run: (_, where) =>
    inFolder(async (folder) => {
      const variables = variablesOf(editor, folder, where)
      const service = await startService(editor.entry, variables)
      const wrongs = await busyFile(urlOf(service.origin, own()), variables.DATA!).finally(() => service.end())
      return { seen: '503, and the old state', wrongs }
    }),
}))

const fullDisks = rows
  .filter(({ driver, processes }) => driver.endsWith('sqlite') && processes === 1)
  .map((row): Fault => ({
    name: `the disk is full: ${row.store} over ${row.driver}`,
    async run() {
      const served = await startRow(row, { RACES_PAGES: '60' })
      const wrongs = await fullDisk(`${served.origins[0]}/swapped/full`).finally(() => served.end())
      return { seen: '503, and the old state', wrongs }
    },
  }))

const cutConnections = editors
  .filter(({ server }) => server !== undefined)
  .map((editor): Fault => ({
    name: `the connection is cut in the middle of a write: ${editor.name}`,
    ...needs(editor),
    async run(_, where) {
      const server = new URL(where[editor.server!])
      const proxy = await proxyTo(server.hostname, Number(server.port))
      server.port = String(proxy.port)
      const through = variablesOf(editor, '', { ...where, [editor.server!]: server.href })
      const service = await startService(editor.entry, through)
      const wrongs = await cutConnection(urlOf(service.origin, own()), proxy).finally(() => service.end())
      proxy.close()
      return { seen: '503, and one state, whole', wrongs }
    },
  }))

const restarts: Fault = {
  name: 'PostgreSQL is restarted under load',
  server: 'postgres',
  run: ({ restarts }) =>
    inFolder(async (folder) => {
      const server = await startPostgres(folder)
      try {
        const service = await startService('start', { DATABASE_URL: server.url })
        const running = restartedUnderLoad(service.origin, server, own(), restarts)
        const { acknowledged, refused, wrongs } = await running.finally(() => service.end())
        const seen = `${restarts.rounds} restarts, ${acknowledged} acknowledged writes are there, ${refused} were answered 503`
        return { seen, wrongs }
      } finally {
        await server.stop()
      }
    }),
}

// R2 dates an upload by its own clock, which stays as it is.
const clocks = rows
  .filter(({ processes }) => processes === 1)
  .map((row): Fault => ({
    name: `the clock is set back: ${row.store} over ${row.driver}`,
    ...needs(row),
    async run() {
      const served = await startRow(row)
      const wrongs = await clockSetBack(served.origins[0]!, row.store !== 'r2').finally(() => served.end())
      return { seen: 'nothing lost by date or tag, no stale 304', wrongs }
    },
  }))

/** Every fault. */
export const faults: readonly Fault[] = [
  ...kills,
  ...goneClients,
  ...busyFiles,
  ...fullDisks,
  ...cutConnections,
  restarts,
  ...clocks,
]
