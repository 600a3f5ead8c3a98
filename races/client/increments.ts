import { createClient, UnknownOutcomeError } from '@ifmatch/client'
import type { Crowd } from '../scenarios/increments.ts'
import { droppingProxy } from './dropping-proxy.ts'

/** The document: a number, and who has added one to it. */
interface Counter {
  readonly n: number
  readonly by: readonly string[]
}

/** What became of increments by the client. */
export interface Edited {
  readonly due: number
  /** How many `edit` resolved, and how many it said `unknown` of. */
  readonly resolved: number
  readonly unknown: number
  readonly final: number
  /** How many are there twice. */
  readonly twice: number
  /** How many that resolved are not there. */
  readonly lost: number
  /** How many answers were dropped, of those to writes, and how many writes met a 412. */
  readonly dropped: number
  readonly refused: number
}

/** How it is done: with the server's help, dropping that share of the answers. */
export interface Manner {
  readonly idempotencyKey: boolean
  readonly share: number
}

/** Lets clients, each with a queue of its own, add one by `edit`, through a proxy that drops answers. */
export async function editIncrements(
  service: string,
  id: string,
  { clients, increments }: Crowd,
  { idempotencyKey, share }: Manner,
): Promise<Edited> {
  const proxy = await droppingProxy(service, share)
  try {
    const resolved: string[] = []
    let unknown = 0
    await createClient().create<Counter>(`${service}/documents/${id}`, { n: 0, by: [] })
    const url = `${proxy.origin}/documents/${id}`
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        // So many at one document are more than the bounds are made for.
        const { edit } = createClient({ idempotencyKey, attempts: 1000 })
        for (let turn = 0; turn < increments; turn++) {
          const name = `${client}.${turn}`
          try {
            await edit<Counter>(url, ({ n, by }) => ({ n: n + 1, by: [...by, name] }))
            resolved.push(name)
          } catch (error) {
            if (!(error instanceof UnknownOutcomeError)) throw error
            unknown++
          }
        }
      }),
    )
    const { data } = await createClient().load<Counter>(`${service}/documents/${id}`)
    const there = new Set(data.by)
    return {
      due: clients * increments,
      resolved: resolved.length,
      unknown,
      final: data.n,
      twice: data.by.length - there.size,
      lost: resolved.filter((name) => !there.has(name)).length,
      dropped: proxy.dropped.writes,
      refused: proxy.statuses.get(412) ?? 0,
    }
  } finally {
    await proxy.end()
  }
}

/** What is wrong with it, a sentence each. */
export function wrongsOf(edited: Edited, { idempotencyKey, share }: Manner): string[] {
  const { due, resolved, unknown, final, twice, lost, dropped, refused } = edited
  return [
    twice === 0 || `${twice} increments were applied twice`,
    lost === 0 || `${lost} increments that resolved are lost`,
    refused > 0 || 'nobody was refused, so nobody raced',
    share === 0 || dropped > 0 || 'no answer to a write was dropped',
    resolved + unknown === due || `${resolved} resolved, ${unknown} are unknown, of ${due}`,
    (resolved <= final && final <= due) || `the counter is at ${final}, of ${resolved} to ${due}`,
    // The server forgets a write when many have come since, and says so.
    !idempotencyKey || unknown <= due / 100 || `with write ids ${unknown} are unknown`,
  ].filter((wrong) => typeof wrong === 'string')
}
