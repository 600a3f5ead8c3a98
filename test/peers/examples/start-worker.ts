import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import type { Running } from '../running.ts'
import type { ServedExample } from './example.ts'

/** Bundles a Worker, and starts it in workerd, with what the examples bind. */
export async function startWorker(file: string, { path, sql = [], first }: ServedExample): Promise<Running> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd'],
    external: ['cloudflare:*', 'node:*'],
  })
  const script = outputFiles[0]!.text
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script,
      compatibilityDate: '2026-11-01',
      d1Databases: ['DB'],
      r2Buckets: ['FILES', 'BODIES'],
      // In front of the Worker miniflare compresses, and leaves the strong tag as it is: Cloudflare does not.
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      ...(script.includes('DOCUMENTS') && {
        durableObjects: { DOCUMENTS: { className: 'Document', useSQLite: true } },
      }),
    }),
  )
  const stop = (): Promise<void> => miniflare.dispose()
  try {
    await miniflare.ready
    const database = await miniflare.getD1Database('DB')
    for (const statement of sql) await database.prepare(statement).run()
    if (first?.kept === 'object') {
      const bucket = await miniflare.getR2Bucket('FILES')
      await bucket.put(path.slice(1), first.content, { httpMetadata: { contentType: first.type } })
    }
    return { url: new URL(path, await miniflare.unsafeGetDirectURL()).href, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
