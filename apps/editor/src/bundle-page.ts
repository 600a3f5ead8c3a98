import { basename, resolve } from 'node:path'
import type { PageFile, PageFiles } from './page-files.ts'

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/**
 * Bundles the editor's page with esbuild, in memory, when it is first asked for: a service that nobody opens in a browser
 * does without.
 */
export function bundledPage(): PageFiles {
  let files: Promise<readonly PageFile[]> | null = null
  return () => {
    files ??= bundlePage().catch((error: unknown) => {
      files = null
      throw error
    })
    return files
  }
}

/** Bundles the editor's page now. */
export async function bundlePage(): Promise<readonly PageFile[]> {
  const { build, stop } = await import('esbuild')
  const page = resolve(import.meta.dirname, '../page')
  const { outputFiles } = await build({
    entryPoints: { editor: resolve(page, 'main.ts'), style: resolve(page, 'style/style.css') },
    // What is written into the files, comments with paths for instance, is the same wherever the service is started.
    absWorkingDir: page,
    outdir: page,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  })
  // Its process has no more to do.
  await stop()
  return outputFiles.map(({ path, contents }) => {
    const name = basename(path)
    return { name, type: types[name.slice(name.lastIndexOf('.') + 1)]!, bytes: new Uint8Array(contents) }
  })
}
