import { redisDocuments } from '@ifmatch/stores/redis'
import { connect, prefix } from '../support/redis.ts'

export { numbersOfDocuments as numbers } from '../support/documents.ts'

export default redisDocuments((await connect()).client, prefix)
