import type { Documents } from '@ifmatch/stores'
import { sqliteDocuments } from '@ifmatch/stores/sqlite'
import { openPostgres } from './postgres-store.ts'
import { openRedis } from './redis-store.ts'
import { seeds } from './seeds.ts'
import type { Settings } from './settings.ts'
import { type Database, openDatabase, table } from './sqlite-database.ts'

/** Documents, and the connection that they are behind. */
export interface Store {
  readonly documents: Documents
  close(): void | Promise<void>
}

/**
 * Opens what the settings name: PostgreSQL, Redis, or else an SQLite file by the runtime's own driver.
 *
 * @throws Error in one sentence, where it cannot be used
 */
export async function openStore(settings: Settings, openFile: (file: string) => Database): Promise<Store> {
  const { server, data } = settings
  if (server) return server.protocol.startsWith('postgres') ? openPostgres(server) : openRedis(server)
  const database = openDatabase(openFile, data, seeds)
  return { documents: sqliteDocuments(database, table), close: () => database.close() }
}
