import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, globSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How long a server may take to answer, in milliseconds. */
const patience = 30_000

/** A server on loopback, with its data in a folder. It runs. */
export interface Server {
  readonly url: string
  /** Ends it, and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again, on the same port and the same data. */
  start(): Promise<void>
}

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

/** Starts a program that serves until it is told to end, and waits until it answers. */
async function serverOf(
  name: string,
  url: string,
  [program, ...args]: readonly string[],
  user: { uid?: number; gid?: number },
  asks: () => Promise<unknown>,
): Promise<Server> {
  let child: ChildProcess | null = null
  const server: Server = {
    url,
    async start() {
      child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'inherit'], ...user })
      child.on('error', (error) => console.error(error.message))
      await untilReady(name, asks)
    },
    // PostgreSQL's fast shutdown, unless said: it does not wait for its clients.
    async stop(signal = 'SIGINT') {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child!.once('exit', resolve))
      child.kill(signal)
      await gone
    },
  }
  await server.start()
  return server
}

/** Starts a PostgreSQL of its own. Its data is not flushed to the disk: it outlives a crash of PostgreSQL, not of the machine. */
export async function startPostgres(folder: string): Promise<Server> {
  const [data, user, port] = [join(folder, 'postgres'), await ordinaryUser(), String(await freePort())]
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const init = ['-D', data, '-U', 'ifmatch', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']
  await run(find('initdb'), init, { ...user, cwd: folder })
  const settings = ['fsync=off', 'max_connections=200', 'log_min_messages=panic', `unix_socket_directories=${folder}`]
  const flags = settings.flatMap((setting) => ['-c', setting])
  const psql = ['-h', '127.0.0.1', '-p', port, '-U', 'ifmatch', '-d', 'postgres', '-c', 'SELECT 1']
  return serverOf(
    'PostgreSQL',
    `postgres://ifmatch@127.0.0.1:${port}/postgres`,
    [find('postgres'), '-D', data, '-h', '127.0.0.1', '-p', port, ...flags],
    user,
    () => run(find('psql'), psql),
  )
}

/** Starts a Redis of its own, which keeps nothing when it ends. */
export async function startRedis(folder: string): Promise<Server> {
  const port = String(await freePort())
  const where = ['--bind', '127.0.0.1', '--port', port, '--dir', folder]
  return serverOf(
    'Redis',
    `redis://127.0.0.1:${port}`,
    [find('redis-server'), ...where, '--save', '', '--loglevel', 'warning'],
    {},
    () => run(find('redis-cli'), ['-p', port, 'PING']),
  )
}
