import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { handleResource, json, type Schema } from '@ifmatch/core'
import { type SqliteDatabase, sqliteTable } from '@ifmatch/stores/sqlite'

interface Article {
  id: number
  title: string
  rev: number
  words: number
  changed: unknown
}

const articlesSql = `
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  rev INTEGER NOT NULL DEFAULT 1,
  "changed" DATETIME DEFAULT CURRENT_TIMESTAMP,
  words INTEGER GENERATED ALWAYS AS (length(title) - length(replace(title, ' ', '')) + 1) STORED
);
CREATE TABLE counter (value INTEGER NOT NULL);
INSERT INTO counter VALUES (100);
INSERT INTO articles (id, title) VALUES (1, 'a title'), (2, 'another');
`

function database(sql: string = articlesSql): DatabaseSync {
  const opened = new DatabaseSync(':memory:')
  opened.exec(sql)
  return opened
}

const byName = { key: 'id', version: 'rev' } as const

describe('a table that was there before', () => {
  test('is read with its columns, and with the version of the state', async () => {
    const state = await sqliteTable<Article>(database(), 'articles', byName)(1).read()
    expect(state).toEqual({
      id: 1,
      title: 'a title',
      rev: 1,
      version: 1,
      words: 2,
      changed: expect.any(String) as string,
    })
  })

  test('is written by a changed copy of the row: what the store and the database keep is left to them', async () => {
    const article = sqliteTable<Article>(database(), 'articles', { ...byName, lastModified: 'changed' })(1)
    const current = (await article.read())!
    const written = await article.swap(current, { ...current, title: 'one title more' })
    expect(written).toMatchObject({ id: 1, title: 'one title more', rev: 2, version: 2, words: 3 })
  })

  test('answers over HTTP', async () => {
    const article = sqliteTable<Article>(database(), 'articles', byName)
    const title: Schema<{ title: string }> = {
      '~standard': { validate: (value) => ({ value: value as { title: string } }) },
    }
    const put = (tag: string): Promise<Response> => {
      const headers = { 'If-Match': tag, 'Content-Type': 'application/json' }
      const request = new Request('http://localhost/1', { method: 'PUT', headers, body: '{"title":"new"}' })
      return handleResource(request, article(1), { put: { 'application/json': json(title) } })
    }
    expect((await put('"1"')).status).toBe(204)
    expect((await put('"1"')).status).toBe(412)
  })

  test('takes its versions from the sequence, for updates too', async () => {
    const articles = sqliteTable<Article>(database(), 'articles', { ...byName, sequence: 'counter' })
    const written = await articles(1).swap(await articles(1).read(), { title: 'x' })
    expect(written?.version).toBe(101)
    expect((await articles(3).swap(null, { title: 'y' }))?.version).toBe(102)
  })

  test.each([
    ['a number in a text', '1'],
    ['a bigint', 1n],
  ])('finds its key as %s', async (_, key) => {
    expect(await sqliteTable<Article>(database(), 'articles', byName)(key).read()).toMatchObject({ id: 1 })
  })

  test('sees a column that is added later', async () => {
    const opened = database()
    const articles = sqliteTable<Article & { later?: string }>(opened, 'articles', byName)
    const first = await articles(1).swap(await articles(1).read(), { title: 'x' })
    opened.exec('ALTER TABLE articles ADD COLUMN later TEXT')
    expect(await articles(1).swap(first, { later: 'now' })).toMatchObject({ title: 'x', later: 'now' })
  })
})

describe('names', () => {
  test('are quoted, whatever they are', async () => {
    const sql = `
      CREATE TABLE "group" ("order" TEXT PRIMARY KEY, "select ""x"" ?" INTEGER NOT NULL, "drop; --" TEXT);
      INSERT INTO "group" VALUES ('a', 1, 'first')`
    interface Odd {
      order: string
      'select "x" ?': number
      'drop; --': string
    }
    const rows = sqliteTable<Odd>(database(sql), 'group', { key: 'order', version: 'select "x" ?' })
    expect(await rows('a').swap(await rows('a').read(), { 'drop; --': 'second' })).toMatchObject({
      version: 2,
      'drop; --': 'second',
    })
  })

  test.each([
    ['our own pieces of SQL', { texts: ["'; DROP TABLE articles; --", ''], values: [1] }],
    ['named values', {}],
    ['a list', ['x']],
    ['a date', new Date(0)],
    ['a boolean', true],
    ['a number that SQLite would keep as NULL', NaN],
  ])('a value that looks like %s is refused', async (_, value) => {
    const article = sqliteTable<Article>(database(), 'articles', byName)(1)
    const title = value as unknown as string
    await expect(article.swap(await article.read(), { title })).rejects.toThrow(
      /^Cannot ask SQLite: .* is neither null/,
    )
    expect(await article.read()).toMatchObject({ title: 'a title', rev: 1 })
  })
})

