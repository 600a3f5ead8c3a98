import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { prepare } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import { validatorFields } from './representation-fields.ts'

const lastModified = new Date('2020-01-01T12:00:00.999Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-15T12:00:00.500Z') })
})
afterEach(() => vi.useRealTimers())

describe('validatorFields', () => {
  test.each<[string, Validators, Record<string, string>]>([
    ['a version', { version: 7 }, { etag: '"7"' }],
    ['a weak variant', { version: 7, variant: 'html', weak: true }, { etag: 'W/"7~html"' }],
    ['a tag made elsewhere', { etag: 'W/"a"' }, { etag: 'W/"a"' }],
    ['a date', { lastModified }, { 'last-modified': 'Wed, 01 Jan 2020 12:00:00 GMT' }],
    ['both', { version: 7, lastModified }, { etag: '"7"', 'last-modified': 'Wed, 01 Jan 2020 12:00:00 GMT' }],
    ['none', { exists: true }, {}],
    ['fields of its own', { exists: true, headers: { Vary: 'Accept' } }, { vary: 'Accept' }],
    [
      'a date in the future',
      { lastModified: new Date('2026-06-16T00:00:00Z') },
      { 'last-modified': 'Mon, 15 Jun 2026 12:00:00 GMT' },
    ],
    [
      'a strong date that has not come',
      { version: 7, lastModified: new Date('2026-06-15T12:00:01Z'), dateIsStrong: true },
      { etag: '"7"' },
    ],
    ['a tag that contradicts its fields', { version: 7, headers: { ETag: '"6"' } }, { etag: '"7"' }],
  ])('of %s', (_, selected, fields) => {
    expect(Object.fromEntries(validatorFields(selected))).toEqual(fields)
    expect(Object.fromEntries(validatorFields(prepare(selected)))).toEqual(fields)
  })

  test('are new each time, and leave the validators as they are', () => {
    const headers = new Headers({ vary: 'Accept' })
    const selected = prepare({ version: 7, headers })
    validatorFields(selected).set('location', '/notes/7')
    expect(Object.fromEntries(validatorFields(selected))).toEqual({ etag: '"7"', vary: 'Accept' })
    expect(Object.fromEntries(headers)).toEqual({ vary: 'Accept' })
  })

  test('keep each cookie by itself', () => {
    const headers: [string, string][] = [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]
    expect(validatorFields({ version: 7, headers }).getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test.each([undefined, null, {}])('are not made of %j', (selected) => {
    expect(() => validatorFields(selected as never)).toThrow(/^Cannot read validators: /)
  })
})
