import { postgresTable } from '@ifmatch/stores/postgres'
import type { Note } from '../support/notes.ts'
import { connect, notesColumns, schema } from '../support/postgres.ts'

export { numbersOfNotes as numbers } from '../support/race.ts'

export default postgresTable<Note>(await connect({ max: 4 }), `${schema}.notes`, notesColumns)
