import type { Serving } from '../process.ts'
import { together } from '../scenarios/requests.ts'
import { Ledger } from './ledger.ts'

/** How often the process is killed, and of how many writes in the middle. */
export interface Kills {
  readonly rounds: number
  readonly writes: number
  readonly clients: number
}

/** What became of it. */
export interface Killed {
  readonly acknowledged: number
  /** How many writes were under way when the process was killed. */
  readonly unanswered: number
  readonly wrongs: readonly string[]
}

const documentsOfEach = 5

/**
 * Kills the service in the middle of its writes by SIGKILL, starts it again, and looks for all that was acknowledged, so many
 * times.
 */
export async function killedWhileWriting(start: () => Promise<Serving>, name: string, load: Kills): Promise<Killed> {
  const ledger = new Ledger(name, load.clients * documentsOfEach)
  let unanswered = 0
  let service = await start()
  try {
    for (let round = 0; round < load.rounds; round++) {
      const last = ledger.acknowledged + Math.ceil(load.writes * (0.1 + 0.8 * Math.random()))
      let left = load.writes
      let killing: Promise<void> | null = null
      await together(load.clients, async (client) => {
        const own = ledger.documents.slice(client * documentsOfEach, (client + 1) * documentsOfEach)
        for (let turn = 0; left-- > 0; turn++) {
          const outcome = await ledger.write(service.origin, own[turn % own.length]!)
          if (outcome === 'unanswered') {
            unanswered++
            return
          }
          if (ledger.acknowledged >= last) killing ??= service.end('SIGKILL')
        }
      })
      await (killing ?? service.end('SIGKILL'))
      service = await start()
      for (const document of ledger.documents) await ledger.verify(service.origin, document)
    }
  } finally {
    await service.end()
  }
  return { acknowledged: ledger.acknowledged, unanswered, wrongs: ledger.wrongs }
}
