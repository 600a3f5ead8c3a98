import { afterEach, describe, expect, test, vi } from 'vitest'
import { asSeenAt, currentOf, lastModifiedFieldOf, lastModifiedOf, prepare } from './current.ts'
import type { Validators } from './validators.ts'

afterEach(() => vi.useRealTimers())

const date = new Date('2026-06-15T12:00:01Z')
const strong: Validators = { version: 7, lastModified: date, dateIsStrong: true }
const early = date.getTime() - 1

describe('asSeenAt', () => {
  test.each([
    ['a date that has come', date.getTime(), strong],
    ['a date that is not strong', early, { version: 7, lastModified: date }],
    ['no date', early, { version: 7, dateIsStrong: true }],
    ['nothing', early, null],
  ] as const)('leaves %s as it is', (_, time, selected) => {
    expect(asSeenAt(time, selected)).toBe(selected)
  })

  test.each([
    ['plain', strong],
    ['prepared', prepare(strong)],
  ])('keeps a strong date back that had not come: %s', (_, selected) => {
    vi.useFakeTimers({ toFake: ['Date'], now: date.getTime() + 5000 })
    const seen = currentOf(asSeenAt(early, selected))
    expect([lastModifiedOf(seen), lastModifiedFieldOf(seen), seen.etag, seen.hasCome]).toEqual([
      date.getTime(),
      null,
      '"7"',
      false,
    ])
    expect(lastModifiedFieldOf(currentOf(selected))).toBe('Mon, 15 Jun 2026 12:00:01 GMT')
  })

  test('throws for what says two things', () => {
    const selected = { ...strong, etag: '"7"' } as unknown as Validators
    expect(() => asSeenAt(early, selected)).toThrow(TypeError)
  })
})
