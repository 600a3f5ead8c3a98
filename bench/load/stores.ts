import { DatabaseSync } from 'node:sqlite'
import { documents as documentsOf, handleResource } from '@ifmatch/core'
import type { Documents } from '@ifmatch/stores'
import { createPostgresDocuments, postgresDocuments } from '@ifmatch/stores/postgres'
import { redisDocuments } from '@ifmatch/stores/redis'
import { createSqliteDocuments, sqliteDocuments } from '@ifmatch/stores/sqlite'
import type { Handler } from './contenders.ts'

// The types of Deno are at home on Deno alone.
interface Opener {
  openKv(path: string): Promise<unknown>
}
interface Adapter {
  kvDocuments(db: unknown, prefix: readonly string[]): Documents
}

/** `handleResource` over each store that this runtime has, with a document of these bytes in it; the same as in the writes. */
export async function handlersOfStores(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Record<string, Handler>> {
  const handlers: Record<string, Handler> = {}
  for (const [name, documents] of Object.entries(await storesHere())) {
    handlers[`handleResource, ${name}`] = await serving(documents, bytes, type)
  }
  return handlers
}

// What is left behind in a store that outlives this process.
const leftovers: (() => Promise<unknown>)[] = []

/** Takes the documents out of the stores again. */
export async function dropDocuments(): Promise<void> {
  for (const drop of leftovers) await drop()
}

async function storesHere(): Promise<Record<string, Documents>> {
  const { Bun, Deno } = globalThis as { Bun?: unknown; Deno?: Opener }
  const isNode = Bun === undefined && Deno === undefined
  const { IFMATCH_POSTGRES: atPostgres, IFMATCH_REDIS: atRedis } = process.env
  return {
    SQLite: await inSqlite(),
    ...(isNode && atPostgres ? { PostgreSQL: await inPostgres(atPostgres) } : {}),
    ...(isNode && atRedis ? { Redis: await inRedis(atRedis) } : {}),
    ...(Deno ? { 'Deno KV': await inKv(Deno) } : {}),
  }
}

async function inSqlite(): Promise<Documents> {
  const database = new DatabaseSync(':memory:')
  await createSqliteDocuments(database)
  return sqliteDocuments(database)
}

async function inPostgres(url: string): Promise<Documents> {
  const { default: postgres } = await import('postgres')
  const client = postgres(url, { onnotice() {} })
  const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`
  await createPostgresDocuments(client, name)
  leftovers.push(() => client.unsafe(`DROP TABLE ${name}, ${name}_removed; DROP SEQUENCE ${name}_versions`))
  return postgresDocuments(client, name)
}

async function inRedis(url: string): Promise<Documents> {
  const { createClient } = await import('redis')
  const client = await createClient({ url, disableOfflineQueue: true }).connect()
  const prefix = `bench-${crypto.randomUUID()}`
  leftovers.push(async () => client.del(await client.keys(`{${prefix}}*`)))
  return redisDocuments(client, prefix)
}

async function inKv(Deno: Opener): Promise<Documents> {
  const name = '@ifmatch/deno'
  const { kvDocuments } = (await import(name)) as Adapter
  return kvDocuments(await Deno.openKv(':memory:'), ['documents'])
}

async function serving(open: Documents, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Handler> {
  const methods = documentsOf()
  const put = new Request('http://localhost/document', {
    method: 'PUT',
    headers: { 'Content-Type': type, 'If-None-Match': '*' },
    body: bytes,
  })
  const { status } = await handleResource(put, open('document'), methods)
  if (status !== 201) throw new Error(`Cannot store the document: ${status}`)
  return (request) => handleResource(request, open('document'), methods)
}
