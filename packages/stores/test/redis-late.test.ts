import { afterAll, describe, expect, test } from 'vitest'
import { type RedisClient, redisDocuments, redisHash } from '@ifmatch/stores/redis'
import { upload } from './support/documents.ts'
import { clients, fields as all, type RedisNote } from './support/redis.ts'
import { secondIsOver } from './support/seconds.ts'

/** A client over a line on which each script waits until its second is over. */
function late(client: RedisClient): RedisClient {
  return new Proxy(client, {
    get(target, name) {
      const value = target[name as keyof RedisClient] as unknown
      if (typeof value !== 'function') return value
      if (!['eval', 'evalSha', 'send'].includes(String(name))) return value.bind(target)
      return async (...args: unknown[]) => {
        await secondIsOver()
        return value.apply(target, args)
      }
    },
  })
}

describe.each(Object.entries(clients))(
  'with %s, a write that waits until the second of its date has come gets one that is still to come',
  async (_, open) => {
    const { client, command, end } = await open()
    const prefix = crypto.randomUUID()
    afterAll(async () => {
      await command('DEL', ...((await command('KEYS', `{${prefix}}*`)) as string[]))
      await end()
    })

    test('of a hash', async () => {
      const fields = { ...all, sequence: `{${prefix}}:sequence` }
      const note = redisHash<RedisNote>(late(client), `{${prefix}}:`, fields)('a')
      const created = (await note.swap(null, { amount: '1' }))!
      expect(created.lastModified!.getTime()).toBeGreaterThan(Date.now())
      const written = (await note.swap(created, { amount: '2', text: null as never }))!
      expect(written.lastModified!.getTime()).toBeGreaterThan(Date.now())
      expect(await note.read()).toEqual(written)
    })

    test('of a document', async () => {
      const document = redisDocuments(late(client), prefix)('a')
      const created = await document.swap(null, upload('first'))
      const written = await document.swap(created, upload('second'))
      expect(written!.lastModified!.getTime()).toBeGreaterThan(Date.now())
    })
  },
)
