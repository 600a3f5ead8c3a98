import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { sqliteTable } from '../src/sqlite/index.ts'

interface Note {
  id: string
  text: string
  version: number
}

function open() {
  const database = new DatabaseSync(':memory:')
  database.exec(`
    CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1);
    INSERT INTO notes (id, text) VALUES ('a', 'first'), ('b', 'first')`)
  const texts: string[] = []
  const counted = {
    prepare(sql: string) {
      texts.push(sql)
      return database.prepare(sql)
    },
    exec: (sql: string) => database.exec(sql),
  }
  return { database, texts, notes: sqliteTable<Note>(counted, 'notes', { key: 'id', version: 'version' }) }
}

test('a text is prepared once, for all keys and values', async () => {
  const { texts, notes } = open()
  for (const key of ['a', 'b', 'a', 'b']) {
    const note = (await notes(key).read())!
    expect((await notes(key).swap(note, { text: `after ${note.version}` }))!.text).toBe(`after ${note.version}`)
  }
  expect(texts.length).toBe(new Set(texts).size)
})

test('a column that is added, renamed or dropped later is seen at once', async () => {
  const { database, notes } = open()
  const read = async () => ({ ...(await notes('a').read()) })
  expect(await read()).toEqual({ id: 'a', text: 'first', version: 1 })
  database.exec("ALTER TABLE notes ADD COLUMN title TEXT DEFAULT 'none'")
  expect(await read()).toEqual({ id: 'a', text: 'first', version: 1, title: 'none' })
  database.exec('ALTER TABLE notes RENAME COLUMN title TO heading')
  expect(await read()).toEqual({ id: 'a', text: 'first', version: 1, heading: 'none' })
  database.exec('ALTER TABLE notes DROP COLUMN heading')
  expect(await read()).toEqual({ id: 'a', text: 'first', version: 1 })
})

test('texts that never end do not fill the memory', async () => {
  const { database, texts, notes } = open()
  const names = Array.from({ length: 120 }, (_, index) => `c${index}`)
  for (const name of names) database.exec(`ALTER TABLE notes ADD COLUMN ${name} TEXT`)
  const write = async (name: string) => notes('a').swap((await notes('a').read())!, { [name]: name } as Partial<Note>)
  for (const name of names) await write(name)
  const before = texts.length
  await write('c0')
  // The first ones are forgotten by then.
  expect(texts.length).toBeGreaterThan(before)
})
