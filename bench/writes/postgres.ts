import type { Resource, Snapshot } from '@ifmatch/core'
import { postgresTable } from '@ifmatch/stores/postgres'
import postgres from 'postgres'
import type { Counters, Dated, Store } from './stores.ts'

interface Row {
  id: string
  value: number
  version: number
  modified: Date
}

/** A table in the PostgreSQL that IFMATCH_POSTGRES names; each side has a pool of its own. */
export const postgresStore: Store = { name: 'PostgreSQL', isAway: true, open }

async function open(keys: readonly string[]): Promise<Counters> {
  const connect = () => postgres(process.env.IFMATCH_POSTGRES!, { max: 10, onnotice() {} })
  const [ours, theirs] = [connect(), connect()]
  const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`
  await ours`CREATE TABLE ${ours(name)} (id text PRIMARY KEY, value int NOT NULL, version int NOT NULL, modified timestamptz NOT NULL)`
  for (let at = 0; at < keys.length; at += 1000) {
    const rows = keys.slice(at, at + 1000).map((id) => ({ id, value: 0, version: 1, modified: new Date() }))
    await ours`INSERT INTO ${ours(name)} ${ours(rows)}`
  }
  const table = postgresTable<Row>(ours, name, { key: 'id', version: 'version', lastModified: 'modified' })
  const datedOf = ({ value, version, modified }: Row): Dated => ({
    value,
    version: String(version),
    modified: modified.getTime(),
  })
  return {
    resource(key): Resource<Snapshot, number> {
      const row = table(key)
      return { read: () => row.read(), swap: (current, value) => row.swap(current as never, { value }) }
    },
    valueOf: (state) => (state as unknown as Row).value,
    async read(key) {
      const [row] = await theirs<Row[]>`SELECT id, value, version, modified FROM ${theirs(name)} WHERE id = ${key}`
      return { value: row!.value, version: String(row!.version) }
    },
    async swap(key, seen, value) {
      const [row] = await theirs<Row[]>`
        UPDATE ${theirs(name)} SET value = ${value}, version = version + 1, modified = ${new Date()}
        WHERE id = ${key} AND version = ${Number(seen.version)} RETURNING version`
      return row ? String(row.version) : null
    },
    async readDated(key) {
      const [row] = await theirs<Row[]>`SELECT id, value, version, modified FROM ${theirs(name)} WHERE id = ${key}`
      return datedOf(row!)
    },
    async swapDated(key, seen, value, date) {
      const version = Number(seen.version)
      // The row is held first: an update that waits for it would have made its date before.
      const [row] = await theirs<Row[]>`
        UPDATE ${theirs(name)} SET value = ${value}, version = version + 1,
          modified = greatest(${new Date(date)}, date_trunc('second', clock_timestamp()) + interval '1 second')
        WHERE id = (SELECT id FROM ${theirs(name)} WHERE id = ${key} AND version = ${version} FOR NO KEY UPDATE)
          AND version = ${version}
        RETURNING id, value, version, modified`
      return row ? datedOf(row) : null
    },
    async close() {
      await ours`DROP TABLE ${ours(name)}`
      await Promise.all([ours.end(), theirs.end()])
    },
  }
}
