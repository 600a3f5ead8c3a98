import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where an example lives: whose types it is checked with, and who runs it. */
export type Home = 'node' | 'bun' | 'deno' | 'workers'

/** One block of TypeScript in a document or a doc comment. */
export interface Example {
  /** The document, from the top of the workspace. */
  readonly path: string
  /** The line of its first line of code, from 1. */
  readonly line: number
  readonly code: string
  readonly home: Home
  /** Whether it is run, or marked `no-run` and only type-checked. */
  readonly runs: boolean
}

/** A block that cannot be an example, in a sentence. */
export class UncheckedBlock extends Error {}

const signs: readonly (readonly [Home, RegExp])[] = [
  ['bun', /@ifmatch\/bun|\bBun\./],
  ['deno', /@ifmatch\/deno|\bDeno\./],
  ['workers', /@ifmatch\/cloudflare|'cloudflare:|\bExportedHandler\b/],
]

/** All examples under `root`: of every Markdown document, and of the doc comments of what packages publish. */
export function allExamples(root: string): Example[] {
  const find = (pattern: string): string[] => globSync(pattern, { cwd: root, exclude: ['**/node_modules', '**/dist'] })
  const read = (path: string): string => readFileSync(resolve(root, path), 'utf8')
  const documents = ['*.md', 'docs/**/*.md', '{packages,apps}/*/**/*.md', 'bench/*.md'].flatMap(find)
  const sources = find('packages/*/src/**/*.ts').filter((path) => !path.endsWith('.test.ts'))
  return [
    ...documents.sort().flatMap((path) => examplesOf(path, read(path))),
    ...sources.sort().flatMap((path) => examplesOf(path, commentsOf(read(path)))),
  ]
}

/** The doc comments of a module, each on its own lines, as Markdown. */
export function commentsOf(source: string): string {
  const blank = (text: string): string => text.replace(/[^\n]+/g, '')
  const comments = [...source.matchAll(/\/\*\*[^]*?\*\//g)]
  let markdown = ''
  let end = 0
  for (const { index, 0: comment } of comments) {
    markdown += blank(source.slice(end, index)) + comment.replace(/^(?:\/\*\*| *\*\/?) ?/gm, '')
    end = index + comment.length
  }
  return markdown
}

/** The examples of one Markdown text. */
export function examplesOf(path: string, markdown: string): Example[] {
  const examples: Example[] = []
  let open: { fence: string; info: string; line: number; code: string[] } | null = null
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, fence, info] = /^ *(`{3,}|~{3,})(.*)$/.exec(text) ?? []
    if (open === null) {
      if (fence !== undefined) open = { fence, info: (info ?? '').trim(), line: index + 2, code: [] }
    } else if (fence?.startsWith(open.fence) && info?.trim() === '') {
      examples.push(...exampleOf(path, open.line, open.info, open.code.join('\n')))
      open = null
    } else {
      open.code.push(text)
    }
  }
  return examples
}

function exampleOf(path: string, line: number, info: string, code: string): Example[] {
  const [language = '', ...marks] = info.split(/\s+/)
  if (/^(?:js|jsx|mjs|javascript|tsx|mts|typescript)$/i.test(language)) {
    throw new UncheckedBlock(`${path}:${line} is marked ${language}: only ts is checked`)
  }
  if (language !== 'ts') return []
  const unknown = marks.find((mark) => mark !== 'no-run')
  if (unknown !== undefined) throw new UncheckedBlock(`${path}:${line} is marked ${unknown}: the one mark is no-run`)
  const home = signs.find(([, sign]) => sign.test(code))?.[0] ?? 'node'
  const runs = marks.length === 0
  if (runs && home === 'workers') throw new UncheckedBlock(`${path}:${line} is for Workers: mark it no-run`)
  return [{ path, line, code, home, runs }]
}
