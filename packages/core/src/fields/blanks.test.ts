import { expect, test } from 'vitest'
import { isBlank, trimBlanks } from './blanks.ts'

test('SP and HTAB are blanks, and no other character', () => {
  const blanks = Array.from({ length: 0x10000 }, (_, code) => code).filter(isBlank)
  expect(blanks).toEqual([0x09, 0x20])
  expect(isBlank(NaN)).toBe(false)
})

test.each([
  ['', ''],
  ['a', 'a'],
  [' a', 'a'],
  ['a ', 'a'],
  [' \t\ta \tb\t ', 'a \tb'],
  [' \t ', ''],
  [' ', ''],
  ['\xa0a\ufeff', '\xa0a\ufeff'],
  ['\na\r', '\na\r'],
])('%j without the blanks around it is %j', (field, expected) => {
  expect(trimBlanks(field)).toBe(expected)
})
