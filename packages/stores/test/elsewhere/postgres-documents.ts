import { postgresDocuments } from '@ifmatch/stores/postgres'
import { connect, schema } from '../support/postgres.ts'

export { numbersOfDocuments as numbers } from '../support/documents.ts'

export default postgresDocuments(await connect({ max: 4 }), `${schema}.documents`)
