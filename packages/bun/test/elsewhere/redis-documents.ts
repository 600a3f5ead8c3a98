import { redisDocuments } from '@ifmatch/stores/redis'
import { prefix, url } from '../support/redis.ts'

export default redisDocuments(new Bun.RedisClient(url), prefix)
