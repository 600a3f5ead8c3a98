import { notesOf, url } from '../support/postgres.ts'

export default notesOf(new Bun.SQL(url!, { max: 4 }))
