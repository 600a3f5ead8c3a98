// Runs a command with a PostgreSQL and a Redis of its own, on loopback, with their data in a folder that goes away again:
// node scripts/services.ts npm test. Without a command it says where they are, and waits for Ctrl-C.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { environment } from './programs.ts'

const run = promisify(execFile)

/** How long a service may take to answer, in milliseconds. */
const patience = 30_000

/** Finds a program on the PATH, or where Debian keeps the versions of PostgreSQL. */
function find(program: string): string {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
  ]
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    `Cannot find ${program}: install PostgreSQL and Redis, on Debian by apt-get install postgresql redis-server`,
  )
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function ordinaryUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function untilReady(name: string, asks: () => Promise<unknown>): Promise<void> {
  for (const begun = performance.now(); ;) {
    try {
      await asks()
      return
    } catch (cause) {
      if (performance.now() - begun > patience) throw new Error(`Cannot start ${name}: it does not answer`, { cause })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

const started: ChildProcess[] = []

/** Starts a program that serves until it is told to end. */
function serve(program: string, args: readonly string[], user: { uid?: number; gid?: number } = {}): void {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...user })
  child.on('error', (error) => console.error(error.message))
  started.push(child)
}

async function startPostgres(folder: string): Promise<string> {
  const [data, user, port] = [join(folder, 'postgres'), await ordinaryUser(), await freePort()]
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const init = ['-D', data, '-U', 'ifmatch', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']
  await run(find('initdb'), init, { ...user, cwd: folder })
  const settings = ['fsync=off', 'max_connections=200', 'log_min_messages=panic', `unix_socket_directories=${folder}`]
  const flags = settings.flatMap((setting) => ['-c', setting])
  serve(find('postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...flags], user)
  const psql = ['-h', '127.0.0.1', '-p', String(port), '-U', 'ifmatch', '-d', 'postgres', '-c', 'SELECT 1']
  await untilReady('PostgreSQL', () => run(find('psql'), psql))
  return `postgres://ifmatch@127.0.0.1:${port}/postgres`
}

async function startRedis(folder: string): Promise<string> {
  const port = String(await freePort())
  serve(find('redis-server'), [
    '--bind',
    '127.0.0.1',
    '--port',
    port,
    '--dir',
    folder,
    '--save',
    '',
    '--loglevel',
    'warning',
  ])
  await untilReady('Redis', () => run(find('redis-cli'), ['-p', port, 'PING']))
  return `redis://127.0.0.1:${port}`
}

/** Stops what runs, the last one first. */
async function stop(folder: string): Promise<void> {
  for (const child of started.splice(0).reverse()) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue
    const gone = new Promise((resolve) => child.once('exit', resolve))
    // PostgreSQL's fast shutdown: it does not wait for its clients.
    child.kill('SIGINT')
    await gone
  }
  await rm(folder, { recursive: true, force: true })
}

/** Runs the command to its end, and gives its exit code. */
function runCommand([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program!, args, { stdio: 'inherit', env })
    started.push(child)
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
  const [postgres, redis] = [await startPostgres(folder), await startRedis(folder)]
  const where = { IFMATCH_POSTGRES: postgres, IFMATCH_REDIS: redis }
  const command = process.argv.slice(2)
  if (command.length > 0) {
    process.exitCode = await runCommand(command, { ...environment, ...where })
  } else {
    for (const [name, url] of Object.entries(where)) console.log(`export ${name}=${url}`)
    await new Promise((resolve) => started.forEach((child) => child.once('exit', resolve)))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stop(folder)
}
