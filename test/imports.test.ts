import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Declared, wrongs } from './imports/rules.ts'
import { publishedSources } from './imports/source.ts'

const top = resolve(import.meta.dirname, '..')

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const declared: Declared = Object.fromEntries(
  globSync('packages/*/package.json', { cwd: top }).map((path) => {
    const manifest = JSON.parse(readFileSync(resolve(top, path), 'utf8')) as Manifest
    return [basename(dirname(path)), Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })]
  }),
)

describe('what the packages publish', () => {
  const sources = publishedSources()

  test('is found', () => {
    expect(new Set(sources.map(({ path }) => path.split('/')[1]))).toEqual(new Set(Object.keys(declared)))
  })

  test('imports downwards, its own files, and what it declares', () => {
    expect(sources.flatMap((source) => wrongs(source, declared))).toEqual([])
  })
})

describe('the rules bite', () => {
  test.each([
    ['fields/a.ts', "import { b } from '../conditions/b.ts'", 'imports upwards: ../conditions/b.ts'],
    ['conditions/a.ts', "export * from '../evaluation/b.ts'", 'imports upwards: ../evaluation/b.ts'],
    ['responses/a.ts', "export type B = import('../resource/b.ts').B", 'imports upwards: ../resource/b.ts'],
    ['evaluation/a.ts', "await import('../index.ts')", 'imports upwards: ../index.ts'],
    ['fields/a.ts', "import 'node:crypto'", 'imports node:crypto, which only some runtimes have'],
    ['fields/a.ts', "import fresh from 'fresh'", 'imports fresh, which its package does not declare'],
    [
      'fields/a.ts',
      "import { b } from '../../../hono/src/b.ts'",
      'reaches out of its package for ../../../hono/src/b.ts',
    ],
    ['fields/a.ts', "const then = Date.parse('2030')", 'uses Date.parse'],
    ['fields/a.ts', 'const is = request instanceof Request', 'uses instanceof Request'],
    ['fields/a.ts', 'const is = answer instanceof globalThis.Response', 'uses instanceof Response'],
  ])('on %s: %s', (file, text, wrong) => {
    const path = `packages/core/src/${file}`
    expect(wrongs({ path, text }, declared)).toEqual([`${path} ${wrong}`])
  })

  test('on an adapter that reaches into core', () => {
    const source = {
      path: 'packages/hono/src/index.ts',
      text: "import '../../core/src/index.ts'\nimport '@ifmatch/core'",
    }
    expect(wrongs(source, declared)).toEqual([`${source.path} reaches out of its package for ../../core/src/index.ts`])
  })

  test.each([
    ['evaluation/a.ts', "import { b } from '../fields/b.ts'\nimport { c } from './c.ts'"],
    ['index.ts', "export { b } from './evaluation/b.ts'"],
    [
      'fields/a.ts',
      "/** import 'node:assert'; Date.parse(x); x instanceof Request */\nexport const text = 'Date.parse'",
    ],
  ])('and not on %s: %s', (file, text) => {
    expect(wrongs({ path: `packages/core/src/${file}`, text }, declared)).toEqual([])
  })
})
