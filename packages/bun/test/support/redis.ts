import { redisHash } from '@ifmatch/stores/redis'

/** The server, where one is named: node scripts/services.ts starts one. */
export const url: string | undefined = process.env.IFMATCH_REDIS
if (url === undefined && process.env.IFMATCH_ALL) {
  throw new Error('IFMATCH_REDIS names no server: run this by node scripts/services.ts')
}

/** A prefix of its own for each run; a second process is told it. */
export const prefix: string = (process.env.IFMATCH_BUN_PREFIX ??= `bun-${crypto.randomUUID()}`)

/** A hash as an application has it: every field is text. */
export interface Fields {
  amount: string
  text: string
  rev: string
  updated_at: string
  write_ids: string
}

/** The notes of a client. */
export function notesOf(client: Bun.RedisClient) {
  return redisHash<Fields>(client, `{${prefix}}:notes:`, {
    version: 'rev',
    lastModified: 'updated_at',
    writeIds: 'write_ids',
    sequence: `{${prefix}}:sequence`,
  })
}
