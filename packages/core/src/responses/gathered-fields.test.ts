import { describe, expect, test } from 'vitest'
import { FieldRecord, type Gathered, gather } from './gathered-fields.ts'

const all = (given: Parameters<typeof gather>[0], dropped: readonly string[] = [], options = {}) => {
  const gathered = gather(given, dropped, [], options)
  return gathered instanceof FieldRecord ? gathered.all : gathered
}

describe('gather', () => {
  test('takes a record as it is, its names in lower case', () => {
    expect(all({ 'Cache-Control': 'no-cache', vary: 'Accept' })).toEqual({
      'cache-control': 'no-cache',
      vary: 'Accept',
    })
    expect(all(undefined)).toEqual({})
  })

  test.each([
    ['Headers', new Headers({ vary: 'Accept', trailer: 'x' })],
    ['entries', [['vary', 'Accept'], ['Trailer', 'x']] as [string, string][]], // prettier-ignore
    ['a record', { Vary: 'Accept', Trailer: 'x' }],
  ])('of %s takes a copy, less what is dropped', (_, given) => {
    const gathered = gather(given, ['trailer'], [], {})
    gathered.set('etag', '"7"')
    expect(['vary', 'trailer', 'etag'].map((name) => gathered.get(name))).toEqual(['Accept', null, '"7"'])
    expect(['vary', 'trailer', 'etag'].map((name) => gathered.has(name))).toEqual([true, false, true])
    expect(new Headers(given).get('etag')).toBeNull()
  })

  test('leaves to Headers what a record cannot say', () => {
    expect(gather({ Vary: 'Accept', vary: 'Origin' }, [], [], {}).get('vary')).toBe('Accept, Origin')
    expect(gather({ age: 1 } as never, [], [], {}).get('age')).toBe('1')
    expect(all({ age: 1 } as never)).toBeInstanceOf(Headers)
  })

  test('makes Headers where others are still to be joined to them', () => {
    expect(all({ vary: 'Accept' }, [], { always: { vary: 'Origin' } })).toBeInstanceOf(Headers)
  })

  test('puts our own fields in the place of those given, and none that has no value', () => {
    const own = [
      ['etag', '"7"'],
      ['last-modified', null],
      ['content-type', undefined],
    ] as const
    const given = { ETag: 'theirs', 'Content-Type': 'text/plain' }
    for (const some of [given, new Headers(given)]) {
      const fields = gather(some, [], own, {})
      const values = ['etag', 'last-modified', 'content-type'].map((name) => fields.get(name))
      expect(values).toEqual(['"7"', null, 'text/plain'])
    }
  })

  // The light Response of @hono/node-server looks at no record, and Node would break the connection off.
  test.each([
    ['a line end behind it', { vary: 'Accept\n' }],
    ['a blank before it', { vary: ' Accept' }],
    ['a blank alone', { vary: ' ' }],
    ['another line', { vary: 'a\r\nx: y' }],
    ['NUL', { vary: 'a\0' }],
    ['a character beyond Latin-1', { vary: '日本' }],
    ['a blank in its name', { 'vary x': 'a' }],
    ['no name', { '': 'a' }],
  ])('leaves a field with %s to Headers, which trim or refuse it', (_, given: Record<string, string>) => {
    const outcome = (make: () => Gathered): unknown => {
      try {
        const fields = make()
        return fields instanceof Headers ? [...fields] : 'a record'
      } catch {
        return 'refused'
      }
    }
    const expected = outcome(() => new Headers(given))
    expect(outcome(() => gather(given, [], [], {}))).toEqual(expected)
    expect(outcome(() => gather({}, [], Object.entries(given), {}))).toEqual(expected)
  })

  test('takes no field that was inherited', () => {
    expect(all(Object.create({ inherited: 'x' }) as Record<string, string>)).toEqual({})
  })
})
