import { expect, test } from 'vitest'
import { copyFields } from './copy-fields.ts'

test.each([
  ['an object', { 'X-A': '1', vary: 'Accept' }],
  [
    'pairs',
    [
      ['X-A', '1'],
      ['vary', 'Accept'],
    ] as [string, string][],
  ],
  ['Headers', new Headers({ 'X-A': '1', vary: 'Accept' })],
])('copies %s', (_, fields) => {
  expect(Object.fromEntries(copyFields(fields))).toEqual({ vary: 'Accept', 'x-a': '1' })
})

test('makes Headers of nothing', () => {
  expect([...copyFields(undefined)]).toEqual([])
})

test('keeps each cookie by itself, and joins other fields', () => {
  const copy = copyFields([
    ['set-cookie', 'a=1'],
    ['vary', 'Accept'],
    ['set-cookie', 'b=2'],
    ['vary', 'Origin'],
  ])
  expect([copy.getSetCookie(), copy.get('vary')]).toEqual([['a=1', 'b=2'], 'Accept, Origin'])
})

test('shares nothing with what it was made from', () => {
  const fields = new Headers({ 'x-a': '1' })
  const copy = copyFields(fields)
  copy.set('x-a', '2')
  copy.append('set-cookie', 'a=1')
  fields.set('x-b', '3')
  expect([Object.fromEntries(fields), Object.fromEntries(copy)]).toEqual([
    { 'x-a': '1', 'x-b': '3' },
    { 'set-cookie': 'a=1', 'x-a': '2' },
  ])
})

test('is made of the Headers that there are now', () => {
  expect(copyFields(undefined)).toBeInstanceOf(globalThis.Headers)
})
