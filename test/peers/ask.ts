import { runServerChecks } from '@ifmatch/conformance'
import { makePlace } from './place.ts'
import { Missing, type Peer } from './peer.ts'
import type { Outcome } from './report/outcome.ts'

/** Starts a server, runs the kit against it, and stops it. */
export async function ask(peer: Peer, onProgress: (done: number, all: number) => void = () => {}): Promise<Outcome> {
  const place = await makePlace()
  try {
    const version = await peer.version()
    const { url, ended, stop } = await peer.start(place)
    try {
      const options = { write: peer.writes, race: peer.writes }
      const checks = runServerChecks(url, options, { onResult: (_, done, all) => onProgress(done, all) })
      const report = await (ended ? Promise.race([checks, ended]) : checks)
      return { peer, version, report }
    } finally {
      await stop()
    }
  } catch (error) {
    // One that does not start, or ends, is a row that says so: the others are asked all the same.
    const missing = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { peer, version: error instanceof Missing ? '' : await peer.version(), missing }
  } finally {
    await place.remove()
  }
}
