import { describe, expect, test } from 'vitest'
import { formatEntityTag } from './entity-tag.ts'
import { entityTagOfFile } from './tag-of-file.ts'

const lastModified = new Date('2026-06-15T12:00:00.123Z')

describe('entityTagOfFile', () => {
  const tag = formatEntityTag(entityTagOfFile({ size: 2048, lastModified }))

  test('is weak, and the same for the same file', () => {
    expect(tag).toMatch(/^W\/"/)
    expect(formatEntityTag(entityTagOfFile({ size: 2048, lastModified: new Date(lastModified) }))).toBe(tag)
  })

  test.each([
    ['another size', { size: 2049, lastModified }],
    ['another millisecond', { size: 2048, lastModified: new Date(lastModified.getTime() + 1) }],
    ['size and time the other way round', { size: lastModified.getTime(), lastModified: new Date(2048) }],
    [
      'digits moved from the one to the other',
      { size: 20481, lastModified: new Date(Number(`${lastModified.getTime()}`.slice(1))) },
    ],
  ])('differs for %s', (_, file) => {
    expect(formatEntityTag(entityTagOfFile(file))).not.toBe(tag)
  })

  test.each([
    ['an empty file of the epoch', { size: 0, lastModified: new Date(0) }],
    ['a time before the epoch', { size: 5, lastModified: new Date(-1) }],
    ['a size beyond 2^32', { size: 2 ** 40, lastModified }],
  ])('can be written for %s', (_, file) => {
    expect(formatEntityTag(entityTagOfFile(file))).toMatch(/^W\/"[a-z0-9-]+"$/)
  })

  test.each([
    ['a Date that is none', { size: 5, lastModified: new Date(NaN) }],
    ['no size', { size: NaN, lastModified }],
    ['an endless size', { size: Infinity, lastModified }],
    ['a size that is missing', { lastModified } as never],
  ])('refuses %s', (_, file) => {
    expect(() => entityTagOfFile(file)).toThrow(/^Cannot make an entity tag: /)
  })
})
