import { resolve } from 'node:path'
import { build } from 'esbuild'
import { writePageModule } from './write-page-module.ts'

/** Bundles the Worker with its page, as wrangler does. */
export async function bundleWorker(): Promise<string> {
  await writePageModule()
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'workers/worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    write: false,
  })
  return outputFiles[0]!.text
}
