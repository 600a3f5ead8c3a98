import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const top = resolve(import.meta.dirname, '..')

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(resolve(top, path), 'utf8')) as Record<string, unknown>

/** Each subpath of a package, and the source behind it. */
function entries(exports: unknown): Record<string, unknown> {
  return typeof exports === 'string' ? { '.': exports } : { ...(exports as Record<string, unknown>) }
}

describe.each(globSync('packages/*', { cwd: top }))('%s', (folder) => {
  const manifest = read(`${folder}/package.json`)
  const published = manifest.publishConfig as Record<string, unknown>

  test('is ESM for Node 20 and later, without side effects', () => {
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, license: 'MIT', engines: { node: '>=20' } })
  })

  test('publishes a module and its types for every entry', () => {
    const built = Object.keys(entries(manifest.exports)).map((subpath) => {
      const file = subpath === '.' ? './dist/index' : subpath.replace('./', './dist/')
      return [subpath, { types: `${file}.d.ts`, default: `${file}.js` }]
    })
    expect(published.exports).toEqual(Object.fromEntries(built))
  })
})

// The types of Bun and of Workers are global, and unknown to JSR: those two packages are on npm alone.
test.each(globSync('packages/*/deno.json', { cwd: top }))('%s says the same to JSR', (path) => {
  const [manifest, jsr] = [read(path.replace('deno.json', 'package.json')), read(path)]
  expect([jsr.name, jsr.version, jsr.license]).toEqual([manifest.name, manifest.version, manifest.license])
  expect(entries(jsr.exports)).toEqual(entries(manifest.exports))
})

test('the lockfile names no registry', () => {
  expect(readFileSync(resolve(top, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\/|^\s*tarball:/m)
})
