import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStores } from './support/stores-worker.ts'
import type { Running } from './support/worker.ts'
import type { Step } from './worker/stores.ts'

let stores: Running
beforeAll(async () => void (stores = await startStores()))
afterAll(() => stores.end())

type State = { version: number; writeIds: string[]; error: string } & Record<string, string | number | null>
type Result = State & readonly State[]

let objects = 0

/** Runs these steps in a Durable Object of their own: what each of them gave. */
async function run(...steps: Step[]): Promise<Result[]> {
  const answer = await fetch(new URL(`/rows/${++objects}`, stores.url), { method: 'POST', body: JSON.stringify(steps) })
  return (await answer.json()) as Result[]
}

describe('the table', () => {
  test('a document that is only read stores nothing', async () => {
    const tables = { sql: "SELECT count(*) AS tables FROM sqlite_master WHERE name LIKE 'doc%'" }
    const [read, counted] = await run({ read: 'doc' }, tables)
    expect([read, counted]).toEqual([null, [{ tables: 0 }]])
  })

  test('is made by the first write, one row by its columns, for SQL to read', async () => {
    const [state, rows] = await run(
      { swap: 'doc', next: { title: 'A', stars: 5 }, writeIds: ['one'] },
      { sql: 'SELECT title, stars, "writeIds", typeof("lastModified") AS dates FROM doc' },
    )
    expect(state).toMatchObject({ title: 'A', stars: 5, writeIds: ['one'] })
    expect(rows).toEqual([{ title: 'A', stars: 5, writeIds: '["one"]', dates: 'integer' }])
  })

  test('gets a column with the first write that names it; the others stay as they are', async () => {
    const [, second, third] = await run(
      { swap: 'doc', next: { title: 'A' } },
      { swap: 'doc', from: 0, next: { text: '1' } },
      { swap: 'doc', from: 1, next: { title: 'B' } },
    )
    expect(second).toMatchObject({ title: 'A', text: '1' })
    expect(third).toMatchObject({ title: 'B', text: '1' })
  })

  test('takes a changed copy of the row', async () => {
    const [first, second] = await run(
      { swap: 'doc', next: { text: 'A' } },
      { swap: 'doc', from: 0, next: { version: 1, writeIds: 'mine', lastModified: 2, text: 'B' } },
    )
    expect(second).toMatchObject({ text: 'B', writeIds: [] })
    expect(second!.version).toBe(first!.version + 1)
  })

  test('may be there before, with types and constraints of its own, and those are errors that change nothing', async () => {
    const table =
      'CREATE TABLE doc (version INTEGER NOT NULL, lastModified INTEGER NOT NULL, writeIds TEXT NOT NULL, stars INTEGER CHECK (stars <= 5))'
    const [, state, refused, read] = await run(
      { sql: table },
      { swap: 'doc', next: { stars: 5 } },
      { swap: 'doc', from: 1, next: { stars: 6 } },
      { read: 'doc' },
    )
    expect(refused!.error).toContain('CHECK constraint failed')
    expect(read).toEqual(state)
  })

  test.each([
    [
      'that is not made for it',
      { sql: 'CREATE TABLE doc (id TEXT PRIMARY KEY, version INTEGER NOT NULL)' },
      { text: 'A' },
      'no column lastModified; durableTable takes any table',
    ],
    ['whose rowid would be hidden', { sql: 'SELECT 1' }, { RowId: 'A' }, 'SQLite has rowid already'],
    [
      'with two columns that differ by case alone',
      { sql: 'SELECT 1' },
      { text: 'A', Text: 'B' },
      'duplicate column name',
    ],
  ] as const)('%s is refused', async (_, before, next, because) => {
    const [, refused] = await run(before, { swap: 'doc', next })
    expect(refused!.error).toContain(because)
  })

  test.each(['', 'a.b', 'a b', "a'", '1a'])('of the name %j is refused', async (name) => {
    expect((await run({ read: name }))[0]!.error).toContain('Cannot name a table')
  })
})

describe('versions', () => {
  test('are never repeated after a remove', async () => {
    const [first, , again] = await run(
      { swap: 'doc', next: { text: 'A' } },
      { remove: 'doc', from: 0 },
      { swap: 'doc', next: { text: 'A' } },
    )
    expect(again!.version).toBeGreaterThan(first!.version)
  })

  test('are never repeated after deleteAll(), and a state from before neither swaps nor removes', async () => {
    const [, second, , gone, read, stale, again, late, removed] = await run(
      { swap: 'doc', next: { text: 'A' } },
      { swap: 'doc', from: 0, next: { text: 'B' } },
      { deleteAll: true },
      { remove: 'doc', from: 1 },
      { read: 'doc' },
      { swap: 'doc', from: 1, next: { text: 'stale' } },
      { swap: 'doc', next: { text: 'B' } },
      { swap: 'doc', from: 1, next: { text: 'stale' } },
      { remove: 'doc', from: 1 },
    )
    expect([gone, read, stale, late, removed]).toEqual([false, null, null, null, false])
    expect(again!.version).toBeGreaterThan(second!.version)
  })

  test('go on after one that the application wrote by itself', async () => {
    const [first, , second, stale, third] = await run(
      { swap: 'doc', next: { text: 'A' } },
      { sql: 'UPDATE doc SET version = version + 10' },
      { read: 'doc' },
      { swap: 'doc', from: 0, next: { text: 'stale' } },
      { swap: 'doc', from: 2, next: { text: 'B' } },
    )
    expect([second!.version, stale]).toEqual([first!.version + 10, null])
    expect(third!.version).toBeGreaterThan(second!.version)
  })

  test('of two tables in one Durable Object have nothing to do with each other', async () => {
    const [one, two, after] = await run(
      { swap: 'one', next: { text: 'A' } },
      { swap: 'two', next: { text: 'A' } },
      { swap: 'one', from: 0, next: { text: 'B' } },
      { read: 'two' },
    )
    expect(after!.version).toBe(one!.version + 1)
    expect(two).toMatchObject({ text: 'A' })
  })
})
