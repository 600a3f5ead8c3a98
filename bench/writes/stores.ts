import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryResource, type Resource, type Snapshot } from '@ifmatch/core'
import { type HashFields, redisHash } from '@ifmatch/stores/redis'
import { type SqliteDatabase, sqliteTable } from '@ifmatch/stores/sqlite'

/** A number under a key: what is read of it, by hand. */
export interface Seen {
  readonly value: number
  readonly version: string
}

/** {@link Seen} with the date of the last change, in milliseconds. */
export interface Dated extends Seen {
  readonly modified: number
}

/** The same state twice: as a resource, and as the calls to the store that somebody makes by hand. */
export interface Counters {
  /** A counter as a resource, on a connection of its own. */
  resource(key: string): Resource<Snapshot, number>
  /** What a state of the resource counts. */
  valueOf(state: Snapshot): number
  read(key: string): Promise<Seen>
  /** Writes where the version is still the one that was read: the new one, or `null`. */
  swap(key: string, seen: Seen, value: number): Promise<string | null>
  /** The same two, with a date that is never earlier than this one, nor than the next second of the store's clock. */
  readDated(key: string): Promise<Dated>
  swapDated(key: string, seen: Dated, value: number, date: number): Promise<Dated | null>
  close(): unknown
}

export interface Store {
  readonly name: string
  /** Whether it is another process, which this one waits for. */
  readonly isAway: boolean
  /** Counters under these keys, each at 0. */
  open(keys: readonly string[]): Promise<Counters>
}

const isOn = (name: 'Bun' | 'Deno'): boolean => name in globalThis

/** The stores that this runtime has; PostgreSQL and Redis where `npm run services` names them. */
export async function storesHere(): Promise<Store[]> {
  return [
    { name: 'memory', isAway: false, open: openMemory },
    { name: 'SQLite', isAway: false, open: openSqlite },
    ...(isOn('Deno') ? [(await import('./deno-kv.ts')).denoKv] : []),
    ...(process.env.IFMATCH_POSTGRES && !isOn('Bun') && !isOn('Deno')
      ? [(await import('./postgres.ts')).postgresStore]
      : []),
    ...(process.env.IFMATCH_REDIS && !isOn('Bun') && !isOn('Deno')
      ? [{ name: 'Redis', isAway: true, open: openRedis }]
      : []),
  ]
}

async function openMemory(keys: readonly string[]): Promise<Counters> {
  const resources = new Map(keys.map((key) => [key, memoryResource(0)]))
  const rows = new Map(keys.map((key) => [key, { value: 0, version: 1, lastModified: new Date() }]))
  return {
    resource: (key) => resources.get(key) as Resource<Snapshot, number>,
    valueOf: (state) => (state as Snapshot & { value: number }).value,
    async read(key) {
      const { value, version } = rows.get(key)!
      return { value, version: String(version) }
    },
    async swap(key, seen, value) {
      const row = rows.get(key)!
      if (String(row.version) !== seen.version) return null
      rows.set(key, { value, version: row.version + 1, lastModified: new Date() })
      return String(row.version + 1)
    },
    async readDated(key) {
      const { value, version, lastModified } = rows.get(key)!
      return { value, version: String(version), modified: lastModified.getTime() }
    },
    async swapDated(key, seen, value, date) {
      const row = rows.get(key)!
      if (String(row.version) !== seen.version) return null
      rows.set(key, { value, version: row.version + 1, lastModified: new Date(date) })
      return { value, version: String(row.version + 1), modified: date }
    },
    close() {},
  }
}

interface Row {
  id: string
  value: number
  version: number
  modified: number
}

// Strings made by hand here are those that SQLite's own documentation would show.
const SELECT = 'SELECT id, value, version, modified FROM counters WHERE id = ?'
const UPDATE =
  'UPDATE counters SET value = ?, version = version + 1, modified = ? WHERE id = ? AND version = ? RETURNING version'
const UPDATE_DATED = `UPDATE counters SET value = ?, version = version + 1, modified = max(?, (unixepoch() + 1) * 1000)
  WHERE id = ? AND version = ? RETURNING id, value, version, modified`

