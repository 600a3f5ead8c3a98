// Serves one store on Node: node races/stores/node.ts sqliteDocuments
import { createAdaptorServer } from '@hono/node-server'
import { DatabaseSync } from 'node:sqlite'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { createClient } from 'redis'
import type { Openers } from './handler.ts'
import { memoryOpeners } from './memory.ts'
import { placesOf, servingLine } from './places.ts'
import { postgresOpeners } from './postgres.ts'
import { redisOpeners } from './redis.ts'
import { sqliteOpeners } from './sqlite.ts'

const { file, name, pages, postgres: database, redis } = placesOf(process.env)

function openFile(): DatabaseSync {
  const opened = new DatabaseSync(file)
  if (pages) opened.exec(`PRAGMA max_page_count = ${pages}`)
  return opened
}

const openers: Openers = {
  ...memoryOpeners,
  ...sqliteOpeners(openFile),
  ...postgresOpeners(() => postgres(database, { onnotice: () => {} }), name),
  ...redisOpeners(() => createClient({ url: redis, disableOfflineQueue: true }).connect(), name),
}
const handle = await openers[process.argv[2]!]!()
const server = createAdaptorServer({ fetch: handle })
server.listen(0, '127.0.0.1', () => console.log(servingLine((server.address() as AddressInfo).port)))
