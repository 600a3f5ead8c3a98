import { createSqliteDocuments, type SqliteDatabase, sqliteDocuments, sqliteTable } from '@ifmatch/stores/sqlite'
import { columns, type Note, ofDocuments, ofTexts } from './entrant.ts'
import { handlerOf, type Openers } from './handler.ts'

const notes = `
CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, text TEXT, changed INTEGER);
CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO versions VALUES (1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS removed (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO removed VALUES (1, 0) ON CONFLICT DO NOTHING;
`

/** The stores over a driver of SQLite. */
export function sqliteOpeners(open: () => SqliteDatabase): Openers {
  return {
    async sqliteDocuments() {
      const database = open()
      await createSqliteDocuments(database)
      return handlerOf(ofDocuments(sqliteDocuments(database)))
    },
    async sqliteTable() {
      const database = open()
      // For its settings: the table is one as an application has it.
      await createSqliteDocuments(database)
      database.exec(notes)
      const rows = sqliteTable<Note>(database, 'notes', { ...columns, sequence: 'versions', removed: 'removed' })
      return handlerOf(
        ofTexts(
          rows,
          ({ text }) => text,
          (text) => ({ text }),
        ),
      )
    },
  }
}
