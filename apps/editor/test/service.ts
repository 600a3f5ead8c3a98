import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

const top = resolve(import.meta.dirname, '../../..')
const [bun, deno] = ['bun/bin/bun.exe', 'deno/deno'].map((path) => join(top, 'node_modules', path))

/** How each runtime starts its entry, without the shell script in front of it, so that a signal reaches it. */
const commands = {
  node: [process.execPath],
  'workers-local': [process.execPath],
  bun: [bun!],
  deno: [
    deno!,
    'run',
    '--unstable-no-legacy-abort',
    '--allow-env',
    '--allow-net',
    '--allow-read',
    '--allow-write',
    '--allow-run',
  ],
}

export type Runtime = keyof typeof commands

/** A process of the service, that serves. */
export interface Service {
  readonly origin: string
  readonly port: number
  readonly process: ChildProcess
  /** What it has printed so far. */
  readonly printed: () => { out: string; error: string }
  /** Ends it like Ctrl-C does; its exit code, or the signal that killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

const folders: string[] = []
const processes = new Set<ChildProcess>()

afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ifmatch-editor-'))
  folders.push(folder)
  return folder
}

/** Runs the entry with these variables alone; `ended` settles when the process has. */
export function run(variables: Record<string, string>, cwd = temporaryFolder(), runtime: Runtime = 'node') {
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '',
    DATA: '',
    REQUIRE: '',
    DATABASE_URL: '',
    REDIS_URL: '',
    ...variables,
  }
  const [program, ...options] = commands[runtime]
  const entry = join(top, `apps/editor/src/${runtime}.ts`)
  const child = spawn(program!, [...options, entry], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  processes.add(child)
  const text = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.error += chunk))
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => {
      processes.delete(child)
      resolve(code ?? signal)
    })
  })
  return { child, text, ended }
}

/** Starts the service on a free port with a new file, unless the variables say otherwise, and waits until it serves. */
export async function start(variables: Record<string, string> = {}, runtime?: Runtime): Promise<Service> {
  const { child, text, ended } = run(variables, temporaryFolder(), runtime)
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /http:\/\/[^ ]+:\d+/.exec(text.out)
      if (found) resolve(found[0])
    })
    void ended.then(() => reject(new Error(`The service did not start: ${text.error}`)))
  })
  return {
    // By address: what localhost is differs from machine to machine.
    origin: origin.replace('localhost', '127.0.0.1'),
    port: Number(new URL(origin).port),
    process: child,
    printed: () => text,
    stop(signal = 'SIGINT') {
      child.kill(signal)
      return ended
    },
  }
}
