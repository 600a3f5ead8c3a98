import { decide, evaluatePreconditions, parseEntityTagList } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { outcome } from '../support/answer.ts'
import { GET, PUT, request } from '../support/request.ts'
import { lText, v1 } from '../support/state.ts'

const unreadable = [
  'v1',
  '"v1',
  'v1"',
  "'v1'",
  '"',
  'W/',
  'W/v1',
  'W/ "v1"',
  'w/"v1"',
  '"v1"x',
  '"v1" "v2"',
  '"v1""v2"',
  '"v1";q=1',
  '"v1"; "v2"',
  '**',
  '"v1" *',
]
const oneBadMember = ['"v1", v2', 'v2, "v1"', '"v1", W/v2', '"v1", "v2', '"v1", w/"v1"']
const starInList = ['"v1", *', '*, "v1"', '*, *', '*,', ',*']

describe('READINGS 7: If-Match present and unreadable', () => {
  test.each(unreadable)('READINGS 7: If-Match: %s is false: 412, reason malformed', (field) => {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']) {
      expect(decide(request(method, { 'If-Match': field }), v1)).toEqual({
        status: 412,
        field: 'If-Match',
        reason: 'malformed',
        received: field,
        current: '"v1"',
      })
    }
  })
})

describe('READINGS 8: If-None-Match unreadable', () => {
  test.each(unreadable)('READINGS 8: If-None-Match: %s matches nothing: go on, by tag and by date', (field) => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field }), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field, 'If-Modified-Since': lText }), v1))).toBe(
      'go on',
    )
    expect(outcome(evaluatePreconditions(PUT({ 'If-None-Match': field }), v1))).toBe('go on')
  })
})

describe('READINGS 8: unreadable: "reject" answers 400 to a tag list that cannot be read', () => {
  const reject = { unreadable: 'reject' } as const

  test.each([...unreadable, ...oneBadMember, ...starInList])('READINGS 8: %s', (field) => {
    for (const name of ['If-Match', 'If-None-Match']) {
      for (const method of ['GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE']) {
        expect(decide(request(method, { [name]: field }), v1, reject)).toEqual({
          status: 400,
          field: name,
          reason: 'malformed',
          received: field,
          current: '"v1"',
        })
      }
    }
  })

  test.each([
    ['beside an If-Match that is false', { 'If-Match': '"x"', 'If-None-Match': 'v1' }],
    ['beside an If-Match that holds', { 'If-Match': '"v1"', 'If-None-Match': 'v1' }],
    ['beside a date that is false', { 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT', 'If-None-Match': 'v1' }],
  ])('READINGS 8: 400 comes before anything is evaluated: %s', (_, fields) => {
    expect(decide(PUT(fields), v1, reject)).toMatchObject({ status: 400, field: 'If-None-Match' })
  })

  test('READINGS 8: before 428 too', () => {
    expect(decide(PUT({ 'If-None-Match': 'v1' }), v1, { ...reject, require: true }).status).toBe(400)
  })

  test('READINGS 8: dates and If-Range are no tag lists', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': 'yesterday' }), v1, reject))).toBe('go on')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': 'yesterday' }), v1, reject))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-Range': 'v1', Range: 'bytes=0-4' }), v1, reject))).toBe('go on')
  })

  test('CASES 39: an empty If-Match is 412, reason mismatch, not 400', () => {
    expect(decide(PUT({ 'If-Match': '' }), v1, reject)).toMatchObject({ status: 412, reason: 'mismatch', received: '' })
  })

  test('CASES 39: an empty If-None-Match goes on', () => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-None-Match': '' }), v1, reject))).toBe('go on')
  })
})

describe('READINGS 9: one bad member, or a star in a list, spoils the field', () => {
  test.each([...oneBadMember, ...starInList])('READINGS 9: If-Match: %s is false: 412, malformed', (field) => {
    expect(decide(PUT({ 'If-Match': field }), v1)).toMatchObject({ status: 412, reason: 'malformed' })
    expect(decide(GET({ 'If-Match': field }), v1)).toMatchObject({ status: 412, reason: 'malformed' })
  })

  test.each([...oneBadMember, ...starInList])('READINGS 9, CASES 40: If-None-Match: %s goes on', (field) => {
    expect(outcome(evaluatePreconditions(PUT({ 'If-None-Match': field }), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field, 'If-Modified-Since': lText }), v1))).toBe(
      'go on',
    )
  })

  test.each([...unreadable, ...oneBadMember, ...starInList])('READINGS 9: parseEntityTagList(%s) is null', (field) => {
    expect(parseEntityTagList(field)).toBe(null)
  })

  test('READINGS 9: a star alone is a star', () => {
    expect(parseEntityTagList('*')).toBe('*')
  })
})

describe('READINGS 11: an empty value is present, and an empty list', () => {
  test.each(['', ',', ', ,', ' ,\t, '])('READINGS 11: If-Match: "%s" is false, reason mismatch', (field) => {
    expect(decide(PUT({ 'If-Match': field }), v1)).toMatchObject({ status: 412, reason: 'mismatch', received: field })
    expect(decide(GET({ 'If-Match': field }), v1)).toMatchObject({ status: 412, reason: 'mismatch' })
  })

  test.each(['', ',', ', ,'])('READINGS 11: If-None-Match: "%s" is true, and If-Modified-Since is ignored', (field) => {
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field }), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-None-Match': field, 'If-Modified-Since': lText }), v1))).toBe(
      'go on',
    )
  })

  test.each(['', ',', ', ,'])('READINGS 11: parseEntityTagList("%s") is a list of none', (field) => {
    expect(parseEntityTagList(field)).toEqual([])
  })

  test('READINGS 11: workerd drops an empty field line of a real Request, and there it is absent', () => {
    const onWorkerd = globalThis.navigator?.userAgent === 'Cloudflare-Workers'
    const request = new Request('http://localhost/', { method: 'PUT', headers: { 'If-Match': '' }, body: 'new' })
    const handedOn = request.headers.get('if-match') !== null
    if (!onWorkerd) expect(handedOn).toBe(true)
    expect(outcome(evaluatePreconditions(request, v1))).toBe(handedOn ? 412 : 'go on')
  })
})

describe('READINGS 13: repeated tag lists combine', () => {
  const repeated = (method: string, name: string, values: readonly string[]) => {
    const headers = new Headers()
    for (const value of values) headers.append(name, value)
    return { method, headers }
  }

  test('READINGS 13: a tag on the second line counts', () => {
    expect(outcome(evaluatePreconditions(repeated('GET', 'If-None-Match', ['"a"', '"v1"']), v1))).toBe(304)
    expect(outcome(evaluatePreconditions(repeated('PUT', 'If-Match', ['"a"', '"v1"']), v1))).toBe('go on')
    expect(outcome(evaluatePreconditions(repeated('PUT', 'If-Match', ['"a"', '"b"']), v1))).toBe(412)
  })

  test('READINGS 13, 9: a star on a line of its own is still in a list', () => {
    expect(decide(repeated('PUT', 'If-Match', ['*', '"v1"']), v1).reason).toBe('malformed')
    expect(outcome(evaluatePreconditions(repeated('PUT', 'If-None-Match', ['*', '*']), v1))).toBe('go on')
  })
})
