import { describe, expect, test } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import { inMemory } from './memory.ts'

describe('memoryResource passes', () => {
  const values = [-1, 0.5, 1e300]
  const options = { number: (state: { value: number }) => state.value, same: sameValue, values }
  const checks = storeChecks(inMemory<number>(), (n) => n, options)

  test.each(checks.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run())
})

describe('rounds', () => {
  test.each([1, 3])('%d of a race are run', async (rounds) => {
    let opened = 0
    const open = inMemory<number>()
    const counted = (key: string) => {
      opened++
      return open(key)
    }
    const check = storeChecks(counted, (n) => n, { rounds }).find(({ name }) => name === 'of all creators, one wins')
    await check!.run()
    // Sixteen creators and a reader, and who clears up.
    expect(opened).toBe(rounds * 18)
  })

  test.each([0, -1, 1.5, NaN])('cannot be %d', (rounds) => {
    const all = () => storeChecks(inMemory<number>(), (n) => n, { rounds })
    expect(all).toThrow(`Cannot check a store in ${rounds} rounds: say a whole number from 1`)
  })
})

function sameValue({ value }: { value: number }, next: number): boolean {
  return value === next
}

describe('with values of all kinds', () => {
  const values = [
    new Uint8Array([0, 255]),
    { date: new Date(0), big: 7n, list: [null, undefined] },
    'x'.repeat(1 << 20),
  ]
  const checks = storeChecks(inMemory<unknown>(), (n) => ({ n }), { values })

  test.each(checks.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run())
})

const names = (options: Parameters<typeof storeChecks<{ version: number; value: number }, number>>[2]): string[] =>
  storeChecks(inMemory<number>(), (n) => n, options).map(({ name }) => name)

describe('the list', () => {
  test('has each name once, and nothing but musts', () => {
    const checks = storeChecks(inMemory<number>(), (n) => n, {
      number: () => 0,
      values: [1],
      elsewhere: 'file:///none',
    })
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
    expect(new Set(checks.map(({ level }) => level))).toEqual(new Set(['MUST']))
  })

  test.each([
    ['create: false', { create: false }, /creat|key/],
    ['remove: false', { remove: false }, /remove/],
    ['no number', {}, /increments/],
    ['no values', {}, /every value/],
    ['no elsewhere', {}, /process/],
  ])('leaves out with %s what cannot be asked', (_, options, pattern) => {
    const without = names(options).filter((name) => pattern.test(name))
    const all = names({ number: () => 0, values: [1], elsewhere: 'file:///none' }).filter((name) => pattern.test(name))
    expect(without.length).toBeLessThan(all.length)
  })
})

describe('a store that cannot create or remove', () => {
  const given = inMemory<number>()
  const open = (key: string) => {
    const { read, swap } = given(key)
    const first = async () => (await read()) ?? (await swap(null, 0)) ?? read()
    return {
      read: first,
      swap: async (...[current, next, ids]: Parameters<typeof swap>) => (current ? swap(current, next, ids) : null),
    }
  }
  const checks = storeChecks(open, (n) => n, {
    number: (state) => state.value,
    create: false,
    remove: false,
    values: [1],
  })

  test.each(checks.map(({ name, run }) => [name, run] as const))('passes: %s', (_, run) => run())
})

test('a check leaves nothing behind', async () => {
  const keys = new Set<string>()
  const memory = inMemory<number>()
  const open = (key: string) => {
    keys.add(key)
    return memory(key)
  }
  for (const check of storeChecks(open, (n) => n)) await check.run()
  expect(keys.size).toBeGreaterThan(50)
  expect(await Promise.all([...keys].map((key) => memory(key).read()))).toEqual([...keys].map(() => null))
})
