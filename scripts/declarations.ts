import { globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { top } from './programs.ts'

/**
 * Writes the declarations of all packages, each to `<folder>/<package>/index.d.ts` and beside it, so that a consumer is
 * checked against what it would install, and none of our sources with it.
 */
export async function writeDeclarations(folder: string): Promise<void> {
  const sources = globSync('*/src/**/*.ts', { cwd: join(top, 'packages') })
  await Promise.all(sources.filter((path) => !path.endsWith('.test.ts')).map((path) => writeDeclaration(folder, path)))
}

async function writeDeclaration(folder: string, path: string): Promise<void> {
  const text = await readFile(join(top, 'packages', path), 'utf8')
  const target = join(folder, path.replace('/src/', '/').replace(/\.ts$/, '.d.ts'))
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, ts.transpileDeclaration(text, { fileName: path }).outputText)
}
