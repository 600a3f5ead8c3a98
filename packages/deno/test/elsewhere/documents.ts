import { openFile, storesOf } from '../support/database.ts'

export default storesOf(await openFile()).documents
