import { redisDocuments } from '@ifmatch/stores/redis'
import { createClient } from 'redis'
import { seeds } from './seeds.ts'
import type { Store } from './store.ts'

const prefix = 'editor'

/**
 * Opens the documents of a Redis server; the first start brings the seeds.
 *
 * @throws Error in one sentence, where the server cannot be used
 */
export async function openRedis(url: URL): Promise<Store> {
  let isOpen = false
  // Without the queue a write fails while the server is away, and the client is told 503.
  const reconnectStrategy = (retries: number): number | false => isOpen && Math.min(retries * 50, 1000)
  const client = createClient({ url: url.href, disableOfflineQueue: true, socket: { reconnectStrategy } })
  client.on('error', (error: Error) => isOpen && console.error(`Redis does not answer: ${error.message}`))
  try {
    await client.connect()
    isOpen = true
    const documents = redisDocuments(client, prefix)
    // Of several processes, one sets this.
    if ((await client.set(`{${prefix}}:seeded`, '1', { NX: true })) !== null) {
      for (const { id, type, text, days } of seeds) {
        const body = new TextEncoder().encode(text)
        if ((await documents(id).swap(null, { type, size: body.byteLength, body })) === null) continue
        const date = (Math.floor(Date.now() / 1000) - days * 86400) * 1000
        await client.hSet(`{${prefix}}:head:${id}`, 'last_modified', String(date))
      }
    }
    return { documents, close: () => client.destroy() }
  } catch (error) {
    if (client.isOpen) client.destroy()
    throw new Error(`Cannot keep documents in Redis at ${url.host}: ${(error as Error).message}`, { cause: error })
  }
}
