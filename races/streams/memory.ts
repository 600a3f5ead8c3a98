import { readdir, readFile, writeFile } from 'node:fs/promises'

/** The processes of a group: what a process has started, and itself. */
async function membersOf(group: number): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))
  // The name of the program is in brackets, and may hold anything; the group is the third field after it.
  return processes.filter((_, n) => Number(stats[n]!.slice(stats[n]!.lastIndexOf(')') + 2).split(' ')[2]) === group)
}

async function sum(group: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const statuses = (await membersOf(group)).map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))
  const kilobytes = (await Promise.all(statuses)).map((status) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0),
  )
  return kilobytes.reduce((total, n) => total + n, 0) * 1024
}

/** How much memory a group of processes had, at rest and at most, in bytes. */
export interface Memory {
  readonly before: number
  readonly peak: number
}

/** Measures a group of processes while something runs; `null` where this system has no /proc to say it. */
export async function memoryDuring(group: number, run: () => Promise<void>): Promise<Memory | null> {
  if (process.platform !== 'linux') {
    await run()
    return null
  }
  // Forgets the peak of the start.
  for (const pid of await membersOf(group)) await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => {})
  const before = await sum(group, 'VmRSS')
  await run()
  return { before, peak: await sum(group, 'VmHWM') }
}
