import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { currentOf, prepare } from '../fields/current.ts'
import { ifModifiedSince } from './if-modified-since.ts'

const noon = new Date('2026-06-15T12:00:00Z')
const before = 'Mon, 15 Jun 2026 11:59:59 GMT'
const same = 'Mon, 15 Jun 2026 12:00:00 GMT'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:10Z') })
})
afterEach(() => vi.useRealTimers())

test('one state is asked by many dates in turn, each for itself', () => {
  const current = currentOf(prepare({ lastModified: noon }))
  const fields = [same, before, before, 'oops', same, 'oops', 'oops', ` ${same} `, before]
  expect(fields.map((field) => ifModifiedSince(field, current))).toEqual([
    'fails',
    'holds',
    'holds',
    'ignored',
    'fails',
    'ignored',
    'ignored',
    'fails',
    'holds',
  ])
})

test('a date that is yet to come moves with the clock, and the same field is compared anew', () => {
  const current = currentOf(prepare({ lastModified: new Date('2026-06-15T12:01:00Z') }))
  const field = 'Mon, 15 Jun 2026 12:00:10 GMT'
  expect(ifModifiedSince(field, current)).toBe('fails')
  vi.setSystemTime(new Date('2026-06-15T12:00:11Z'))
  expect(ifModifiedSince(field, current)).toBe('holds')
})

test.each([
  ['no field', null, currentOf({ lastModified: noon })],
  ['nothing there', same, null],
  ['no date of ours', same, currentOf({ version: 7 })],
])('%s: ignored', (_, field, current) => {
  expect(ifModifiedSince(field, current)).toBe('ignored')
})
