import { decide, evaluatePreconditions } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { GET, HEAD, PUT, request } from '../support/request.ts'
import { bare, dateOnly, lText, secondBefore, tagOnly, v1 } from '../support/state.ts'

const present = [
  ['with a tag', tagOnly],
  ['with a date alone', dateOnly],
  ['without validators', bare],
  ['with a weak tag', { version: 'v1', weak: true }],
] as const

describe('READINGS 5: * is about existence, never about having a tag', () => {
  test.each(present)('READINGS 5: If-Match: * holds for a representation %s', (_, state) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '*' }), state))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-Match': '*' }), state))).toBe('go on')
    expect(outcome(evaluatePreconditions(request('DELETE', { 'If-Match': '*' }), state))).toBe('go on')
  })

  test.each(present)('READINGS 5: If-None-Match: * is false for a representation %s', (_, state) => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '*' }), state))).toBe(304)
    expect(outcome(evaluatePreconditions(HEAD({ 'If-None-Match': '*' }), state))).toBe(304)
    expect(decide(PUT({ 'If-None-Match': '*' }), state)).toMatchObject({
      status: 412,
      field: 'If-None-Match',
      reason: 'exists',
    })
  })
})

describe('READINGS 6: a list, and a representation without a tag', () => {
  test.each([
    ['a date alone', dateOnly],
    ['no validators', bare],
  ] as const)('READINGS 6: If-Match is false for one with %s: 412', (_, state) => {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'POST']) {
      expect(decide(request(method, { 'If-Match': '"v1"' }), state)).toMatchObject({
        status: 412,
        reason: 'mismatch',
        received: '"v1"',
        current: null,
      })
    }
  })

  test('READINGS 6: If-None-Match holds: no listed tag is the current one', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), dateOnly))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-None-Match': '"v1"' }), bare))).toBe('go on')
  })
})

describe('READINGS 18: a date beside a tag list', () => {
  test.each([
    ['holds', '"v1"', 'go on'],
    ['is false', '"x"', 412],
    ['cannot be read', 'v1', 412],
    ['is empty', '', 412],
    ['is a star', '*', 'go on'],
  ])('READINGS 18: If-Unmodified-Since is ignored where If-Match %s', (_, field, due) => {
    const stale = PUT({ 'If-Match': field, 'If-Unmodified-Since': secondBefore })
    const fresh = PUT({ 'If-Match': field, 'If-Unmodified-Since': lText })
    expect(outcome(evaluatePreconditions(stale, v1))).toBe(due)
    expect(outcome(evaluatePreconditions(fresh, v1))).toBe(due)
    if (due === 412) expect(decide(stale, v1).field).toBe('If-Match')
  })

  test.each([
    ['holds', '"x"', 'go on'],
    ['is false', '"v1"', 304],
    ['cannot be read', 'v1', 'go on'],
    ['is empty', '', 'go on'],
    ['is a star', '*', 304],
  ])('READINGS 18: If-Modified-Since is ignored where If-None-Match %s', (_, field, due) => {
    const unchanged = GET({ 'If-None-Match': field, 'If-Modified-Since': lText })
    const changed = GET({ 'If-None-Match': field, 'If-Modified-Since': secondBefore })
    expect(outcome(evaluatePreconditions(unchanged, v1))).toBe(due)
    expect(outcome(evaluatePreconditions(changed, v1))).toBe(due)
  })

  test('READINGS 18: also where the representation has no tag to compare', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"v1"', 'If-Modified-Since': lText }), dateOnly))).toBe(
      'go on',
    )
  })
})

describe('Section 13.2.2: the order of the steps', () => {
  test.each([
    ['If-Match before If-None-Match', { 'If-Match': '"x"', 'If-None-Match': '"v1"' }, 412, 'If-Match'],
    [
      'If-Unmodified-Since before If-None-Match',
      { 'If-Unmodified-Since': secondBefore, 'If-None-Match': '"v1"' },
      412,
      'If-Unmodified-Since',
    ],
    [
      'If-Unmodified-Since before If-Modified-Since',
      { 'If-Unmodified-Since': secondBefore, 'If-Modified-Since': lText },
      412,
      'If-Unmodified-Since',
    ],
    [
      'If-None-Match after an If-Match that holds',
      { 'If-Match': '"v1"', 'If-None-Match': '"v1"' },
      304,
      'If-None-Match',
    ],
    [
      'If-Modified-Since after an If-Match that holds',
      { 'If-Match': '"v1"', 'If-Modified-Since': lText },
      304,
      'If-Modified-Since',
    ],
    ['both dates equal to L', { 'If-Unmodified-Since': lText, 'If-Modified-Since': lText }, 304, 'If-Modified-Since'],
  ])('13.2.2: %s', (_, fields, status, field) => {
    expect(decide(GET(fields), v1)).toMatchObject({ status, field })
  })

  test('13.2.2: on a write a false If-None-Match is 412 after an If-Match that holds', () => {
    expect(decide(PUT({ 'If-Match': '"v1"', 'If-None-Match': '"v1"' }), v1)).toMatchObject({
      status: 412,
      reason: 'exists',
    })
  })
})
