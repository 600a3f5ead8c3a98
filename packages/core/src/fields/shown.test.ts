import { expect, test } from 'vitest'
import { shown } from './shown.ts'

test.each([
  ['v7', '"v7"'],
  ['"v7"\n', '"\\"v7\\"\\n"'],
  ['', '""'],
  [7, '7'],
  [7n, '7'],
  [NaN, 'NaN'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('v7'), 'Symbol(v7)'],
])('%s', (value, expected) => {
  expect(shown(value)).toBe(expected)
})

test.each([
  ['a row of a database, which has no prototype', Object.create(null)],
  ['what has no text', { toString: () => ({}), valueOf: () => ({}) }],
  [
    'what throws when it is asked',
    {
      toString: () => {
        throw new Error('private')
      },
    },
  ],
])('%s is an object, and no second mistake', (_, value) => {
  expect(shown(value)).toBe('an object')
})
