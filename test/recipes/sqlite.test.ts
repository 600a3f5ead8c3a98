import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { describe } from 'vitest'
import { overNodeSqlite as drizzleOver } from './src/drizzle-node-sqlite.ts'
import * as drizzled from './src/drizzle-sqlite.ts'
import { overNodeSqlite as kyselyOver } from './src/kysely-node-sqlite.ts'
import * as kyselied from './src/kysely.ts'
import { promises } from './support/promises.ts'
import { before, migrations } from './support/shop.ts'

function openShop(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  database.exec(before + migrations.sqlite)
  return database
}

describe('Drizzle on SQLite', () => {
  const db = drizzleOver(openShop())
  promises({ product: (id) => drizzled.product(db, id), serve: (request) => drizzled.serve(db, request) })
})

describe('Kysely on SQLite', () => {
  const db = new Kysely<kyselied.Shop>({ dialect: kyselyOver(openShop()) })
  promises({ product: (id) => kyselied.product(db, id), serve: (request) => kyselied.serve(db, request) })
})
