import { readdirSync, readFileSync } from 'node:fs'

/** Nanoseconds of processor time that another process has used, on all threads that it still has, by the scheduler's own count. */
export function processTimeOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + timeOf(`/proc/${pid}/task/${task}/schedstat`), 0)
}

function timeOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0])
  } catch {
    // It has ended since it was listed.
    return 0
  }
}

/** The most memory that a process has had at once, in bytes. */
export function peakMemoryOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
