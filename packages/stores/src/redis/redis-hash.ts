import { nextLastModified, type Snapshot } from '@ifmatch/core'
import type { Columns, Dates, Raw, RememberingTable, Table } from '../sql/columns.ts'
import { readDate } from '../date-values.ts'
import { stateOf } from '../sql/state.ts'
import { type Redis, type RedisClient, redisOf } from './redis-client.ts'
import { readHash, readRemoval, removeHash, swapHash } from './scripts.ts'

/** What the fields of your hashes are for. `sequence` is the key of a counter. */
export type HashFields<Row> = Omit<Columns<Row>, 'key' | 'removed'>

/**
 * Hashes that you have, each a resource by its key, which is `prefix` and then the key: one script a write, which compares
 * and swaps. Every field is text; a number is written as text, `null` takes the field away.
 *
 * - A hash without the version's field has version 0. With `sequence`, every new version comes from that counter, which
 *   never falls behind the clock in microseconds; without it an update makes it one higher, and a create is refused. Beside
 *   it, at its key and `:removed`, is the date of the hash that was removed last.
 * - `lastModified` is milliseconds since the epoch; ISO 8601 is read, too.
 * - In a cluster the hashes and the counter have to be in one slot: name them alike in braces, as in `{notes}:`.
 *
 * @example
 * ```ts no-run
 * import { createClient } from 'redis'
 * import { commit } from '@ifmatch/core'
 * import { redisHash } from '@ifmatch/stores/redis'
 *
 * const client = await createClient({ disableOfflineQueue: true }).connect()
 * const notes = redisHash<{ text: string; version: string }>(client, '{notes}:', {
 *   version: 'version',
 *   sequence: '{notes}:versions',
 * })
 *
 * await commit(notes('a'), null, () => ({ text: 'first' }))
 * ```
 */
export function redisHash<Row extends object>(
  client: RedisClient,
  prefix: string,
  fields: HashFields<Row> & { readonly writeIds: keyof Row & string },
): RememberingTable<Row>
export function redisHash<Row extends object>(client: RedisClient, prefix: string, fields: HashFields<Row>): Table<Row>
export function redisHash<Row extends object>(
  client: RedisClient,
  prefix: string,
  fields: HashFields<Row>,
): Table<Row> {
  const redis = redisOf(client)
  const { version, sequence } = fields
  const removed = sequence === undefined ? null : `${sequence}:removed`
  const state = (flat: unknown, key: string): ReturnType<typeof stateOf<Row>> | null => {
    const found = recordOf(flat)
    if (found === null) return null
    // The name of the key is in no field.
    return stateOf<Row>(key, { ...fields, key: version }, dates, { ...found, [version]: found[version] ?? '0' })
  }
  const dating = async (current: Snapshot | null): Promise<[field: string, date: string]> => {
    if (fields.lastModified === undefined) return ['', '']
    const before = current ? current.lastModified : dateOf(await redis.run(readRemoval, [removed!], []))
    return [fields.lastModified, String(nextLastModified(before).getTime())]
  }
  return (name) => {
    if (name === undefined || name === null) throw new TypeError(`Cannot open ${prefix}: the key is ${String(name)}`)
    const key = prefix + String(name)
    return {
      read: async () => state(await redis.run(readHash, [key], []), key),
      async swap(current, next, writeIds) {
        if (current === null && sequence === undefined) throw noSequence(prefix)
        const values = valuesOf(key, fields, next)
        if (fields.writeIds !== undefined && (current === null || writeIds !== undefined)) {
          values.set(fields.writeIds, JSON.stringify(writeIds ?? []))
        }
        const set = [...values].filter((entry): entry is [string, string] => entry[1] !== null)
        const gone = [...values].filter(([, value]) => value === null).map(([field]) => field)
        const args = [
          version,
          current === null ? '' : String(current.version),
          ...(await dating(current)),
          String(set.length),
          ...set.flat(),
          ...gone,
        ]
        return state(await redis.run(swapHash, sequence === undefined ? [key] : [key, sequence], args), key)
      },
      remove({ version: current, lastModified }) {
        const keys = removed !== null && lastModified ? [key, removed] : [key]
        return isDone(redis.run(removeHash, keys, [version, String(current), String(lastModified?.getTime() ?? 0)]))
      },
    }
  }
}

async function isDone(reply: ReturnType<Redis['run']>): Promise<boolean> {
  return Number(await reply) === 1
}

/** The date in a reply of milliseconds since the epoch. */
export function dateOf(milliseconds: unknown): Date | undefined {
  return milliseconds === null ? undefined : new Date(Number(milliseconds))
}

/** The fields of a reply, which is a list of names and values; `null` where there are none, so that nothing is there. */
export function recordOf(flat: unknown): Record<string, string> | null {
  const list = flat as readonly string[] | null
  if (list === null || list.length === 0) return null
  return Object.fromEntries(list.flatMap((name, index) => (index % 2 ? [] : [[name, list[index + 1]!]])))
}

/** The fields that a write sets, `null` for those that it takes away. What the store keeps by itself is left out. */
function valuesOf<Row>(
  key: string,
  { version, lastModified, writeIds }: HashFields<Row>,
  next: object,
): Map<string, string | null> {
  if (typeof next !== 'object' || next === null) throw mistake(key, `${String(next)} has no fields`)
  const kept: readonly (string | undefined)[] = [version, lastModified, writeIds, 'version', 'lastModified', 'writeIds']
  const entries = Object.entries(next as Raw).filter(([field]) => !kept.includes(field))
  return new Map(entries.map(([field, value]) => [field, textOf(key, field, value)]))
}

function textOf(key: string, field: string, value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw mistake(key, `${field} is ${String(value)}; a field is text, or null to take it away`)
}

function mistake(key: string, what: string): TypeError {
  return new TypeError(`Cannot write ${key}: ${what}`)
}

function noSequence(prefix: string): TypeError {
  return new TypeError(
    `Cannot create in ${prefix}: the fields name no sequence, and a hash deleted and made again would repeat a version`,
  )
}

const dates: Omit<Dates, 'write'> = {
  beside: null,
  read(row, field) {
    const value = row[field]
    if (value === undefined) return null
    const date = readDate(value)
    if (date) return date
    throw new TypeError(
      `Cannot read ${field}: ${String(value)} is neither milliseconds since the epoch nor a date as text`,
    )
  },
}
