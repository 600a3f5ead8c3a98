import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handleResource } from '@ifmatch/core'
import { postgresTable } from '@ifmatch/stores/postgres'
import { connect, dropSchema, schema } from './support/postgres.ts'

interface Article {
  id: string
  title: string
  version: number
  words: number
  tags: string[]
  meta: unknown
  updated_at: unknown
}

const client = await connect({ max: 4 })
const [first, second, third] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]

const byName = { key: 'id', version: 'version' } as const
const columns = { ...byName, lastModified: 'updated_at' } as const
const articles = postgresTable<Article>(client, `${schema}.articles`, columns)
const withSequence = postgresTable<Article>(client, `${schema}.articles`, {
  ...columns,
  sequence: `${schema}.Odd 'name`,
})

beforeAll(async () => {
  await client.unsafe(`
    CREATE SCHEMA IF NOT EXISTS ${schema};
    CREATE SEQUENCE ${schema}."Odd 'name" START 100;
    CREATE TABLE ${schema}.articles (
      id uuid PRIMARY KEY,
      title text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      words integer GENERATED ALWAYS AS (length(title)) STORED,
      tags text[] NOT NULL DEFAULT '{}',
      meta jsonb,
      number integer GENERATED ALWAYS AS IDENTITY,
      updated_at timestamptz NOT NULL DEFAULT '2026-01-02 03:04:05.678+00'
    );
    INSERT INTO ${schema}.articles (id, title) VALUES ('${first}', 'one'), ('${second}', 'two');
    CREATE TABLE ${schema}.wide (id int PRIMARY KEY, version bigint, at timestamp);
    INSERT INTO ${schema}.wide VALUES (1, 9007199254740993, now());
    CREATE TABLE ${schema}.later (id int PRIMARY KEY, version int);
    INSERT INTO ${schema}.later VALUES (1, 1)`)
})
afterAll(() => dropSchema(client))

describe('a table that was there before', () => {
  test('is read with its columns, and with the version and date of the state', async () => {
    // Rounded up, as the store does.
    const lastModified = new Date('2026-01-02T03:04:06Z')
    const state = await articles(first).read()
    expect(state).toMatchObject({ id: first, title: 'one', version: 1, words: 3, tags: [], meta: null, lastModified })
    expect(Object.keys(state!).sort()).toEqual([
      'id',
      'lastModified',
      'meta',
      'number',
      'tags',
      'title',
      'updated_at',
      'version',
      'words',
    ])
  })

  test('is written by a changed copy of the row', async () => {
    const current = (await articles(first).read())!
    const written = await articles(first).swap(current, { ...current, title: 'new title', tags: ['a', 'b,"c'] })
    expect(written).toMatchObject({ version: 2, words: 9, tags: ['a', 'b,"c'] })
    expect(await articles(first).swap(current, { title: 'late' })).toBeNull()
  })

  test.each([[{ a: [1, null] }], [['x', { b: 2 }]], ['text'], [5], [true], [null]])(
    'keeps JSON as it is: %j',
    async (meta) => {
      const written = await articles(first).swap(await articles(first).read(), { meta })
      expect(written?.meta).toEqual(meta)
    },
  )

  test('takes its versions from the sequence, for updates too', async () => {
    const written = await withSequence(second).swap(await withSequence(second).read(), { title: 'two more' })
    const created = await withSequence(third).swap(null, { title: 'three' })
    expect([written?.version, created?.version]).toEqual([100, 101])
    expect(await withSequence(third).remove(created!)).toBe(true)
  })

  test.each(['no-uuid', '', "'; DROP TABLE articles; --", 'a\0b'])(
    'has nothing at %j, which is no uuid',
    async (key) => {
      expect(await articles(key).read()).toBeNull()
      const answer = await handleResource(new Request('http://localhost/'), articles(key), {
        get: () => new Response(),
      })
      expect(answer.status).toBe(404)
    },
  )

  test('keeps a bigint of any size, as text', async () => {
    const wide = postgresTable<{ id: number; version: string; at: Date }>(client, `${schema}.wide`, {
      key: 'id',
      version: 'version',
      lastModified: 'at',
    })
    const current = (await wide(1).read())!
    expect(current.version).toBe('9007199254740993')
    const before = Date.now()
    const written = await wide('1').swap(current, {})
    expect(written?.version).toBe('9007199254740994')
    expect(written?.lastModified?.getTime()).toBeGreaterThan(before)
    expect(await wide(99_999_999_999).read()).toBeNull()
  })

  test('sees a column that is added later', async () => {
    const later = postgresTable<{ id: number; version: number; later?: string }>(client, `${schema}.later`, byName)
    await later(1).swap(await later(1).read(), {})
    await client.unsafe(`ALTER TABLE ${schema}.later ADD COLUMN later text`)
    expect(await later(1).swap(await later(1).read(), { later: 'now' })).toMatchObject({ version: 3, later: 'now' })
  })
})

