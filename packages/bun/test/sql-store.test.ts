import { storeChecks } from '@ifmatch/conformance'
import { createPostgresDocuments, postgresDocuments } from '@ifmatch/stores/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testEach } from './support/checks.ts'
import { note, ofDocuments, ofNotes, upload } from './support/notes.ts'
import { notesOf, notesSql, schema, url } from './support/postgres.ts'
import { closedPort, statusesOf } from './support/unreachable.ts'

const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

test('postgresDocuments over Bun.SQL, where no server is: 503, and nothing is thrown', async () => {
  const sql = new Bun.SQL(`postgres://nobody@127.0.0.1:${await closedPort()}/none`, { connectionTimeout: 5 })
  expect(await statusesOf(postgresDocuments(sql))).toEqual({ statuses: [503, 503], errors: 2 })
})

/** What needs a server. */
function withServer(at: string): void {
  const sql = new Bun.SQL(at, { max: 16 })
  const store = postgresDocuments(sql, `${schema}.documents`)
  beforeAll(async () => {
    await sql.unsafe(notesSql)
    await createPostgresDocuments(sql, `${schema}.documents`)
  })
  afterAll(async () => {
    await sql.unsafe(`DROP SCHEMA ${schema} CASCADE`)
    await sql.end()
  })

  describe('postgresTable', () => {
    testEach(storeChecks(notesOf(sql), note, { ...ofNotes, elsewhere: elsewhere('postgres-table') }))
  })

  describe('postgresDocuments', () => {
    const options = { ...ofDocuments, elsewhere: elsewhere('postgres-documents') }
    testEach(storeChecks(store, (n) => upload(`${n}`), options))
  })
}

if (url) describe('over Bun.SQL', () => withServer(url!))
