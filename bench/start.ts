import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { FLAGS } from './allocation.ts'
import type { Part, Results, Runtime } from './results.ts'

const run = promisify(execFile)

// Bun and Deno are dependencies of the workspace: their commands are there, whatever the host has.
const commands = join(import.meta.dirname, '../node_modules/.bin')
/** With the workspace's own runtimes ahead of the host's. */
export const options = {
  env: { ...process.env, PATH: `${commands}${delimiter}${process.env.PATH}` },
  maxBuffer: 1 << 28,
}

/** Runs one part of the benchmark on a runtime, in a process of its own, and gives what it measured. */
export async function startPart(runtime: Runtime, part: Part, mode: Results['mode']): Promise<unknown> {
  const { stdout } = await run(
    runtime,
    [...argumentsFor(runtime, part), join(import.meta.dirname, 'part.ts'), part, mode],
    options,
  )
  return JSON.parse(stdout)
}

/** The version of a runtime, as it says it itself. */
export async function versionOf(runtime: Runtime): Promise<string> {
  const { stdout } = await run(runtime, ['--version'], options)
  return stdout.match(/\d+\.\d+\.\d+/)?.[0] ?? stdout.trim()
}

/** What a runtime has to be told before the name of the file. */
export function argumentsFor(runtime: Runtime, part: Part): readonly string[] {
  if (runtime === 'deno') return ['run', '--quiet', '--unstable-kv', '--allow-all']
  return runtime === 'node' && part === 'allocation' ? FLAGS : []
}
