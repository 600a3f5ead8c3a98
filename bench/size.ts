import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface Size {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
  /** What it must not exceed, gzipped. */
  readonly aim: number | null
}

const imports: readonly { readonly name: string; readonly code: string; readonly aim: number | null }[] = [
  { name: 'evaluatePreconditions', code: `export { evaluatePreconditions } from '@ifmatch/core'`, aim: 1400 },
  { name: 'decide', code: `export { decide } from '@ifmatch/core'`, aim: 900 },
  { name: 'all of @ifmatch/core', code: `export * from '@ifmatch/core'`, aim: null },
]

/** Bundles each import by itself, and says in bytes what a page or a worker would load of it. */
export async function measureSizes(): Promise<Size[]> {
  return Promise.all(
    imports.map(async ({ name, code, aim }) => {
      const text = await bundle(code)
      return { name, minified: text.byteLength, gzipped: gzipSync(text, { level: 9 }).byteLength, aim }
    }),
  )
}

async function bundle(code: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return (outputFiles[0] as { contents: Uint8Array }).contents
}
