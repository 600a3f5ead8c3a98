import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documents, handleResource } from '@ifmatch/core'
import { createPostgresDocuments, postgresDocuments } from '@ifmatch/stores/postgres'
import { bytes, upload } from './support/documents.ts'
import { connect, dropSchema, schema } from './support/postgres.ts'

const client = await connect()
const table = `${schema}.documents`
const store = postgresDocuments(client, table)

beforeAll(async () => {
  await client.unsafe(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
  await createPostgresDocuments(client, table)
})
afterAll(() => dropSchema(client))

/** Ends the connections of an application by force, once one of them waits for a lock. */
async function cutWhileWaiting(name: string): Promise<void> {
  const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`
  for (let cut = 0; cut === 0;) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    cut = (await client.unsafe(kill, [name])).length
  }
}

/** postgres.js tells the next query, too, that the connection is gone. */
function untilConnected<T>(run: () => Promise<T>): Promise<T> {
  return run().catch(run)
}

describe('a connection that is cut in the middle of a write', () => {
  test('rejects it, leaves the old state whole, and is made again', async () => {
    const [victim, locker] = await Promise.all([
      connect({ max: 1, connection: { application_name: `victim ${schema}` } }),
      connect({ max: 1 }),
    ])
    const theirs = postgresDocuments(victim, table)
    const first = (await theirs('cut').swap(null, upload('first')))!
    await locker.unsafe('BEGIN')
    await locker.unsafe(`SELECT 1 FROM ${table} WHERE key = 'cut' FOR UPDATE`)

    const write = theirs('cut')
      .swap(first, upload('second'))
      .then(
        () => 'written',
        (error: unknown) => error,
      )
    await cutWhileWaiting(`victim ${schema}`)
    expect(await write).toBeInstanceOf(Error)
    await locker.unsafe('ROLLBACK')

    const state = (await store('cut').read())!
    expect([state.version, (await bytes(state)).toString()]).toEqual([first.version, 'first'])
    expect(await untilConnected(() => theirs('cut').swap(first, upload('second')))).not.toBeNull()
    await Promise.all([victim.end(), locker.end()])
  })

  test('is 503 over HTTP', async () => {
    const closed = await connect({ max: 1 })
    await closed.end()
    const errors: unknown[] = []
    const request = new Request('http://localhost/', { method: 'PUT', body: 'x', headers: { 'If-None-Match': '*' } })
    const answer = await handleResource(
      request,
      postgresDocuments(closed, table)('gone'),
      documents({ onError: (error) => errors.push(error) }),
    )
    expect([answer.status, errors.length]).toEqual([503, 1])
    expect(await store('gone').read()).toBeNull()
  })
})

test('a body is null once another version is there, whole and by range', async () => {
  const first = (await store('body').swap(null, upload('first')))!
  await store('body').swap(first, upload('other'))
  expect([await first.body(), await first.body({ offset: 0, length: 1 })]).toEqual([null, null])
})

test('the list has the newest first, and only so many', async () => {
  const fresh = postgresDocuments(client, `${schema}.listed`)
  await createPostgresDocuments(client, `${schema}.listed`)
  for (const key of ['a', 'b', 'c']) await fresh(key).swap(null, upload(key, `text/${key}`))
  await fresh('a').swap(await fresh('a').read(), upload('again', null))
  const listed = await fresh.list()
  expect(listed.map(({ key, version, size, type }) => [key, version, size, type])).toEqual([
    ['a', '4', 5, undefined],
    ['c', '3', 1, 'text/c'],
    ['b', '2', 1, 'text/b'],
  ])
  expect(listed[0]!.lastModified).toEqual((await fresh('a').read())!.lastModified)
  expect((await fresh.list(1)).map(({ key }) => key)).toEqual(['a'])
})
