import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'

export interface Size {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
  /** What was hoped for, gzipped. */
  readonly aim: number | null
  /** What it must not exceed, gzipped: a test holds it. */
  readonly budget: number
}

interface Import {
  readonly name: string
  readonly from: string
  readonly aim?: number
  readonly budget: number
}

// A budget is the size that was reached, and a little: whoever exceeds it has added something, and says here what it costs.
const imports: readonly Import[] = [
  { name: 'evaluatePreconditions', from: '@ifmatch/core', aim: 1400, budget: 5920 },
  { name: 'decide', from: '@ifmatch/core', aim: 900, budget: 3615 },
  { name: 'withPreconditions', from: '@ifmatch/core', budget: 7700 },
  { name: 'respond', from: '@ifmatch/core', budget: 10270 },
  { name: 'update', from: '@ifmatch/core', budget: 10960 },
  { name: 'handleResource', from: '@ifmatch/core', budget: 15080 },
  { name: 'preconditions', from: '@ifmatch/hono', budget: 7840 },
  { name: '*', from: '@ifmatch/core', budget: 19800 },
]

/** Bundles each import by itself, and says in bytes what a page or a worker would load of it. */
export async function measureSizes(): Promise<Size[]> {
  return Promise.all(
    imports.map(async ({ name, from, aim = null, budget }) => {
      const size = await bundledSize(name === '*' ? `export * from '${from}'` : `export { ${name} } from '${from}'`)
      return { name: `${name} of ${from}`, ...size, aim, budget }
    }),
  )
}

/** Bundles code, and says how long it is in bytes. */
export async function bundledSize(
  code: string,
  plugins: Plugin[] = [],
): Promise<{ readonly minified: number; readonly gzipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins,
  })
  const { contents } = outputFiles[0] as { contents: Uint8Array }
  return { minified: contents.byteLength, gzipped: gzipSync(contents, { level: 9 }).byteLength }
}
