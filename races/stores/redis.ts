import { type RedisClient, redisDocuments, redisHash } from '@ifmatch/stores/redis'
import { ofDocuments, ofTexts } from './entrant.ts'
import { handlerOf, type Openers } from './handler.ts'

interface Fields {
  readonly rev: string
  readonly text: string
  readonly changed: string
}

/** The stores over a client of Redis, below a prefix of their own. */
export function redisOpeners(connect: () => Promise<RedisClient>, prefix: string): Openers {
  const fields = { version: 'rev', lastModified: 'changed', sequence: `{${prefix}}:sequence` } as const
  return {
    redisDocuments: async () => handlerOf(ofDocuments(redisDocuments(await connect(), prefix))),
    async redisHash() {
      const hashes = redisHash<Fields>(await connect(), `{${prefix}}:notes:`, fields)
      return handlerOf(
        ofTexts(
          hashes,
          ({ text }) => text,
          (text) => ({ text }),
        ),
      )
    },
  }
}
