// Bundles the editor's page into a module of its own, dist/page-files.js, which a Worker imports as #page-files: there is
// no esbuild where it runs. Wrangler calls this file as its build command.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { bundlePage } from './bundle-page.ts'
import type { PageFile } from './page-files.ts'

const folder = resolve(import.meta.dirname, '../dist')

/** Writes the module; whoever reads it at the same time sees the one before, whole. */
export async function writePageModule(): Promise<void> {
  const files = await bundlePage()
  mkdirSync(folder, { recursive: true })
  const own = resolve(folder, `page-files-${process.pid}.js`)
  writeFileSync(own, moduleOf(files))
  renameSync(own, resolve(folder, 'page-files.js'))
}

function moduleOf(files: readonly PageFile[]): string {
  const inBase64 = files.map(({ name, type, bytes }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') }))
  return `const inBase64 = ${JSON.stringify(inBase64)}
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
let files = null
export const pageFiles = async () =>
  (files ??= inBase64.map(({ name, type, base64 }) => ({ name, type, bytes: bytesOf(base64) })))
`
}

if (process.argv[1] === import.meta.filename) await writePageModule()
