import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
import { openDatabase } from '../support/sqlite.ts'

const database = openDatabase(process.env.IFMATCH_SQLITE_FILE)
await createSqliteDocuments(database)

export default sqliteDocuments(database)
export { numbersOfDocuments as numbers } from '../support/documents.ts'