/** A file in WAL, as a server has it, with a connection for each side. */
async function openSqlite(keys: readonly string[]): Promise<Counters> {
  const folder = mkdtempSync(join(tmpdir(), 'ifmatch-bench-'))
  const file = join(folder, 'counters.db')
  const [ours, theirs] = [await connect(file), await connect(file)]
  for (const database of [ours, theirs]) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  ours.exec(
    'CREATE TABLE counters (id TEXT PRIMARY KEY, value INTEGER NOT NULL, version INTEGER NOT NULL, modified INTEGER NOT NULL)',
  )
  const insert = ours.prepare('INSERT INTO counters VALUES (?, 0, 1, ?)')
  ours.exec('BEGIN')
  for (const key of keys) insert.all(key, Date.now())
  ours.exec('COMMIT')
  const open = sqliteTable<Row>(ours, 'counters', { key: 'id', version: 'version', lastModified: 'modified' })
  const [select, update, updateDated] = [SELECT, UPDATE, UPDATE_DATED].map((sql) => theirs.prepare(sql))
  const datedOf = ({ value, version, modified }: Row): Dated => ({ value, version: String(version), modified })
  return {
    resource(key) {
      const row = open(key)
      return { read: () => row.read(), swap: (current, value) => row.swap(current as never, { value }) }
    },
    valueOf: (state) => Number((state as unknown as Row).value),
    async read(key) {
      const [row] = select!.all(key) as unknown as Row[]
      return { value: row!.value, version: String(row!.version) }
    },
    async swap(key, seen, value) {
      const [row] = update!.all(value, Date.now(), key, Number(seen.version)) as unknown as Row[]
      return row ? String(row.version) : null
    },
    async readDated(key) {
      const [row] = select!.all(key) as unknown as Row[]
      return datedOf(row!)
    },
    async swapDated(key, seen, value, date) {
      const [row] = updateDated!.all(value, date, key, Number(seen.version)) as unknown as Row[]
      return row ? datedOf(row) : null
    },
    close() {
      ours.close()
      theirs.close()
      rmSync(folder, { recursive: true })
    },
  }
}

interface Connection extends SqliteDatabase {
  prepare(sql: string): { all(...values: (string | number)[]): unknown[] }
  close(): void
}

async function connect(file: string): Promise<Connection> {
  if (!isOn('Bun')) return new (await import('node:sqlite')).DatabaseSync(file) as unknown as Connection
  const name = 'bun:sqlite'
  return new ((await import(name)) as { Database: new (file: string) => Connection }).Database(file)
}

const FIELDS: HashFields<{ value: string; version: string; modified: string }> = {
  version: 'version',
  lastModified: 'modified',
}

const SWAP = `if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return false end
redis.call('HSET', KEYS[1], 'value', ARGV[2], 'modified', ARGV[3])
return redis.call('HINCRBY', KEYS[1], 'version', 1)`

const SWAP_DATED = `if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return false end
local date = string.format('%.0f', math.max(ARGV[3], (redis.call('TIME')[1] + 1) * 1000))
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[1], 'value', ARGV[2], 'modified', date)
return {version, date}`

async function openRedis(keys: readonly string[]): Promise<Counters> {
  const { createClient } = await import('redis')
  const connected = () => createClient({ url: process.env.IFMATCH_REDIS!, disableOfflineQueue: true }).connect()
  const [ours, theirs] = [await connected(), await connected()]
  const prefix = `bench-${crypto.randomUUID()}:`
  for (const key of keys) await ours.hSet(prefix + key, { value: '0', version: '1', modified: String(Date.now()) })
  const open = redisHash<{ value: string; version: string; modified: string }>(ours, prefix, FIELDS)
  const [script, scriptDated] = [await theirs.scriptLoad(SWAP), await theirs.scriptLoad(SWAP_DATED)]
  return {
    resource(key) {
      const hash = open(key)
      return {
        read: () => hash.read(),
        swap: (current, value) => hash.swap(current as never, { value: String(value) }),
      }
    },
    valueOf: (state) => Number((state as unknown as { value: string }).value),
    async read(key) {
      const { value, version } = await theirs.hGetAll(prefix + key)
      return { value: Number(value), version: version! }
    },
    async swap(key, seen, value) {
      const next = await theirs.evalSha(script, {
        keys: [prefix + key],
        arguments: [seen.version, String(value), String(Date.now())],
      })
      return next === null ? null : String(next)
    },
    async readDated(key) {
      const { value, version, modified } = await theirs.hGetAll(prefix + key)
      return { value: Number(value), version: version!, modified: Number(modified) }
    },
    async swapDated(key, seen, value, date) {
      const next = await theirs.evalSha(scriptDated, {
        keys: [prefix + key],
        arguments: [seen.version, String(value), String(date)],
      })
      if (next === null) return null
      const [version, modified] = next as [number, string]
      return { value, version: String(version), modified: Number(modified) }
    },
    async close() {
      for (const key of keys) await ours.del(prefix + key)
      await Promise.all([ours.close(), theirs.close()])
    },
  }
}
