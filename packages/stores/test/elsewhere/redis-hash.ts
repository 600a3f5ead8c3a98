import { redisHash } from '@ifmatch/stores/redis'
import { connect, fields, prefix, type RedisNote } from '../support/redis.ts'

export const numbers = {
  value: (n: number) => ({ amount: String(n) }),
  number: ({ amount }: RedisNote) => Number(amount),
}

export default redisHash<RedisNote>((await connect()).client, `{${prefix}}:notes:`, fields)
