import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { environment, programs, top } from '../../scripts/programs.ts'

/** What TypeScript finds wrong in a consumer, or in our declarations; what a library has wrong in its own is left out. */
export async function typescript(version: 6 | 7, folder: string, flags: readonly string[] = []): Promise<string[]> {
  const tsc = version === 6 ? programs.tsc : programs.tsc7
  const printed = await run(programs.node, [tsc, '-p', folder, '--pretty', 'false', ...flags])
  return printed.split('\n').filter((line) => /error TS\d+/.test(line) && !line.startsWith('node_modules/.pnpm/'))
}

/** What Deno finds wrong, with its own types. */
export async function deno(...folders: readonly string[]): Promise<string[]> {
  const files = folders.flatMap((folder) => globSync(`${folder}/*.ts`, { cwd: top }))
  const printed = await run(programs.deno, ['check', '--quiet', ...files])
  return printed.split('\n').filter((line) => /\[ERROR\]|^error/.test(line))
}

/** All that a program printed, and an error in words where it could not be started. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: top, env: environment, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve(stdout + stderr)
    })
  })
}