describe('columns that change under requests on their way', () => {
  const columnsOf = { key: 'id', version: 'version' } as const
  interface Numbered {
    id: number
    version: number
    note?: string
  }
  const ids = Array.from({ length: 12 }, (_, id) => id)

  test('mix up no answers, and are seen', async () => {
    const one = await connect({ max: 1 })
    try {
      await client.unsafe(`CREATE TABLE ${schema}.moving (id int PRIMARY KEY, version int NOT NULL, old text);
        INSERT INTO ${schema}.moving SELECT n, 1, 'x' FROM generate_series(0, 11) AS n`)
      const rows = postgresTable<Numbered>(one, `${schema}.moving`, columnsOf)
      const seen = () => Promise.all(ids.map(async (id) => (await rows(id).read())?.id))
      const written = () => Promise.all(ids.map(async (id) => (await rows(id).swap(await rows(id).read(), {}))?.id))
      expect([await seen(), await written()]).toEqual([ids, ids])
      for (const change of ['ADD COLUMN note text', 'DROP COLUMN old', 'RENAME COLUMN note TO said']) {
        await client.unsafe(`ALTER TABLE ${schema}.moving ${change}`)
        expect([change, await seen(), await written()]).toEqual([change, ids, ids])
      }
      const names = Object.keys((await rows(0).read())!)
      expect(names.sort()).toEqual(['id', 'said', 'version'])
    } finally {
      await one.end({ timeout: 1 })
    }
  }, 10_000)
})

describe('a mistake is told in a sentence', () => {
  test.each([
    ['an unknown column', { titel: 'x' }, 'it has no column "titel"'],
    ['a column that is undefined', { title: undefined }, 'title is undefined; leave it out, or write null'],
    ['another key', { id: second }, `id is "${second}" where the key is "${first}"; a row keeps its key`],
  ])('%s', async (_, next, said) => {
    const write = articles(first).swap(await articles(first).read(), next as Partial<Article>)
    await expect(write).rejects.toThrow(`Cannot write ${schema}.articles: ${said}`)
  })

  test('a create without a sequence', async () => {
    await expect(articles(third).swap(null, { title: 'x' })).rejects.toThrow(/its columns name no sequence/)
  })

  test('a conflict on another column is an error, and not someone who was faster', async () => {
    const title = (await withSequence(second).read())!.title
    await expect(withSequence(third).swap(null, { title })).rejects.toThrow(/duplicate key/)
    await expect(withSequence(first).swap(await withSequence(first).read(), { title })).rejects.toThrow(/duplicate key/)
  })

  test.each([
    ['a table', `${schema}.nowhere`, /nowhere/],
    ['a schema', 'nowhere.articles', /nowhere/],
  ])('%s that is not there', async (_, table, said) => {
    const missing = postgresTable<Article>(client, table, { ...columns, sequence: 's' })
    await expect(missing(first).read()).rejects.toThrow(said)
    await expect(missing(first).swap(null, {})).rejects.toThrow(said)
  })
})
