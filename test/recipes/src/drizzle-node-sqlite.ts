import type { DatabaseSync } from 'node:sqlite'
import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'

/** Drizzle on node:sqlite. */
export function overNodeSqlite(database: DatabaseSync): SqliteRemoteDatabase {
  return drizzle(async (sql, values, method) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    const rows = method === 'get' ? statement.get(...values) : statement.all(...values)
    return { rows: rows as unknown as unknown[] }
  })
}
