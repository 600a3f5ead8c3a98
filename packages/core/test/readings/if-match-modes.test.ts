import { decide, evaluatePreconditions } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { outcome, problemOf } from '../support/answer.ts'
import { GET, PUT, request } from '../support/request.ts'

const v7 = { etag: '"v7"' } as const
const weakV7 = { etag: 'W/"v7"' } as const
const writes = ['PUT', 'PATCH', 'POST', 'DELETE'] as const

const undone = ['W/"v7"', '"v7-gzip"', '"v7--gzip"', '"v7-br"']
const looser = [
  'W/"v7-gzip"',
  'W/"v7--gzip"',
  'W/"v7-br"',
  '"v7-deflate"',
  '"v7-zstd"',
  '"v7--br"',
  '"v7gzip"',
  '"v7-GZIP"',
  '"v7;gzip"',
  '"v7-gzip-gzip"',
  '"v7-gzip-br"',
  '"v7-"',
  '"v7~gzip"',
  '"v"',
  '"v77"',
  '"-gzip"',
  '"v8-gzip"',
  'W/"v8"',
]

describe("ifMatch: 'intermediaries' undoes what compressing proxies do", () => {
  const options = { ifMatch: 'intermediaries' } as const

  test.each([...undone, '"v7"'])('If-Match: %s goes on, on writes', (field) => {
    for (const method of writes) {
      expect(outcome(evaluatePreconditions(request(method, { 'If-Match': field }), v7, options))).toBe('go on')
    }
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': `"x", ${field}` }), v7, options))).toBe('go on')
  })

  test.each(looser)('If-Match: %s is 412: nothing looser', (field) => {
    for (const method of writes) {
      expect(decide(request(method, { 'If-Match': field }), v7, options)).toMatchObject({
        status: 412,
        reason: 'mismatch',
      })
    }
  })

  test('w/"v7" is unreadable all the same', () => {
    expect(decide(PUT({ 'If-Match': 'w/"v7"' }), v7, options).reason).toBe('malformed')
  })

  test.each(undone)('reads stay strict: GET, If-Match: %s is 412', (field) => {
    for (const method of ['GET', 'HEAD', 'QUERY']) {
      expect(outcome(evaluatePreconditions(request(method, { 'If-Match': field }), v7, options))).toBe(412)
    }
  })

  test.each([...undone, '"v7"'])('where our own tag is weak, If-Match: %s is 412', (field) => {
    expect(decide(PUT({ 'If-Match': field }), weakV7, options)).toMatchObject({ status: 412, reason: 'weak' })
  })

  test.each(['W/"7"', '"7-gzip"', '"7--gzip"', '"7-br"'])('a version is known by the same spellings: %s', (field) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), { version: 7 }, options))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), { version: 8 }, options))).toBe(412)
  })

  test('a spelling that it undoes satisfies `require`', () => {
    for (const field of undone) {
      expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), v7, { ...options, require: true }))).toBe(
        'go on',
      )
    }
  })

  test('a tag that really ends in -gzip is compared as it is', () => {
    const state = { etag: '"v7-gzip"' }
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"v7-gzip"' }), state, options))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"v7"' }), state, options))).toBe(412)
  })
})

describe("ifMatch: 'strong' is the RFC, and the default", () => {
  test.each(undone)('If-Match: %s is 412, reason weakened-by-intermediary, with cause and setting', async (field) => {
    for (const options of [{}, { ifMatch: 'strong' } as const]) {
      expect(decide(PUT({ 'If-Match': field }), v7, options)).toEqual({
        status: 412,
        field: 'If-Match',
        reason: 'weakened-by-intermediary',
        received: field,
        current: '"v7"',
      })
      const { detail, reason } = await problemOf(evaluatePreconditions(PUT({ 'If-Match': field }), v7, options))
      expect(reason).toBe('weakened-by-intermediary')
      expect(detail).toMatch(/prox|intermediar(y|ies) |compress/i)
      expect(detail).toMatch(/ifMatch/)
      expect(detail).toMatch(/'intermediaries'|"intermediaries"|`intermediaries`/)
    }
  })

  test('also where it is one of several', () => {
    expect(decide(PUT({ 'If-Match': '"x", W/"v7"' }), v7).reason).toBe('weakened-by-intermediary')
  })

  test.each(looser)('If-Match: %s is a mismatch', (field) => {
    expect(decide(PUT({ 'If-Match': field }), v7)).toMatchObject({ status: 412, reason: 'mismatch' })
  })

  test('a weak tag of ours is refused as weak, whatever was listed', () => {
    for (const field of ['W/"v7"', '"v7"', '"v7-gzip"', '"x"', 'W/"x"']) {
      expect(decide(PUT({ 'If-Match': field }), weakV7)).toMatchObject({
        status: 412,
        reason: 'weak',
        current: 'W/"v7"',
      })
    }
  })

  test('a weak tag of ours and an empty list: nothing was listed, mismatch', () => {
    expect(decide(PUT({ 'If-Match': '' }), weakV7).reason).toBe('mismatch')
  })
})

describe("ifMatch: 'version' is for FHIR, SCIM and OData, whose tags are weak by decree", () => {
  const options = { ifMatch: 'version' } as const
  const resource = { version: 7, weak: true } as const

  test.each(['W/"7"', '"7"', 'W/"6", W/"7"'])('If-Match: %s is the version 7', (field) => {
    for (const method of writes) {
      expect(outcome(evaluatePreconditions(request(method, { 'If-Match': field }), resource, options))).toBe('go on')
    }
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), resource, { ...options, require: true }))).toBe(
      'go on',
    )
  })

  test.each(['W/"6"', '"6"', 'W/"77"', '""', '"7-gzip"'])('If-Match: %s is not', (field) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), resource, options))).toBe(412)
  })

  test('a list that cannot be read is still false, and a star about existence', () => {
    expect(decide(PUT({ 'If-Match': '7' }), resource, options).reason).toBe('malformed')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '*' }), resource, options))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '*' }), null, options))).toBe(412)
  })

  test('READINGS 12: If-None-Match compares as ever', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"7"' }), resource, options))).toBe(304)
    expect(
      outcome(
        evaluatePreconditions(GET({ 'If-None-Match': '"7-gzip"' }), { version: 7 }, { ifMatch: 'intermediaries' }),
      ),
    ).toBe('go on')
  })
})
