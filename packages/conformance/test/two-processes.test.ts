import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import type { Resource } from '@ifmatch/core'
import { folderOfThisRun, logStore } from './log-store.ts'

type Store = Resource<{ version: number; value: number }, number>

afterAll(() => rmSync(folderOfThisRun, { recursive: true, force: true }))

const elsewhere = (file: string): URL => new URL(file, import.meta.url)

const checksOf = (open: (key: string) => Store, file: string) =>
  storeChecks(open, (n) => n, { number: ({ value }) => value, elsewhere: elsewhere(file) })

/** What the check of this name says, or nothing. */
async function failure(open: (key: string) => Store, file: string, name: string): Promise<string> {
  const check = checksOf(open, file).find((check) => check.name === name)!
  return check.run().then(
    () => '',
    (error: Error) => error.message,
  )
}

describe('a store that two processes share', () => {
  const checks = checksOf(logStore('shared'), './open-log-store.ts')

  test.each(checks.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run())
})

describe('a store that', () => {
  test('each process has for itself is found out', async () => {
    const name = 'what one process writes, the other reads'
    expect(await failure(logStore('shared'), './open-other-store.ts', name)).toMatch(/reads version null where/)
  })

  test('writes over what the other process wrote is found out', async () => {
    const open = logStore('careless', false)
    const said = await Promise.all(
      ['of writers in two processes that saw the same version, one wins', 'of creators in two processes, one wins'].map(
        (name) => failure(open, './open-careless-store.ts', name),
      ),
    )
    expect(said.join()).toMatch(/of 8 writers in two processes won/)
  })

  test.each([
    ['has no default export', './open-nothing.ts', /no default export that is a function/],
    ['is not there', './open-none.ts', /open-none/],
  ])('%s is told so', async (_, file, said) => {
    expect(await failure(logStore('shared'), file, 'what one process writes, the other reads')).toMatch(said)
  })
})
