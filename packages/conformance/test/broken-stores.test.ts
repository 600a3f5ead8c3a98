import { describe, expect, test } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import { broken, brokenStores, type State } from './broken-stores.ts'

const options = {
  number: ({ value }: State) => value,
  same: ({ value }: State, next: number) => value === next,
  values: [0.5],
}

/** What each check says, by its name; nothing where it holds. */
async function failures(open: ReturnType<typeof broken>): Promise<Map<string, Error>> {
  const failed = new Map<string, Error>()
  for (const { name, run } of storeChecks(open, (n) => n, options)) {
    await run().catch((error: Error) => failed.set(name, error))
  }
  return failed
}

describe('a store that', () => {
  test.each(brokenStores)('%s is found out', async (_, breaks, found) => {
    const error = (await failures(broken(breaks))).get(found)
    expect(error).toBeInstanceOf(Error)
    expect(error?.message).toMatch(/^.{30,}$/)
  })

  test('is not broken passes', async () => {
    expect([...(await failures(broken({})))]).toEqual([])
  })

  test('has dates now and then is found out', async () => {
    const open = broken({ nextDate: (before) => (before ? undefined : new Date()) as Date })
    expect([...(await failures(open)).keys()]).toContain('lastModified is always there once it is there')
  })

  test('has write ids now and then is found out', async () => {
    const open = broken({ nextIds: (given) => given as readonly string[] })
    expect([...(await failures(open)).keys()]).toContain('writeIds are always there, or never')
  })

  test('gives undefined for nothing is found out', async () => {
    const right = broken({})
    const open = (key: string) => ({
      ...right(key),
      read: async () => (await right(key).read()) ?? (undefined as never),
    })
    expect([...(await failures(open)).keys()]).toContain('where nothing is, read says null')
  })

  test('has no remove is told how to say so', async () => {
    const open = (key: string) => ({ read: broken({})(key).read, swap: broken({})(key).swap })
    const check = storeChecks(open, (n) => n).find(({ name }) => name === 'remove takes the current state away')
    await expect(check?.run()).rejects.toThrow('pass remove: false')
  })

  test('forgets everything between two handles is found out', async () => {
    const open = (key: string) => broken({})(key)
    expect([...(await failures(open)).keys()]).toContain('create makes a state, and another handle reads it')
  })
})
