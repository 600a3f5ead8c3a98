import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checked, type Current, currentOf, lastModifiedFieldOf, lastModifiedOf, prepare } from './current.ts'
import type { Validators } from './validators.ts'

const now = new Date('2026-06-15T12:00:00.500Z')
const text = 'Mon, 15 Jun 2026 12:00:00 GMT'
const at = (seconds: number) => new Date(Date.UTC(2026, 5, 15, 12) + seconds * 1000)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterEach(() => vi.useRealTimers())

describe('the tag', () => {
  test.each<[string, Validators, string | null, string | null]>([
    ['of a number', { version: 7 }, '"7"', '7'],
    ['of zero', { version: 0 }, '"0"', '0'],
    ['of a bigint', { version: 7n }, '"7"', '7'],
    ['of text', { version: 'v7' }, '"v7"', 'v7'],
    ['of no text', { version: '' }, '""', ''],
    ['of a variant', { version: 7, variant: 'html' }, '"7~html"', '7'],
    ['of a weak version', { version: 7, weak: true }, 'W/"7"', '7'],
    ['of a weak variant', { version: 7, variant: 'html', weak: true }, 'W/"7~html"', '7'],
    ['of a version that is not weak', { version: 7, weak: false }, '"7"', '7'],
    ['made elsewhere', { etag: '"v7"' }, '"v7"', null],
    ['made elsewhere, weak', { etag: 'W/"v7"' }, 'W/"v7"', null],
    ['made elsewhere, empty', { etag: '""' }, '""', null],
    ['made elsewhere, as an object', { etag: { weak: true, opaque: 'v7' } }, 'W/"v7"', null],
    ['made elsewhere, as a strong object', { etag: { weak: false, opaque: 'v7~a' } }, '"v7~a"', null],
    ['where there is none', { exists: true }, null, null],
    ['where there is a date alone', { lastModified: now }, null, null],
  ])('%s', (_, selected, etag, version) => {
    const current = currentOf(selected)
    expect([current.etag, current.version]).toEqual([etag, version])
    expect(current.weak).toBe(etag?.startsWith('W/') ?? false)
  })
})

test.each<[string, Validators, string | null]>([
  ['its tag', { version: 7, variant: 'html' }, '"7~html"'],
  ['its weak tag', { etag: 'W/"a"' }, 'W/"a"'],
  ['nothing, where characters of the tag were lost', { etag: '"a\ufffd"' }, null],
  ['nothing, where there is no tag', { exists: true }, null],
])('a client that saw a state sends back %s', (_, selected, echo) => {
  expect(currentOf(selected).echo).toBe(echo)
})

describe('the date', () => {
  const dates = (current: Current) => [current.held, lastModifiedOf(current), lastModifiedFieldOf(current)]

  test.each<[string, Validators, ReturnType<typeof dates>]>([
    ['none', { exists: true }, [null, null, null]],
    ['is cut to its second', { lastModified: at(0.4) }, [+at(0), +at(0), text]],
    ['of the epoch is one', { lastModified: new Date(0) }, [0, 0, 'Thu, 01 Jan 1970 00:00:00 GMT']],
    ['of this very second', { lastModified: at(0) }, [+at(0), +at(0), text]],
    ['in the future counts as now', { lastModified: at(86_400) }, [+at(86_400), +at(0), text]],
    ['in the next second counts as now', { lastModified: at(1) }, [+at(1), +at(0), text]],
    ['strong', { lastModified: at(0), dateIsStrong: true }, [+at(0), +at(0), text]],
    ['strong, and yet to come, is not sent', { lastModified: at(1), dateIsStrong: true }, [+at(1), +at(1), null]],
    ['not strong by word', { lastModified: at(1), dateIsStrong: false }, [+at(1), +at(0), text]],
  ])('%s', (_, selected, expected) => {
    expect(dates(currentOf(selected))).toEqual(expected)
    expect(dates(currentOf(prepare(selected)))).toEqual(expected)
  })

  test('is sent once its second has come', () => {
    const current = currentOf({ lastModified: at(1), dateIsStrong: true })
    vi.setSystemTime(at(1).getTime() - 1)
    expect(lastModifiedFieldOf(current)).toBe(null)
    vi.setSystemTime(at(1))
    expect(lastModifiedFieldOf(current)).toBe('Mon, 15 Jun 2026 12:00:01 GMT')
  })

  test('in the future moves with now, until it has come', () => {
    const { lastModified } = prepare({ lastModified: at(10) })
    const current = currentOf(prepare({ lastModified }))
    expect(lastModifiedOf(current)).toBe(+at(0))
    vi.setSystemTime(at(5))
    expect(lastModifiedOf(current)).toBe(+at(5))
    vi.setSystemTime(at(60))
    expect(lastModifiedOf(current)).toBe(+at(10))
  })
})

describe('prepare', () => {
  test('gives back the same state, frozen', () => {
    const row = { version: 7, headers: { vary: 'accept' }, text: 'hello' }
    const prepared = prepare(row)
    expect(prepared).toEqual(row)
    expect(Object.keys(prepared)).toEqual(Object.keys(row))
    expect(Object.isFrozen(prepared)).toBe(true)
    expect(Object.isFrozen(row)).toBe(false)
  })

  test('keeps what a class gives', () => {
    class Row {
      readonly version = 7
      shout() {
        return `version ${this.version}!`
      }
    }
    expect(prepare(new Row()).shout()).toBe('version 7!')
  })

  test('does the work once', () => {
    const prepared = prepare({ version: 7 })
    expect(currentOf(prepared)).toBe(currentOf(prepared))
    expect(currentOf(prepared).isPrepared).toBe(true)
  })

  test('which nobody did for other validators', () => {
    const row = { version: 7 }
    expect(currentOf(row)).not.toBe(currentOf(row))
    expect(currentOf(row).isPrepared).toBe(false)
  })

  test('leaves nothing in a copy: another version is another state', () => {
    const current = currentOf({ ...prepare({ version: 7 }), version: 8 })
    expect([current.etag, current.isPrepared]).toEqual(['"8"', false])
  })

  test('stands for the state that it was made from', () => {
    const row = { version: 7 }
    const prepared = prepare(row)
    row.version = 8
    expect(currentOf(prepared).etag).toBe('"7"')
  })

  test('can be done again', () => {
    expect(currentOf(prepare(prepare({ version: 7 }))).etag).toBe('"7"')
  })
})

describe('a mistake is thrown, by whoever looks first', () => {
  test.each([
    ['prepare', prepare],
    ['currentOf', currentOf],
    ['checked', checked],
  ])('%s', (_, look) => {
    expect(() => look({ etag: 'v7' })).toThrow('etag "v7" is no entity tag')
    expect(() => look({} as Validators)).toThrow(/^Cannot read validators: none of /)
    for (const nothing of [undefined, null]) {
      expect(() => look(nothing as never)).toThrow(`Cannot read validators: ${nothing} says nothing`)
    }
  })

  test('and what was prepared is not looked at again', () => {
    const asked = vi.fn(() => 7)
    const prepared = prepare(Object.defineProperty({}, 'version', { get: asked, enumerable: true }) as Validators)
    asked.mockClear()
    expect(checked(prepared)).toBe(prepared)
    currentOf(prepared)
    expect(asked).not.toHaveBeenCalled()
  })

  test('checked gives back what it was given', () => {
    const row = { version: 7 }
    expect(checked(row)).toBe(row)
  })
})
