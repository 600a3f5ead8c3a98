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
