import { drizzle } from 'drizzle-orm/postgres-js'
import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe } from 'vitest'
import * as drizzled from './src/drizzle-postgres.ts'
import * as kyselied from './src/kysely.ts'
import { promises } from './support/promises.ts'
import { before, migrations } from './support/shop.ts'

const url = process.env.IFMATCH_POSTGRES
if (url === undefined) throw new Error('IFMATCH_POSTGRES names no server: run this by node scripts/services.ts')

/** Connections to a shop in a schema of its own. */
function openShop(): Sql {
  const schema = `recipes_${crypto.randomUUID().replaceAll('-', '')}`
  const client = postgres(url!, { max: 16, onnotice: () => {}, connection: { search_path: schema } })
  beforeAll(() => client.unsafe(`CREATE SCHEMA ${schema}; ${before} ${migrations.postgres}`).then(() => {}))
  afterAll(async () => {
    await client.unsafe(`DROP SCHEMA ${schema} CASCADE`)
    await client.end()
  })
  return client
}

describe('Drizzle on PostgreSQL', () => {
  const db = drizzle(openShop())
  promises({ product: (id) => drizzled.product(db, id), serve: (request) => drizzled.serve(db, request) })
})

describe('Kysely on PostgreSQL', () => {
  const db = new Kysely<kyselied.Shop>({ dialect: new PostgresJSDialect({ postgres: openShop() }) })
  promises({ product: (id) => kyselied.product(db, id), serve: (request) => kyselied.serve(db, request) })
})
