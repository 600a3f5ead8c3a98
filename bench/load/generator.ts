import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How many requests were answered. */
export type Generator = (url: string, fields: Readonly<Record<string, string>>, seconds: number) => Promise<number>

const CONNECTIONS = 16

/** wrk where it is installed, else autocannon; pinned to the core beside the server's. */
export function generatorHere(): { name: string; generate: Generator } {
  return isHere('wrk') ? { name: 'wrk', generate: byWrk } : { name: 'autocannon', generate: byAutocannon }
}

export function isHere(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** A command, kept to one core where the machine can say so. */
export function pinned(core: number, command: readonly string[]): [program: string, ...rest: string[]] {
  const all = isHere('taskset') ? ['taskset', '-c', `${core}`, ...command] : command
  return all as [string, ...string[]]
}

const byWrk: Generator = async (url, fields, seconds) => {
  const asked = Object.entries(fields).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const options = ['-t', '1', '-c', `${CONNECTIONS}`, '-d', `${seconds}s`]
  const [program, ...rest] = pinned(1, ['wrk', ...options, ...asked, url])
  const { stdout } = await run(program, rest)
  const [, requests] = /(\d+) requests in/.exec(stdout) ?? []
  if (requests === undefined || /Non-2xx or 3xx/.test(stdout)) throw new Error(`Cannot load ${url}: ${stdout}`)
  return Number(requests)
}

const byAutocannon: Generator = async (url, fields, seconds) => {
  const asked = Object.entries(fields).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const program = join(import.meta.dirname, '../node_modules/autocannon/autocannon.js')
  const options = ['-c', `${CONNECTIONS}`, '-d', `${seconds}`, '-j', '--no-progress']
  const [first, ...rest] = pinned(1, [process.execPath, program, ...options, ...asked, url])
  const { stdout } = await run(first, rest, { maxBuffer: 1 << 26 })
  const { '2xx': good, '3xx': moved, non2xx, errors } = JSON.parse(stdout) as Record<string, number>
  if (errors || non2xx !== moved) throw new Error(`Cannot load ${url}: ${errors} errors, ${non2xx} answers of no 2xx`)
  return good! + moved!
}
