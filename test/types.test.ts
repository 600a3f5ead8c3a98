import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDeclarations } from '../scripts/declarations.ts'
import { deno, typescript } from './types/compilers.ts'

const cache = resolve(import.meta.dirname, '../node_modules/.cache')

// test/types/tsconfig.base.json looks for them there.
beforeAll(async () => {
  rmSync(`${cache}/ifmatch-types`, { recursive: true, force: true })
  await writeDeclarations(`${cache}/ifmatch-types`)
})

test("programs compile and mistakes do not, with the DOM's types: TypeScript 6", async () => {
  expect(await typescript(6, 'test/types/dom')).toEqual([])
})

describe.each(['dom', 'workers', 'bun', 'node'])('with the types of %s', (folder) => {
  test.concurrent.each([
    ['TypeScript 7', 7, []],
    [
      'the strictest settings',
      7,
      ['--exactOptionalPropertyTypes', '--module', 'nodenext', '--moduleResolution', 'nodenext'],
    ],
  ] as const)('programs compile and mistakes do not: %s', async (_, version, flags) => {
    expect(await typescript(version, `test/types/${folder}`, flags)).toEqual([])
  })
})

test("programs compile with Deno's own types", async () => {
  expect(await deno('test/types/deno', 'test/types/everywhere')).toEqual([])
})

describe('the check bites', () => {
  const folder = `${cache}/ifmatch-bad-consumer`

  beforeAll(() => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      `${folder}/bad.ts`,
      [
        "import { type Validators, validatorFields } from '@ifmatch/core'",
        'validatorFields({})',
        '// @ts-expect-error this is no mistake',
        'export const right: Validators = { version: 1 }',
      ].join('\n'),
    )
    const extended = resolve(import.meta.dirname, 'types/dom/tsconfig.json')
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ extends: extended, include: [folder] }))
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('on a mistake, and on a mistake that is none', async () => {
    const found = await typescript(7, folder)
    expect(found.map((line) => /bad\.ts\((\d+).* (error TS\d+)/.exec(line)?.slice(1))).toEqual([
      ['2', 'error TS2345'],
      ['3', 'error TS2578'],
    ])
  })

  test('on a program for Workers under Deno', async () => {
    expect(await deno('test/types/workers')).toContainEqual(expect.stringContaining('R2Bucket'))
  })
})
