import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextLastModified, wholeSeconds } from './last-modified.ts'

afterEach(() => vi.useRealTimers())

function nextAt(now: string, before?: string): string {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
  return nextLastModified(before === undefined ? undefined : new Date(before)).toISOString()
}

const upTo = (max: number) => fc.integer({ min: 0, max })

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
    ['that is far enough', '2026-06-15T12:00:00.749Z', '2026-06-15T12:00:01.000Z', '2026-06-15T12:00:01.000Z'],
    ['but not one that is near', '2026-06-15T12:00:00.750Z', '2026-06-15T12:00:01.000Z', '2026-06-15T12:00:02.000Z'],
    ['and goes no further', '2026-06-15T12:00:00.900Z', '2026-06-15T12:00:02.000Z', '2026-06-15T12:00:02.000Z'],
    ['nor in the next second', '2026-06-15T12:00:01.100Z', '2026-06-15T12:00:02.000Z', '2026-06-15T12:00:02.000Z'],
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

  test('no two states share a date that was sent to who read them, where a write takes up to 250 ms', () => {
    const start = Date.UTC(2026, 5, 15, 12)
    // When the next write begins after the one before, and how long it takes.
    const turn = fc.record({ pause: fc.oneof(upTo(20), upTo(1500)), writing: fc.oneof(upTo(20), upTo(250)) })
    fc.assert(
      fc.property(fc.array(turn, { minLength: 2, maxLength: 100 }), (turns) => {
        let [begin, state] = [start, { date: undefined as Date | undefined, visible: start }]
        const sent = new Set<number>()
        for (const { pause, writing } of turns) {
          // A swap reads the state that it replaces.
          begin = Math.max(begin, state.visible) + pause
          vi.useFakeTimers({ toFake: ['Date'], now: begin })
          const date = nextLastModified(state.date)
          const visible = begin + writing
          // Somebody reads the state before at the last moment, and is sent its date if it has come by then.
          const told = state.date?.getTime() ?? Infinity
          if (told <= visible) sent.add(told)
          expect(sent.has(date.getTime())).toBe(false)
          state = { date, visible }
        }
      }),
    )
  })

  test('a state that changes without end is never further ahead than that', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 15, 12) })
    for (let [turn, date] = [0, nextLastModified()]; turn < 5000; turn++) {
      vi.setSystemTime(Date.now() + 1)
      date = nextLastModified(date)
      expect(date.getTime() - Date.now()).toBeLessThanOrEqual(1250)
    }
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
