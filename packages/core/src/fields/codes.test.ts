import { describe, expect, test } from 'vitest'
import { codesOf } from './codes.ts'

describe('codesOf', () => {
  test.each([
    ['nothing', ''],
    ['ASCII', '"a", W/"b"'],
    ['a character that two bytes stand for', '"é", "b"'],
    ['a surrogate without its other half', '"\ud800", "b"'],
    ['more than the shared array holds', `"${'a'.repeat(4096)}"`],
    ['more than it holds, and not in ASCII', `"${'a'.repeat(4096)}é"`],
    ['as many characters beyond ASCII as fit into it by half', 'é'.repeat(4095)],
  ])('gives the codes of %s, and a 0 behind them', (_, field) => {
    const expected = [...Array.from({ length: field.length }, (_, at) => field.charCodeAt(at)), 0]
    expect([...codesOf(field).subarray(0, field.length + 1)]).toEqual(expected)
  })

  test('of a short field are not followed by those of a longer one before', () => {
    codesOf('"abcdef"')
    expect(codesOf('"ab')[3]).toBe(0)
  })
})
