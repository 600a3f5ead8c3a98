import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock, stopClock } from '../../test/support/clock.ts'
import { dated } from './dated.ts'

beforeEach(() => stopClock('2026-06-15T12:00:00.999Z'))
afterEach(startClock)

test('an answer is dated by the clock that dates are compared with, once', async () => {
  const answer = dated(new Response('hello', { status: 201, headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT' } }))
  expect(answer.headers.get('date')).toBe('Mon, 15 Jun 2026 12:00:00 GMT')
  expect([answer.status, await answer.text()]).toEqual([201, 'hello'])
})

test('one that the application has from fetch() is dated too', async () => {
  const answer = new Response('hello')
  const refuse = (): never => {
    throw new TypeError('immutable')
  }
  Object.defineProperty(answer, 'headers', { value: Object.assign(new Headers(), { set: refuse }) })
  expect(dated(answer).headers.get('date')).toBe('Mon, 15 Jun 2026 12:00:00 GMT')
})

test('the next second has the next date, and one that was set back the date of then', () => {
  const dateOf = (now: string): string | null => {
    stopClock(now)
    return dated(new Response()).headers.get('date')
  }
  expect(
    ['12:00:00.000', '12:00:00.999', '12:00:01.000', '11:59:59.000'].map((time) => dateOf(`2026-06-15T${time}Z`)),
  ).toEqual(['12:00:00', '12:00:00', '12:00:01', '11:59:59'].map((time) => `Mon, 15 Jun 2026 ${time} GMT`))
})
