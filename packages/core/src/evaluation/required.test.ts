import { expect, test } from 'vitest'
import { isRequired, isSatisfied } from './required.ts'

test('a condition is required of PUT, PATCH and DELETE alone', () => {
  const methods = ['GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'put', 'MKCOL']
  expect(methods.filter(isRequired)).toEqual(['PUT', 'PATCH', 'DELETE'])
})

const something = {}

test.each([
  ['a listed tag', '"7"', null, something, true],
  ['a listed tag, beside others', '"7"', '"6"', something, true],
  ['no field', null, null, something, false],
  ['a star, which names no state', '*', null, something, false],
  ['a star with blanks around', ' * ', null, something, false],
  ['an If-None-Match, which names another', null, '"6"', something, false],
  ['nothing there, and a star that says so', null, '*', null, true],
  ['nothing there, and a star with blanks', null, '\t*', null, true],
  ['nothing there, and no field', null, null, null, false],
  ['nothing there, and a tag', null, '"6"', null, false],
  ['nothing there, and no list', null, '', null, false],
] as const)('%s', (_, match, none, current, expected) => {
  expect(isSatisfied(match, none, current)).toBe(expected)
})
