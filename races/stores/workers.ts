// Serves one store of Cloudflare's in workerd, by miniflare: node races/stores/workers.ts r2
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { servingLine } from './places.ts'

const { outputFiles } = await build({
  entryPoints: [resolve(import.meta.dirname, '../workers/worker.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  conditions: ['workerd'],
  external: ['cloudflare:*', 'node:*'],
})
const options = convertV4MiniflareOptions({
  modules: true,
  script: outputFiles[0]!.text,
  host: '127.0.0.1',
  compatibilityDate: '2026-11-01',
  bindings: { STORE: process.argv[2]! },
  r2Buckets: ['FILES'],
  d1Databases: ['DB'],
  durableObjects: { OBJECTS: { className: 'Notes', useSQLite: true } },
})
const miniflare = new Miniflare(options)
console.log(servingLine(Number((await miniflare.ready).port)))
