import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { environment, top } from '../../scripts/programs.ts'

/** A server that runs. */
export interface Running {
  /** Where its document is. */
  readonly url: string
  /** Rejects when the program ends by itself, with what it said; a server in this process has none. */
  readonly ended?: Promise<never>
  stop(): Promise<void>
}

/** How long a server may take until it answers, in milliseconds: Tomcat starts a virtual machine. */
const patience = 120_000

/** What is written of a program that ends too early. */
const kept = 2000

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

interface Started {
  readonly child: ChildProcess
  /** Rejects when the program ends, with what it said. */
  readonly ended: Promise<never>
  stop(): Promise<void>
}

function start([program, ...args]: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Started {
  const child = spawn(program as string, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (chunk: Buffer): void => void (said = `${said}${chunk.toString()}`.slice(-kept))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const gone = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message))
    child.on('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}\n${said}`.trim()))
  })
  const ended = gone.then((why): never => {
    throw new Error(`Cannot ask ${program}: ${why}`)
  })
  ended.catch(() => {})
  return {
    child,
    ended,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(late)
    },
  }
}

/** Starts a program that prints the port it listens on, alone on a line or in a URL. */
export async function announced(
  command: readonly string[],
  path: string,
  env: NodeJS.ProcessEnv = {},
  folder: string = top,
): Promise<Running> {
  const { child, ended, stop } = start(command, env, folder)
  const port = new Promise<string>((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /^(\d+)$|:\/\/[^\s/]+:(\d+)/m.exec(text)
      if (found) resolve(found[1] ?? (found[2] as string))
    })
  })
  return { url: `http://127.0.0.1:${await inTime(Promise.race([port, ended]), stop)}${path}`, ended, stop }
}

/** Starts a program that was told its port, and waits until it answers there. */
export async function onPort(
  port: number,
  command: readonly string[],
  path: string,
  env: NodeJS.ProcessEnv = {},
  folder: string = top,
): Promise<Running> {
  const { ended, stop } = start(command, env, folder)
  const url = `http://127.0.0.1:${port}${path}`
  await inTime(Promise.race([untilAnswered(url), ended]), stop)
  return { url, ended, stop }
}

async function untilAnswered(url: string): Promise<void> {
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** What comes in time; else the program is stopped. */
async function inTime<T>(awaited: Promise<T>, stop: () => Promise<void>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${patience / 1000} s`)), patience)
  })
  try {
    return await Promise.race([awaited, late])
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
