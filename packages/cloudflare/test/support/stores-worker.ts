import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/** The Worker of stores in a workerd of its own, with an empty bucket, an empty database and Durable Objects. */
export interface RunningStores {
  readonly url: URL
  end(): Promise<void>
}

export async function startStores(): Promise<RunningStores> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../worker/stores.ts', import.meta.url).href)],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd'],
    external: ['cloudflare:*', 'node:*'],
  })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: outputFiles[0]!.text,
      compatibilityDate: '2026-11-01',
      r2Buckets: ['FILES'],
      d1Databases: ['DB'],
      durableObjects: {
        DOCUMENTS: { className: 'Document', useSQLite: true },
        ROWS: { className: 'Rows', useSQLite: true },
      },
    }),
  )
  const url = await miniflare.ready
  await fetch(new URL('/setup', url), { method: 'POST' })
  return { url, end: () => miniflare.dispose() }
}
