// Runs a command with a PostgreSQL and a Redis of its own, on loopback, with their data in a folder that goes away again:
// node scripts/services.ts npm test. Without a command it says where they are, and waits for Ctrl-C.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from './programs.ts'
import { type Server, startPostgres, startRedis } from './servers.ts'

const servers: Server[] = []
let running: ChildProcess | null = null

/** Stops what runs, the last one first. */
async function stop(folder: string): Promise<void> {
  if (running?.exitCode === null && running.signalCode === null) {
    const gone = new Promise((resolve) => running!.once('exit', resolve))
    running.kill('SIGINT')
    await gone
  }
  for (const server of servers.splice(0).reverse()) await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Runs the command to its end, and gives its exit code. */
function runCommand([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = (running = spawn(program!, args, { stdio: 'inherit', env }))
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

const folder = await mkdtemp(join(tmpdir(), 'ifmatch-services-'))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop(folder).then(() => process.exit(1)))
}
try {
  servers.push(await startPostgres(folder), await startRedis(folder))
  const [postgres, redis] = servers.map(({ url }) => url) as [string, string]
  const where = { IFMATCH_POSTGRES: postgres, IFMATCH_REDIS: redis }
  const command = process.argv.slice(2)
  if (command.length > 0) {
    process.exitCode = await runCommand(command, { ...environment, ...where })
  } else {
    for (const [name, url] of Object.entries(where)) console.log(`export ${name}=${url}`)
    await new Promise(() => setInterval(() => {}, 1 << 30))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stop(folder)
}
