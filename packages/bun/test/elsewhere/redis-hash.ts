import { notesOf, url } from '../support/redis.ts'

export default notesOf(new Bun.RedisClient(url))
