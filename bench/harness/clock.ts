/**
 * Milliseconds of processor time that this process has used, on all its threads. Unlike a clock on the wall it stands
 * still while another process has the core, and it counts what the runtime does elsewhere on our account: collecting
 * garbage, hashing.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
