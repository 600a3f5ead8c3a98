import { globSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from './support/shop.ts'

const pages = resolve(import.meta.dirname, '../../docs/recipes')
const page = (name: string): string => readFileSync(resolve(pages, `${name}.md`), 'utf8')

test.each(globSync('src/*.ts', { cwd: import.meta.dirname }))('a page shows %s as it is tested', (path) => {
  const [name = ''] = basename(path, '.ts').split('-')
  const source = readFileSync(resolve(import.meta.dirname, path), 'utf8')
  expect(page(name)).toContain(`\`\`\`ts\n${source}\`\`\`\n`)
})

test.each(['drizzle', 'kysely'])('the page of %s shows the migrations that are tested', (name) => {
  for (const migration of Object.values(migrations)) expect(page(name)).toContain(migration)
})

test('the table of contents names every page', () => {
  const named = [...page('README').matchAll(/\((\w[\w-]*\.md)\)/g)].map(([, file]) => file)
  expect(named.sort()).toEqual(globSync('*.md', { cwd: pages, exclude: ['README.md'] }).sort())
})
