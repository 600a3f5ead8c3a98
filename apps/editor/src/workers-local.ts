// Runs src/workers.ts in workerd on this machine, by miniflare, with the documents in a folder.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { servingLine } from './origin.ts'
import { readSettings } from './settings.ts'
import { writePageModule } from './write-page-module.ts'

try {
  const settings = readSettings(process.env, 'data/workers')
  if (settings.server) throw new Error('Cannot use a server from Workers: their documents are in a Durable Object')
  await writePageModule()
  const entryPoints = [resolve(import.meta.dirname, 'workers.ts')]
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', target: 'es2022', write: false })
  mkdirSync(settings.data, { recursive: true })
  const options = convertV4MiniflareOptions({
    modules: true,
    script: outputFiles[0]!.text,
    host: settings.host,
    port: settings.port,
    compatibilityDate: '2026-11-01',
    bindings: { REQUIRE: settings.require ? 'on' : 'off' },
    durableObjects: { DOCUMENTS: { className: 'Documents', useSQLite: true } },
  })
  const miniflare = new Miniflare({ ...options, resourcePersistencePath: resolve(settings.data) })
  const end = async (): Promise<void> => {
    await miniflare.dispose()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Those of miniflare end the process as if it had failed.
    process.removeAllListeners(signal)
    process.once(signal, end)
  }
  const { port } = await miniflare.ready
  console.log(servingLine(settings.host, Number(port)))
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
