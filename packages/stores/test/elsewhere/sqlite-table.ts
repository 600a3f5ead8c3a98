import { sqliteTable } from '@ifmatch/stores/sqlite'
import { columns, type Note } from '../support/notes.ts'
import { openDatabase } from '../support/sqlite.ts'

export default sqliteTable<Note>(openDatabase(process.env.IFMATCH_SQLITE_FILE), 'notes', columns)
export { numbersOfNotes as numbers } from '../support/race.ts'
