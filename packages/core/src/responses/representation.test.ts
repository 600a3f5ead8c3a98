import { describe, expect, test } from 'vitest'
import { sizeOf } from './representation.ts'

const ofSize = (size: unknown) => ({ exists: true, size: size as number, body: () => 'hello' }) as const

describe('sizeOf', () => {
  test.each([
    [undefined, null],
    [0, 0],
    [11, 11],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('%s is %s', (size, expected) => {
    expect(sizeOf(ofSize(size))).toBe(expected)
  })

  test.each([-1, 1.5, NaN, Infinity, 2 ** 53, '11', 11n, null])('%s is no number of bytes', (size) => {
    expect(() => sizeOf(ofSize(size))).toThrow(TypeError)
    expect(() => sizeOf(ofSize(size))).toThrow(`Cannot send the representation: size ${size} is no number of bytes`)
  })
})
