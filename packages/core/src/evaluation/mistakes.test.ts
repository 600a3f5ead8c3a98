import { afterEach, describe, expect, test, vi } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { reportMistake } from './mistakes.ts'

afterEach(() => vi.restoreAllMocks())

describe('reportMistake', () => {
  test('tells each message once', () => {
    const { onMistake } = listeners()
    for (const message of ['one', 'two', 'one', 'two', 'three']) reportMistake({ onMistake }, message)
    expect(onMistake.mock.calls).toEqual([['one'], ['two'], ['three']])
  })

  test('tells each listener', () => {
    const [first, second] = [listeners(), listeners()]
    for (const { onMistake } of [first, second, first]) reportMistake({ onMistake }, 'one')
    expect([first, second].map(({ onMistake }) => onMistake.mock.calls)).toEqual([[['one']], [['one']]])
  })

  test('warns on the console where nobody listens, once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    reportMistake({}, 'a mistake of this test')
    reportMistake({}, 'a mistake of this test')
    reportMistake({ onMistake: undefined } as object, 'a mistake of this test')
    expect(warn.mock.calls).toEqual([['ifmatch: a mistake of this test']])
  })
})
