import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../src')

/** The files of a folder, and of those below it. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

const files = filesOf(source)
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => ({
    path: relative(source, path),
    text: readFileSync(path, 'utf8').replace(/\/\*.*?\*\//gs, ''),
  }))

/** What a module loads when it runs: everything that it imports but types. */
const loads = (text: string): string[] =>
  [...text.matchAll(/^(?:import|export) (?!type\b)[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gms)].map(
    ([, from, bare, late]) => (from ?? bare ?? late)!,
  )

test('the kit judges by itself: nothing of it loads core', () => {
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter(({ text }) => loads(text).some((from) => from.startsWith('@ifmatch/')))).toEqual([])
})

test('the oracle imports nothing but its own files, and the type of a field', () => {
  const oracle = files.filter(({ path }) => path.startsWith('server/oracle/'))
  expect(oracle.length).toBeGreaterThan(3)
  expect(oracle.flatMap(({ text }) => loads(text)).filter((from) => !/^\.\/[\w-]+\.ts$/.test(from))).toEqual([])
  expect(oracle.filter(({ text }) => text.includes('@ifmatch'))).toEqual([])
})

test('what a library loads is there in every runtime: node: only when it is needed', () => {
  const command = /^(command|second-process)/
  const early = files
    .filter(({ path }) => !command.test(path))
    .filter(({ text }) => /^import (?!type\b).*'node:/m.test(text))
  expect(early.map(({ path }) => path)).toEqual([])
})
