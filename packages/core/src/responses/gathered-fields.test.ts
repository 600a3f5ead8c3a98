import { describe, expect, test } from 'vitest'
import { FieldRecord, gather } from './gathered-fields.ts'

const all = (given: Parameters<typeof gather>[0], dropped: readonly string[] = [], options = {}) => {
  const gathered = gather(given, dropped, options)
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
    const gathered = gather(given, ['trailer'], {})
    gathered.set('etag', '"7"')
    expect(['vary', 'trailer', 'etag'].map((name) => gathered.get(name))).toEqual(['Accept', null, '"7"'])
    expect(['vary', 'trailer', 'etag'].map((name) => gathered.has(name))).toEqual([true, false, true])
    expect(new Headers(given).get('etag')).toBeNull()
  })

  test('leaves to Headers what a record cannot say', () => {
    expect(gather({ Vary: 'Accept', vary: 'Origin' }, [], {}).get('vary')).toBe('Accept, Origin')
    expect(gather({ age: 1 } as never, [], {}).get('age')).toBe('1')
    expect(all({ age: 1 } as never)).toBeInstanceOf(Headers)
  })

  test('makes Headers where others are still to be joined to them', () => {
    expect(all({ vary: 'Accept' }, [], { always: { vary: 'Origin' } })).toBeInstanceOf(Headers)
  })
})
