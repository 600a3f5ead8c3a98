import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the whole package has less than 2.5 KB with gzip', async () => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../src/index.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  expect(gzipSync(outputFiles[0]!.contents, { level: 9 }).byteLength).toBeLessThan(2500)
})
