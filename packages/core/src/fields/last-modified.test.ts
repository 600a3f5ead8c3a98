import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextLastModified, wholeSeconds } from './last-modified.ts'

afterEach(() => vi.useRealTimers())

function nextAt(now: string, before?: string): string {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
  return nextLastModified(before === undefined ? undefined : new Date(before)).toISOString()
}

describe('nextLastModified', () => {
  test.each([
    ['is the next whole second', '2026-06-15T12:00:00.300Z', undefined, '2026-06-15T12:00:01.000Z'],
    ['also a millisecond after the last', '2026-06-15T12:00:00.001Z', undefined, '2026-06-15T12:00:01.000Z'],
    ['also a millisecond before it', '2026-06-15T12:00:00.999Z', undefined, '2026-06-15T12:00:01.000Z'],
    ['forgets an earlier date', '2026-06-15T12:00:00.300Z', '2026-06-15T11:00:00.000Z', '2026-06-15T12:00:01.000Z'],
    [
      'goes on from a later one, which may have been sent',
      '2026-06-15T12:00:00.300Z',
      '2026-06-15T13:00:00.000Z',
      '2026-06-15T13:00:01.000Z',
    ],
    ['keeps an equal one', '2026-06-15T12:00:00.300Z', '2026-06-15T12:00:01.000Z', '2026-06-15T12:00:01.000Z'],
    ['rounds a later one up, too', '2026-06-15T12:00:00.300Z', '2026-06-15T13:00:00.250Z', '2026-06-15T13:00:01.000Z'],
    ['counts before the epoch', '1969-12-31T23:59:58.500Z', undefined, '1969-12-31T23:59:59.000Z'],
  ])('%s', (_, now, before, expected) => {
    expect(nextAt(now, before)).toBe(expected)
  })

  test('never has come yet: what is sent of it is sent after the last change of its second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4102444800000 }),
        fc.constantFrom(0, 1, 500, 999),
        (seconds, milliseconds) => {
          const now = wholeSeconds(seconds) + milliseconds
          vi.useFakeTimers({ toFake: ['Date'], now })
          expect(nextLastModified().getTime()).toBeGreaterThan(now)
          expect(nextLastModified().getTime()).toBeLessThanOrEqual(now + 1000)
        },
      ),
    )
  })

  test('two changes with a read between them never share a date that the read could send', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:00.000Z') })
    const first = nextLastModified()
    const wasSent = first.getTime() <= Date.now()
    const second = nextLastModified(first)
    expect(wasSent && first.getTime() === second.getTime()).toBe(false)
  })
})

test.each([
  [1999, 1000],
  [1000, 1000],
  [0, 0],
  [-1, -1000],
  [-1000, -1000],
])('%i ms lie in the second that begins at %i', (time, expected) => {
  expect(wholeSeconds(time)).toBe(expected)
})
