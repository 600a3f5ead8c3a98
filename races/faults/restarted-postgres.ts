import type { Server } from '../../scripts/servers.ts'
import { pause, together } from '../scenarios/requests.ts'
import { Ledger } from './ledger.ts'

/** How much is written: each client writes so many times before, and so many times after. */
export interface Restarts {
  readonly rounds: number
  readonly clients: number
  readonly writes: number
}

/** What became of it. */
export interface Restarted {
  readonly acknowledged: number
  /** How many writes were refused while the server was away. */
  readonly refused: number
  readonly wrongs: readonly string[]
}

/** Stops the server while clients write, starts it again, and looks for all that was acknowledged, so many times. */
export async function restartedUnderLoad(
  origin: string,
  server: Server,
  name: string,
  { rounds, clients, writes }: Restarts,
): Promise<Restarted> {
  const ledger = new Ledger(name, clients)
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    let isBack = false
    const restart = async (): Promise<void> => {
      while (ledger.acknowledged < (2 * round + 1) * clients * writes) await pause(10)
      const before = refused
      // In turn: as it is told to by its administrator, and by a crash.
      await server.stop(round % 2 === 0 ? 'SIGINT' : 'SIGQUIT')
      while (refused === before) await pause(10)
      await server.start()
      isBack = true
    }
    const restarting = restart()
    await together(clients, async (client) => {
      const document = ledger.documents[client]!
      for (let after = 0; after < writes;) {
        const outcome = await ledger.write(origin, document)
        if (outcome === 'done') {
          if (isBack) after++
          continue
        }
        if (outcome === 'unanswered') throw new Error('The service itself went away')
        refused++
        await ledger.verify(origin, document)
      }
    })
    await restarting
  }
  for (const document of ledger.documents) await ledger.verify(origin, document)
  const wrongs =
    refused >= rounds ? ledger.wrongs : [...ledger.wrongs, 'nobody was refused, so the server was not away']
  return { acknowledged: ledger.acknowledged, refused, wrongs }
}
