import { expect, test } from 'vitest'
import { whenThere } from './when-there.ts'

const twice = (n: number | null): number => (n ?? 0) * 2

test('goes on at once with a value, also with none', () => {
  expect(whenThere(21, twice)).toBe(42)
  expect(whenThere(null, twice)).toBe(0)
})

test('goes on with a promise when it is kept, also with one of another kind', async () => {
  const later = whenThere(Promise.resolve(21), twice)
  expect(later).toBeInstanceOf(Promise)
  expect(await later).toBe(42)
  const query: PromiseLike<number> = { then: (go) => Promise.resolve(21).then(go) }
  expect(await whenThere(query, twice)).toBe(42)
})

test('a promise that is broken stays so', async () => {
  await expect(whenThere(Promise.reject(new Error('gone')), twice)).rejects.toThrow('gone')
})
