import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

const entry = resolve(import.meta.dirname, '../src/node.ts')

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
export function run(variables: Record<string, string>, cwd = temporaryFolder()) {
  const env = { ...process.env, PORT: '0', HOST: '', DATA: '', REQUIRE: '', DATABASE_URL: '', REDIS_URL: '', ...variables }
  const child = spawn(process.execPath, [entry], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
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
export async function start(variables: Record<string, string> = {}): Promise<Service> {
  const { child, text, ended } = run(variables)
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
