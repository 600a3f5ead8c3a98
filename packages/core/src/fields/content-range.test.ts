import { expect, test } from 'vitest'
import { formatContentRange } from './content-range.ts'

test.each([
  ['the first bytes', { offset: 0, length: 5 }, 100, 'bytes 0-4/100'],
  ['one byte', { offset: 99, length: 1 }, 100, 'bytes 99-99/100'],
  ['all of it', { offset: 0, length: 100 }, 100, 'bytes 0-99/100'],
  ['beyond 2^32', { offset: 4294967296, length: 1 }, 4294967297, 'bytes 4294967296-4294967296/4294967297'],
  [
    'the last byte that has a number',
    { offset: 2 ** 53 - 2, length: 1 },
    2 ** 53 - 1,
    'bytes 9007199254740990-9007199254740990/9007199254740991',
  ],
  ['none, of a 416', null, 100, 'bytes */100'],
])('%s', (_, range, size, text) => {
  expect(formatContentRange(range, size)).toBe(text)
})