describe('a mistake is told in a sentence', () => {
  const articles = (columns: object = byName): ReturnType<typeof sqliteTable<Article>> =>
    sqliteTable<Article>(database(), 'articles', columns as typeof byName)

  test.each([
    ['an unknown column', { titel: 'x' }, 'Cannot write articles: it has no column "titel"'],
    [
      'a column that is undefined',
      { title: undefined },
      'Cannot write articles: title is undefined; leave it out, or write null',
    ],
    ['another key', { id: 2 }, 'Cannot write articles: id is 2 where the key is 1; a row keeps its key'],
    ['no object', null, 'Cannot write articles: null has no columns'],
  ])('%s in what is written', async (_, next, said) => {
    const article = articles()(1)
    await expect(article.swap(await article.read(), next as Partial<Article>)).rejects.toThrow(new TypeError(said))
    expect(await article.read()).toMatchObject({ title: 'a title', rev: 1 })
  })

  test('a create without a sequence', async () => {
    await expect(articles()(3).swap(null, { title: 'x' })).rejects.toThrow(
      'Cannot create in articles: its columns name no sequence, and a row deleted and made again would repeat a version',
    )
  })

  test.each([
    [
      'a version column that is not there',
      { key: 'id', version: 'revision' },
      'Cannot read articles: it has no column revision',
    ],
    ['a date that is none', { ...byName, lastModified: 'title' }, 'Cannot read title: a title is neither milliseconds'],
    [
      'write ids that are none',
      { ...byName, writeIds: 'title' },
      'Cannot read articles: title is no JSON array of texts',
    ],
  ])('%s', async (_, columns, said) => {
    await expect(articles(columns)(1).read()).rejects.toThrow(said)
  })

  test('a column whose name means something else in a state', async () => {
    const sql = "CREATE TABLE articles (id, rev, version); INSERT INTO articles VALUES (1, 1, 'draft')"
    const read = sqliteTable<Article>(database(sql), 'articles', byName)(1).read()
    await expect(read).rejects.toThrow(
      'Cannot read articles: its column version would be taken for the version of the state',
    )
  })

  test.each([undefined, null])('the key %s', (key) => {
    expect(() => articles()(key)).toThrow(`Cannot open articles: the key is ${key}`)
  })

  test.each([
    ['no row', 'DELETE FROM counter'],
    ['two rows', 'INSERT INTO counter VALUES (5)'],
  ])('a sequence with %s', async (_, sql) => {
    const opened = database(articlesSql + sql)
    const article = sqliteTable<Article>(opened, 'articles', { ...byName, sequence: 'counter' })(1)
    await expect(article.swap(await article.read(), { title: 'x' })).rejects.toThrow(
      'Cannot take a version from counter: it needs exactly one row',
    )
    expect(await article.read()).toMatchObject({ title: 'a title' })
  })

  test('a table that is not there', async () => {
    const missing = sqliteTable<Article>(database(), 'nowhere', { ...byName, sequence: 'counter' })(1)
    await expect(missing.swap(null, {})).rejects.toThrow('Cannot open nowhere: there is no such table')
  })

  test('a conflict on another column is an error, and not someone who was faster', async () => {
    const articlesWithSequence = articles({ ...byName, sequence: 'counter' })
    await expect(articlesWithSequence(3).swap(null, { title: 'another' })).rejects.toThrow(/UNIQUE/)
    expect(await articlesWithSequence(3).read()).toBeNull()
    const current = await articlesWithSequence(1).read()
    await expect(articlesWithSequence(1).swap(current, { title: 'another' })).rejects.toThrow(/UNIQUE/)
  })
})

test('all() is asked only for statements that give rows, as better-sqlite3 demands', async () => {
  const opened = database()
  const strict: SqliteDatabase = {
    exec: (sql) => opened.exec(sql),
    prepare(sql) {
      if (!/^(?:SELECT|PRAGMA)|RETURNING/.test(sql)) throw new TypeError('This statement does not return data')
      return opened.prepare(sql)
    },
  }
  const articles = sqliteTable<Article>(strict, 'articles', { ...byName, lastModified: 'changed', sequence: 'counter' })
  const created = (await articles(3).swap(null, { title: 'x' }))!
  const written = (await articles(3).swap(created, { title: 'y' }))!
  expect(await articles(3).remove(written)).toBe(true)
})

test("a write joins the application's open transaction", async () => {
  const opened = database()
  const articles = sqliteTable<Article>(opened, 'articles', { ...byName, sequence: 'counter' })
  const current = await articles(1).read()
  opened.exec('BEGIN')
  expect(await articles(1).swap(current, { title: 'x' })).toMatchObject({ version: 101 })
  opened.exec('ROLLBACK')
  expect(await articles(1).read()).toMatchObject({ version: 1, title: 'a title' })
})
