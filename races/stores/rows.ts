/** One store as it takes part: on which runtime, through which driver, in how many processes. */
export interface Row {
  readonly store: string
  readonly runtime: 'node' | 'bun' | 'deno' | 'workers'
  /** What stands between the store's code and its data. */
  readonly driver: string
  readonly processes: number
  /** The server that it needs. */
  readonly server?: 'postgres' | 'redis'
}

const one = (store: string, runtime: Row['runtime'], driver: string, server?: Row['server']): Row => ({
  store,
  runtime,
  driver,
  processes: 1,
  ...(server && { server }),
})

const four = (row: Row): Row => ({ ...row, processes: 4 })

const sqlite = [
  one('sqliteDocuments', 'node', 'node:sqlite'),
  one('sqliteTable', 'node', 'node:sqlite'),
  one('sqliteDocuments', 'bun', 'bun:sqlite'),
  one('sqliteTable', 'bun', 'bun:sqlite'),
]

const postgres = [
  one('postgresDocuments', 'node', 'postgres.js', 'postgres'),
  one('postgresTable', 'node', 'postgres.js', 'postgres'),
  one('postgresDocuments', 'bun', 'Bun.sql', 'postgres'),
  one('postgresTable', 'bun', 'Bun.sql', 'postgres'),
]

const redis = [
  one('redisDocuments', 'node', 'node-redis', 'redis'),
  one('redisHash', 'node', 'node-redis', 'redis'),
  one('redisDocuments', 'bun', 'Bun.redis', 'redis'),
  one('redisHash', 'bun', 'Bun.redis', 'redis'),
]

const ofDocuments = ({ store }: Row): boolean => store.endsWith('Documents')

/** Every store, on every runtime that has a driver for it. */
export const rows: readonly Row[] = [
  one('memoryResource', 'node', 'memory'),
  ...sqlite,
  ...sqlite.filter(ofDocuments).map(four),
  ...postgres,
  ...postgres.filter(ofDocuments).map(four),
  ...redis,
  ...redis.filter(ofDocuments).map(four),
  one('kvDocuments', 'deno', 'Deno KV'),
  one('kv', 'deno', 'Deno KV'),
  one('r2', 'workers', 'R2'),
  one('d1Table', 'workers', 'D1'),
  one('durableDocument', 'workers', 'Durable Object and R2'),
  one('durableRow', 'workers', 'Durable Object'),
  one('durableTable', 'workers', 'Durable Object'),
]
