import { describe, expect, test } from 'vitest'
import { isId } from '../src/id.ts'

describe('isId', () => {
  test.each(['a', 'A-b_c.9', '...', '.a', 'a'.repeat(128)])('%s is one', (name) => expect(isId(name)).toBe(true))
  test.each(['', '.', '..', 'a/b', 'a b', 'é', 'a\n', '%61', 'a'.repeat(129)])('%o is none', (name) =>
    expect(isId(name)).toBe(false),
  )
})
