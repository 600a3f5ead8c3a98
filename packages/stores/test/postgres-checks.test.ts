import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import { createPostgresDocuments, postgresDocuments, postgresTable } from '@ifmatch/stores/postgres'
import { testEach } from './support/checks.ts'
import { numbered, numbersOfDocuments, odd, sameDocument } from './support/documents.ts'
import { type Note, note, oddNotes, sameNote } from './support/notes.ts'
import { connect, dropSchema, notesColumns, notesSql, schema } from './support/postgres.ts'
import { incrementsOfFourProcesses } from './support/race.ts'

const client = await connect({ max: 16 })
const notes = postgresTable<Note>(client, `${schema}.notes`, notesColumns)
const store = postgresDocuments(client, `${schema}.documents`)
const ofNotes = { number: ({ amount }: Note) => amount, same: sameNote, values: oddNotes }
const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

beforeAll(async () => {
  await client.unsafe(notesSql)
  await Promise.all(Array.from({ length: 8 }, () => createPostgresDocuments(client, `${schema}.documents`)))
})
afterAll(() => dropSchema(client))

describe('postgresTable', () => {
  testEach(storeChecks(notes, note, { ...ofNotes, elsewhere: elsewhere('postgres-table') }))
})

describe('postgresTable without a sequence', () => {
  const { sequence: _, ...withoutSequence } = notesColumns
  const given = postgresTable<Note>(client, `${schema}.notes`, withoutSequence)
  const open = (key: string) => {
    const insert = (): PromiseLike<unknown> =>
      client.unsafe(`INSERT INTO ${schema}.notes (id, rev, amount) VALUES ($1, 1, 0) ON CONFLICT DO NOTHING`, [key])
    const { read, swap } = given(key)
    return { read: async () => (await read()) ?? (await insert(), read()), swap }
  }
  testEach(storeChecks(open, note, { ...ofNotes, create: false, remove: false }))
})

describe('postgresTable at REPEATABLE READ', async () => {
  const strict = await connect({ max: 16, connection: { default_transaction_isolation: 'repeatable read' } })
  afterAll(() => strict.end())
  testEach(storeChecks(postgresTable<Note>(strict, `${schema}.notes`, notesColumns), note, ofNotes))

  test('is isolated so', async () => {
    const [row] = await strict.unsafe('SHOW transaction_isolation')
    expect(row).toEqual({ transaction_isolation: 'repeatable read' })
  })
})

describe('postgresDocuments', () => {
  testEach(
    storeChecks(store, numbered, { same: sameDocument, values: odd, elsewhere: elsewhere('postgres-documents') }),
  )
})

describe('of the increments of sixteen writers in four processes, none is lost', () => {
  test('in a table', async () => {
    await notes('race').swap(null, note(0))
    expect(await incrementsOfFourProcesses(elsewhere('postgres-table'), 'race')).toBe(320)
    expect((await notes('race').read())?.amount).toBe(320)
  })

  test('in documents', async () => {
    await store('race').swap(null, numbered(0))
    expect(await incrementsOfFourProcesses(elsewhere('postgres-documents'), 'race')).toBe(320)
    expect(await numbersOfDocuments.number((await store('race').read())!)).toBe(320)
  })
})
