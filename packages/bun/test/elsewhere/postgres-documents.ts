import { postgresDocuments } from '@ifmatch/stores/postgres'
import { schema, url } from '../support/postgres.ts'

export default postgresDocuments(new Bun.SQL(url!, { max: 4 }), `${schema}.documents`)
