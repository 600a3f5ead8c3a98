import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Runtime } from '../results.ts'
import { argumentsFor, options } from '../start.ts'
import { peakMemoryOf } from './process-time.ts'

/** Memory of a server, in bytes. */
export interface Peak {
  /** The most it had after the first answer. */
  readonly before: number
  /** The most it had after all of them. */
  readonly after: number
}

const SIZE = 1024 ** 3
const PART = 64 * 1024 ** 2

/** Finds how much memory a server takes to serve a file of 1 GiB by ranges of 64 MiB, four at a time. */
export async function measurePeak(runtime: Runtime): Promise<Peak> {
  const folder = mkdtempSync(join(tmpdir(), 'ifmatch-bench-'))
  const path = join(folder, 'file.bin')
  // All zeros, which the disk need not hold.
  writeFileSync(path, '')
  truncateSync(path, SIZE)
  const command = [...argumentsFor(runtime, 'memory'), join(import.meta.dirname, 'ranges-server.ts'), path]
  const server = spawn(runtime, command, { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
    const { pid, port } = JSON.parse(line) as { pid: number; port: number }
    const url = `http://127.0.0.1:${port}/file`
    await take(url, 0, 1024)
    const before = peakMemoryOf(pid)
    const offsets = Array.from({ length: SIZE / PART }, (_, index) => index * PART)
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) await take(url, offset, PART)
      }),
    )
    return { before, after: peakMemoryOf(pid) }
  } finally {
    server.stdin.end()
    if (server.exitCode === null) await once(server, 'exit')
    rmSync(folder, { recursive: true })
  }
}

async function take(url: string, offset: number, length: number): Promise<void> {
  const answer = await fetch(url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` } })
  let taken = 0
  for await (const chunk of answer.body!) taken += chunk.byteLength
  if (answer.status !== 206 || taken !== length)
    throw new Error(`Cannot measure memory: ${answer.status} with ${taken} bytes for ${length}`)
}
