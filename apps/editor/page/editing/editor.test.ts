import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeBetween } from './editor.ts'

test('one change makes every text of every other', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (before, after) => {
      const change = changeBetween(before, after)
      const { from, to, insert } = change ?? { from: 0, to: 0, insert: '' }
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after)
    }),
  )
})

test('what stays the same is not touched, so that a cursor in it stays', () => {
  expect(changeBetween('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' })
})
