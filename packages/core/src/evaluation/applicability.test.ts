import { describe, expect, test } from 'vitest'
import { isEvaluated } from './applicability.ts'

const v7 = { version: 7 }
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
  'patch',
  'MKCOL',
]

describe('isEvaluated', () => {
  test.each([
    [
      'where something is there: all but those that select nothing',
      v7,
      {},
      methods.filter((method) => !/^(OPTIONS|TRACE|CONNECT)$/.test(method)),
    ],
    [
      'whether or not they may create',
      v7,
      { create: false },
      methods.filter((method) => !/^(OPTIONS|TRACE|CONNECT)$/.test(method)),
    ],
    ['where nothing is there: those that would create', null, {}, ['PUT', 'PATCH', 'POST', 'patch', 'MKCOL']],
    ['where nothing is there and none may create', null, { create: false }, []],
    [
      'where nothing is there and all succeed',
      null,
      { create: true },
      ['PUT', 'PATCH', 'POST', 'DELETE', 'patch', 'MKCOL'],
    ],
  ])('%s', (_, selected, options, expected) => {
    expect(methods.filter((method) => isEvaluated(method, selected, options))).toEqual(expected)
  })
})
