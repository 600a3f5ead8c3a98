import { decide, evaluatePreconditions, evaluateRange, validatorFields } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { GET, PUT, request } from '../support/request.ts'

const html = { version: 7, variant: 'html' } as const
const writes = ['PUT', 'PATCH', 'POST', 'DELETE'] as const
const reads = ['GET', 'HEAD', 'QUERY'] as const

describe('a variant names one representation of a state', () => {
  test.each([
    [{ version: 7 }, '"7"'],
    [{ version: '7' }, '"7"'],
    [{ version: 7n }, '"7"'],
    [{ version: 0 }, '"0"'],
    [html, '"7~html"'],
    [{ version: 7, weak: true }, 'W/"7"'],
    [{ version: 7, weak: false }, '"7"'],
    [{ version: 7, variant: 'html', weak: true }, 'W/"7~html"'],
    [{ version: 9007199254740993n }, '"9007199254740993"'],
    [{ version: '0000000a1b00000000' }, '"0000000a1b00000000"'],
    [{ etag: '"made elsewhere~x"'.replaceAll(' ', '-') }, '"made-elsewhere~x"'],
    [{ etag: { weak: true, opaque: 'v7' } }, 'W/"v7"'],
    [{ etag: 'W/"v7"' }, 'W/"v7"'],
  ])('%o is sent as %s', (state, field) => {
    expect(validatorFields(state).get('ETag')).toBe(field)
    expect(decide(GET({ 'If-None-Match': field }), state)).toMatchObject({ status: 304, current: field })
  })
})

describe('reads compare the whole tag', () => {
  test.each(reads)('%s, If-None-Match', (method) => {
    const asked = (field: string) => outcome(evaluatePreconditions(request(method, { 'If-None-Match': field }), html))
    expect(asked('"7~html"')).toBe(304)
    expect(asked('W/"7~html"')).toBe(304)
    for (const other of ['"7"', '"7~gzip"', '"7~"', '"7~html~x"', '"8~html"', '"~html"'])
      expect(asked(other)).toBe('go on')
  })

  test.each(reads)('%s, If-Match', (method) => {
    const asked = (field: string) => outcome(evaluatePreconditions(request(method, { 'If-Match': field }), html))
    expect(asked('"7~html"')).toBe('go on')
    for (const other of ['"7"', '"7~gzip"', 'W/"7~html"']) expect(asked(other)).toBe(412)
  })

  test('If-Range', () => {
    const asked = (field: string) => evaluateRange(GET({ Range: 'bytes=0-4', 'If-Range': field }), html, 100).status
    expect(asked('"7~html"')).toBe(206)
    for (const other of ['"7"', '"7~gzip"', 'W/"7~html"']) expect(asked(other)).toBe(200)
  })

  test('a state without a variant is not read by a tag with one', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"7~html"' }), { version: 7 }))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-Match': '"7~html"' }), { version: 7 }))).toBe(412)
  })
})

describe('a write is matched against the version, alone or with ~ and any variant behind it', () => {
  test.each(['"7"', '"7~html"', '"7~gzip"', '"7~nonsense"', '"x", "7~de"'])('If-Match: %s goes on', (field) => {
    for (const state of [{ version: 7 }, { version: '7' }, { version: 7n }, html]) {
      for (const method of writes) {
        expect(outcome(evaluatePreconditions(request(method, { 'If-Match': field }), state))).toBe('go on')
      }
      expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), state, { require: true }))).toBe('go on')
    }
  })

  test.each([
    '"7.1"',
    'W/"7~html"',
    'W/"7~gzip"',
    'W/"7"',
    '"7-html"',
    '"8~html"',
    '"~html"',
    '"77~html"',
    '"07"',
    '"html"',
    '"1~7"',
    '"7 "',
  ])('If-Match: %s is 412', (field) => {
    for (const state of [{ version: 7 }, html]) {
      for (const method of writes) {
        expect(outcome(evaluatePreconditions(request(method, { 'If-Match': field }), state))).toBe(412)
      }
    }
  })

  test('never by taking a tag apart: a tag handed over whole is no version', () => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"7"' }), { etag: '"7~html"' }))).toBe(412)
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"7~gzip"' }), { etag: '"7~html"' }))).toBe(412)
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': '"7~html"' }), { etag: '"7~html"' }))).toBe('go on')
  })

  test.each([
    ['"17~gzip"', 'go on'],
    ['"17~nonsense"', 'go on'],
    ['W/"17~gzip"', 412],
  ])('CASES 41: PUT, If-Match: %s', (field, due) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-Match': field }), { version: 17 }))).toBe(due)
  })

  test.each(['W/"17~gzip"', '"17~gzip"', '"17"', 'W/"17"', '*'])('CASES 42: PUT, If-None-Match: %s is 412', (field) => {
    expect(decide(PUT({ 'If-None-Match': field }), { version: 17 })).toMatchObject({ status: 412, reason: 'exists' })
    expect(decide(PUT({ 'If-None-Match': field }), { version: 17, variant: 'identity' }).status).toBe(412)
  })

  test.each(['"18~gzip"', '"17.1"', '"1"'])('CASES 42: PUT, If-None-Match: %s goes on', (field) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-None-Match': field }), { version: 17 }))).toBe('go on')
  })

  test('CASES 43: GET, If-None-Match: "17~gzip" is not the identity', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': '"17~gzip"' }), { version: 17 }))).toBe('go on')
    expect(
      outcome(evaluatePreconditions(GET({ 'If-None-Match': '"17~gzip"' }), { version: 17, variant: 'gzip' })),
    ).toBe(304)
  })
})
