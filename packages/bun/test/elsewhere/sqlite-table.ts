import { notesOf, openDatabase } from '../support/sqlite.ts'

export default notesOf(openDatabase())
