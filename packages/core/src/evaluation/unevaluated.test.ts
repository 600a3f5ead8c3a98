import { describe, expect, test } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { request } from '../../test/support/request.ts'
import { precedence } from './precedence.ts'
import { markEvaluated, reportUnevaluated } from './unevaluated.ts'

describe('reportUnevaluated', () => {
  test.each([
    [{ 'If-Match': '"6"' }, 'If-Match', '"6"'],
    [{ 'If-Match': '' }, 'If-Match', ''],
    [{ 'If-Unmodified-Since': 'oops' }, 'If-Unmodified-Since', 'oops'],
    [{ 'If-None-Match': '*' }, 'If-None-Match', '*'],
    [{ 'If-None-Match': '*', 'If-Match': '"6"' }, 'If-Match', '"6"'],
  ])('of %j names %s', (fields, field, received) => {
    const { onDecision, onMistake } = listeners()
    const write = request('PUT', fields)
    reportUnevaluated(write, { onDecision, onMistake })
    expect(onDecision.mock.calls).toEqual([
      [{ status: null, field, reason: 'unevaluated', received, current: null }, write],
    ])
    expect(onMistake).toHaveBeenCalledTimes(1)
    expect(onMistake.mock.calls[0]![0]).toMatch(
      new RegExp(`${field} was performed, and nobody evaluated it: .*compare-and-swap`),
    )
  })

  test.each([{}, { 'If-Modified-Since': 'oops' }, { Range: 'bytes=0-', 'If-Range': '"6"' }])(
    'has nothing to say of %j',
    (fields) => {
      const { onDecision, onMistake } = listeners()
      reportUnevaluated(request('PUT', fields), { onDecision, onMistake })
      expect([onDecision.mock.calls, onMistake.mock.calls]).toEqual([[], []])
    },
  )

  test('tells of every decision, and of the mistake once', () => {
    const { onDecision, onMistake } = listeners()
    for (const tag of ['"6"', '"7"', '"8"'])
      reportUnevaluated(request('PUT', { 'If-Match': tag }), { onDecision, onMistake })
    expect([onDecision.mock.calls.length, onMistake.mock.calls.length]).toEqual([3, 1])
  })

  test('never holds what a client made up, so that a client cannot fill the log', () => {
    const { onMistake } = listeners()
    for (let n = 0; n < 20; n++) reportUnevaluated(request(`MADE-UP-${n}`, { 'If-Match': `"${n}"` }), { onMistake })
    expect(onMistake.mock.calls.length).toBeLessThan(3)
    expect(onMistake.mock.calls.join()).not.toContain('MADE-UP')
  })

  test('has nothing to say of a write that somebody marked', () => {
    const { onDecision, onMistake } = listeners()
    const write = request('PUT', { 'If-Match': '"6"' })
    markEvaluated(write)
    reportUnevaluated(write, { onDecision, onMistake })
    expect([onDecision.mock.calls, onMistake.mock.calls]).toEqual([[], []])
  })

  test('nor of one that was evaluated', () => {
    const { onMistake } = listeners()
    const write = request('PUT', { 'If-Match': '"7"' })
    precedence(write, { version: 7 }, {})
    reportUnevaluated(write, { onMistake })
    expect(onMistake).not.toHaveBeenCalled()
  })

  test('but of one that was looked at, and not evaluated', () => {
    const { onMistake } = listeners()
    const write = request('PUT', { 'If-Match': '"7"' })
    precedence(write, null, { create: false })
    reportUnevaluated(write, { onMistake })
    expect(onMistake).toHaveBeenCalledTimes(1)
  })

  test('and of another request of the same kind', () => {
    const { onMistake } = listeners()
    markEvaluated(request('PUT', { 'If-Match': '"6"' }))
    reportUnevaluated(request('PUT', { 'If-Match': '"6"' }), { onMistake })
    expect(onMistake).toHaveBeenCalledTimes(1)
  })
})
