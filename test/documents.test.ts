import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commentsOf, examplesOf } from '../scripts/documents/examples.ts'
import { programs, top } from '../scripts/programs.ts'

/** Runs scripts/check-docs.ts on what lies under a folder. */
function checkDocs(root: string): Promise<{ failed: boolean; printed: string }> {
  return new Promise((resolve) => {
    execFile(programs.node, ['scripts/check-docs.ts', root], { cwd: top }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, printed: stdout + stderr }),
    )
  })
}

// The documents themselves are checked by `npm run check:docs`.
describe('the check bites', () => {
  let root = ''
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'ifmatch-documents-'))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n`

  test('on an example that fails, and on one that does not compile', async () => {
    const failing = fence('ts', "import '@ifmatch/core'\nthrow new Error('as it should')")
    const wrong = fence('ts no-run', "export const seven: number = '7'")
    writeFileSync(join(root, 'README.md'), `# Title\n\n${failing}\n${wrong}`)
    const { failed, printed } = await checkDocs(root)
    expect(failed).toBe(true)
    expect(printed).toMatch(/README\.md\.L4\.ts.*\n?.*as it should/)
    expect(printed).toContain('README.md.L9.ts(9,14): error TS2322')
  })

  test('but not on a server that listens, nor on what is no TypeScript', async () => {
    const server = "import { respond } from '@ifmatch/core'\nBun.serve({ fetch: (request) => respond(request, null) })"
    writeFileSync(join(root, 'README.md'), fence('ts no-run', server) + fence('sh', 'npm start'))
    expect(await checkDocs(root)).toEqual({ failed: false, printed: '1 examples, 0 of them run\n' })
  })
})

describe('an example', () => {
  test.each([
    ['has no other mark', 'ts ignore', '', 'a.md:2 is marked ignore: the one mark is no-run'],
    ['is in the one language that is checked', 'js', '', 'a.md:2 is marked js: only ts is checked'],
    ['for Workers is not run', 'ts', "import '@ifmatch/cloudflare'", 'a.md:2 is for Workers: mark it no-run'],
  ])('%s', (_, info, code, said) => {
    expect(() => examplesOf('a.md', `\`\`\`${info}\n${code}\n\`\`\``)).toThrow(said)
  })

  test('of a document has its line and its home', () => {
    const markdown = 'text\n\n```ts\nfirst()\n```\n\n````ts no-run\n```\nBun.serve()\n````\n'
    expect(examplesOf('a.md', markdown)).toEqual([
      { path: 'a.md', line: 4, code: 'first()', home: 'node', runs: true },
      { path: 'a.md', line: 8, code: '```\nBun.serve()', home: 'bun', runs: false },
    ])
  })

  test('of a doc comment has the line that it has in the module', () => {
    const module = 'code()\n\n/**\n * Text.\n *\n * ```ts\n * if (true) {\n *   deep()\n * }\n * ```\n */\nexport {}\n'
    expect(examplesOf('a.ts', commentsOf(module))).toEqual([
      { path: 'a.ts', line: 7, code: 'if (true) {\n  deep()\n}', home: 'node', runs: true },
    ])
  })
})
