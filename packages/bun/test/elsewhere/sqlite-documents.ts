import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
import { openDatabase } from '../support/sqlite.ts'

const database = openDatabase()
await createSqliteDocuments(database)

export default sqliteDocuments(database)
