// Serves one store on Bun: bun races/stores/bun.ts sqliteDocuments
import { Database } from 'bun:sqlite'
import type { Openers } from './handler.ts'
import { placesOf, servingLine } from './places.ts'
import { postgresOpeners } from './postgres.ts'
import { redisOpeners } from './redis.ts'
import { sqliteOpeners } from './sqlite.ts'

async function connect(): Promise<Bun.RedisClient> {
  const client = new Bun.RedisClient(redis, { enableOfflineQueue: false })
  await client.connect()
  return client
}

const { file, name, pages, postgres, redis } = placesOf(process.env)

function openFile(): Database {
  const opened = new Database(file)
  if (pages) opened.exec(`PRAGMA max_page_count = ${pages}`)
  return opened
}

const openers: Openers = {
  ...sqliteOpeners(openFile),
  ...postgresOpeners(() => new Bun.SQL(postgres, { max: 16 }), name),
  ...redisOpeners(connect, name),
}
const handle = await openers[process.argv[2]!]!()
const { port = 0 } = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handle })
console.log(servingLine(port))
