import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'

const run = promisify(execFile)

const PROCESSES = 4
const INCREMENTS = 20

/** How many increments four processes of four writers each were told are written. All of them: 320. */
export async function incrementsOfFourProcesses(module: URL, key: string): Promise<number> {
  const script = fileURLToPath(new URL('../elsewhere/increment.ts', import.meta.url))
  const flags = 'Deno' in globalThis ? ['run', '--allow-all'] : []
  const args = [...flags, script, module.href, key, String(INCREMENTS)]
  const outputs = await Promise.all(Array.from({ length: PROCESSES }, () => run(process.execPath, args)))
  return outputs.reduce((sum, { stdout }) => sum + Number(/accepted (\d+)/.exec(stdout)?.[1]), 0)
}

/** The number that a row or a document holds, and what is written in its place. */
export const numbersOfNotes = {
  value: (n: number) => ({ amount: n }),
  number: (state: { amount: number }) => Number(state.amount),
}
