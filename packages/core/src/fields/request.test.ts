import { describe, expect, test } from 'vitest'
import { isConditional, isRead, selectsNothing } from './request.ts'

const requestWith = (...names: string[]) => ({
  method: 'GET',
  headers: { get: (name: string) => (names.includes(name) ? '' : null) },
})

describe('isRead', () => {
  test.each(['GET', 'HEAD', 'QUERY'])('%s is one', (method) => {
    expect(isRead(method)).toBe(true)
  })

  test.each(['PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'Query', ''])(
    '%j is none',
    (method) => {
      expect(isRead(method)).toBe(false)
    },
  )
})

test('OPTIONS, TRACE and CONNECT select nothing, and no other method', () => {
  const methods = [
    'GET',
    'HEAD',
    'QUERY',
    'PUT',
    'PATCH',
    'POST',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'options',
    '',
  ]
  expect(methods.filter(selectsNothing)).toEqual(['OPTIONS', 'TRACE', 'CONNECT'])
})

describe('isConditional', () => {
  test.each([['if-match'], ['if-none-match'], ['if-modified-since'], ['if-unmodified-since'], ['range', 'if-range']])(
    'by %s, even where it is empty',
    (...names) => {
      expect(isConditional(requestWith(...names))).toBe(true)
    },
  )

  test.each([[], ['range'], ['if-range'], ['etag'], ['cache-control']])('not by %s', (...names) => {
    expect(isConditional(requestWith(...names))).toBe(false)
  })

  test('asks with lower-case names, and for each but once', () => {
    const asked: string[] = []
    const get = (name: string) => {
      asked.push(name)
      return null
    }
    isConditional({ method: 'GET', headers: { get } })
    expect(asked).toEqual(['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'range'])
  })
})
