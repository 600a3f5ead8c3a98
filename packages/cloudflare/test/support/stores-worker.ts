import { type Running, start } from './worker.ts'

/** The Worker of stores, with an empty bucket, a database with its tables, and Durable Objects. */
export async function startStores(): Promise<Running> {
  const worker = await start('../worker/stores.ts', {
    d1Databases: ['DB'],
    durableObjects: {
      DOCUMENTS: { className: 'Document', useSQLite: true },
      ROWS: { className: 'Rows', useSQLite: true },
    },
  })
  await fetch(new URL('/setup', worker.url), { method: 'POST' })
  return worker
}
