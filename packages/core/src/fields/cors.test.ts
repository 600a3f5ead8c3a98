import { expect, test } from 'vitest'
import { corsAllowHeaders, corsExposeHeaders } from './cors.ts'
import { isConditional } from './request.ts'

const conditional = ['If-Match', 'If-Modified-Since', 'If-None-Match', 'If-Range', 'If-Unmodified-Since']

test('a page may send every condition, a range, and what a write carries', () => {
  expect(corsAllowHeaders).toEqual(expect.arrayContaining([...conditional, 'Range', 'Content-Type', 'Idempotency-Key']))
})

test('and nothing that makes a request conditional is forgotten', () => {
  const asked = new Set<string>()
  const get = (name: string) => {
    asked.add(name)
    return name === 'range' ? '' : null
  }
  isConditional({ method: 'GET', headers: { get } })
  expect(corsAllowHeaders.map((name) => name.toLowerCase())).toEqual(expect.arrayContaining([...asked]))
})

test('a page may see the tag that it needs for its next save, and what tells it how to go on', () => {
  const needed = [
    'ETag',
    'Last-Modified',
    'Date',
    'Content-Range',
    'Accept-Ranges',
    'Retry-After',
    'Allow',
    'Accept-Patch',
    'Location',
  ]
  expect(corsExposeHeaders).toEqual(expect.arrayContaining(needed))
})

test.each([
  ['Access-Control-Allow-Headers', corsAllowHeaders],
  ['Access-Control-Expose-Headers', corsExposeHeaders],
])('%s takes the list as it is, each name once', (name, list) => {
  expect(new Headers({ [name]: list.join(', ') }).get(name)).toBe(list.join(', '))
  expect(new Set(list).size).toBe(list.length)
})
