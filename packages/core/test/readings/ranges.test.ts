import { evaluateRange, respond, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { GET, HEAD } from '../support/request.ts'
import { document, hundred, v1 } from '../support/state.ts'

const ranged = (range: string, more: Record<string, string> = {}) => GET({ Range: range, ...more })
const evaluated = (range: string, state: Validators = v1, size = 100) => evaluateRange(ranged(range), state, size)

describe('Section 14.1.2: one range', () => {
  test.each([
    ['bytes=0-4', 0, 5, 'bytes 0-4/100'],
    ['bytes=95-', 95, 5, 'bytes 95-99/100'],
    ['bytes=-5', 95, 5, 'bytes 95-99/100'],
    ['bytes=0-', 0, 100, 'bytes 0-99/100'],
    ['bytes=99-99', 99, 1, 'bytes 99-99/100'],
    ['bytes=90-200', 90, 10, 'bytes 90-99/100'],
    ['bytes=-200', 0, 100, 'bytes 0-99/100'],
    ['bytes=007-008', 7, 2, 'bytes 7-8/100'],
  ])('%s', (range, offset, length, contentRange) => {
    expect(evaluated(range)).toEqual({ status: 206, ranges: [{ offset, length }], contentRange })
  })

  test.each([
    ['CASES 22: Bytes= is bytes', 'Bytes=0-4', 'bytes 0-4/100'],
    ['CASES 23: an end beyond what a float holds', 'bytes=0-99999999999999999999', 'bytes 0-99/100'],
    ['CASES 25: a suffix beyond what a float holds', 'bytes=-99999999999999999999', 'bytes 0-99/100'],
    ['CASES 26: a trailing comma is an empty element', 'bytes=0-4,', 'bytes 0-4/100'],
    ['CASES 27: one satisfiable range is left', 'bytes=0-4,500-', 'bytes 0-4/100'],
    ['READINGS 25: bytes=-0 beside a satisfiable one', 'bytes=-0,0-4', 'bytes 0-4/100'],
    ['READINGS 25: two that overlap are one', 'bytes=0-4,3-9', 'bytes 0-9/100'],
    ['READINGS 25: the same twice is one', 'bytes=0-4,0-4', 'bytes 0-4/100'],
    ['READINGS 25: one inside another is one', 'bytes=0-50,10-20', 'bytes 0-50/100'],
    ['READINGS 25: blanks around a comma', 'bytes=0-4 ,\t3-9', 'bytes 0-9/100'],
  ])('%s', (_, range, contentRange) => {
    expect(evaluated(range)).toMatchObject({ status: 206, contentRange })
    expect(evaluated(range).ranges).toHaveLength(1)
  })
})

test.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY])('a size of %d is the mistake of the caller', (size) => {
  expect(() => evaluated('bytes=0-4', v1, size)).toThrow(TypeError)
})

describe('READINGS 24: what cannot be read, or has another unit, is ignored', () => {
  test.each([
    ['another unit', 'lines=0-4'],
    ['a unit that starts with bytes', 'bytesx=0-4'],
    ['no unit', '0-4'],
    ['no equals sign', 'bytes 0-4'],
    ['a blank before the equals sign', 'bytes =0-4'],
    ['no ranges', 'bytes='],
    ['only commas', 'bytes=,,'],
    ['only a dash', 'bytes=-'],
    ['CASES 21: the last before the first, beside a good one', 'bytes=0-4, 9-3'],
    ['the last before the first', 'bytes=4-0'],
    ['CASES 24: the last before the first by one, where floats are equal', 'bytes=9007199254740993-9007199254740992'],
    ['one bad spec', 'bytes=0-4,x'],
    ['one bad spec in front', 'bytes=x,0-4'],
    ['a sign', 'bytes=+0-4'],
    ['no dash', 'bytes=4'],
    ['something else for the dash', 'bytes=0_4'],
    ['another character for the dash, between', 'bytes=0/4'],
    ['a colon for a digit', 'bytes=:-4'],
    ['a slash for a digit', 'bytes=0-/'],
    ['two dashes', 'bytes=0--4'],
    ['a second dash', 'bytes=0-4-9'],
    ['hexadecimal', 'bytes=0x0-0x4'],
    ['an exponent', 'bytes=0-1e1'],
    ['a fraction', 'bytes=0-4.5'],
    ['a blank inside', 'bytes=0 -4'],
    ['two specs without a comma', 'bytes=0-4 6-8'],
    ['a parameter', 'bytes=0-4;q=1'],
    ['digits of another script', 'bytes=\u0660-\u0664'],
    ['nothing', ''],
    ['the response form', 'bytes 0-4/100'],
    ['CASES 29: two lines, joined', 'bytes=0-1, bytes=2-3'],
  ])('READINGS 24: %s: 200', async (_, range) => {
    expect(evaluated(range)).toEqual({ status: 200, ranges: [], contentRange: null })
    const { representation, opened } = document()
    const answer = await respond(ranged(range), representation)
    expect([answer.status, answer.headers.get('Content-Range'), await answer.text()]).toEqual([200, null, hundred])
    expect(opened).toEqual(['whole'])
  })

  test('CASES 29, READINGS 13: two lines of Range, joined by Headers: 200', () => {
    const headers = new Headers()
    headers.append('Range', 'bytes=0-1')
    headers.append('Range', 'bytes=2-3')
    expect(evaluateRange({ method: 'GET', headers }, v1, 100).status).toBe(200)
  })
})

describe('READINGS 25: what no byte can satisfy', () => {
  test.each(['bytes=100-', 'bytes=999-', 'bytes=500-600,700-', 'bytes=-0', 'bytes=99999999999999999999-'])(
    'READINGS 25: %s: 416',
    (range) => {
      expect(evaluated(range)).toEqual({ status: 416, ranges: [], contentRange: 'bytes */100' })
    },
  )

  test.each(['bytes=0-', 'bytes=-5', 'bytes=0-4', 'bytes=-0', 'bytes=0-0,5-9'])(
    'CASES 20: size 0: %s is ignored',
    async (range) => {
      expect(evaluated(range, v1, 0).status).toBe(200)
      const answer = await respond(ranged(range), { ...v1, type: 'text/plain', size: 0, body: () => '' })
      expect([answer.status, answer.headers.get('Content-Length'), await answer.text()]).toEqual([200, '0', ''])
    },
  )

  test('READINGS 25: 200 where the ranges are many', () => {
    const many = Array.from({ length: 50 }, (_, n) => `${2 * n}-${2 * n}`).join(',')
    expect(evaluated(`bytes=${many}`)).toEqual({ status: 200, ranges: [], contentRange: null })
  })

  test.each([
    ['bytes=0-49,50-99', 100],
    ['bytes=50-99,0-49', 100],
    ['bytes=0-0,1-', 2],
    ['bytes=0-98,0-98,0-98,99-99', 100],
  ])('READINGS 25: 200 where they cost more than the whole, being all of it: %s of %i', (range, size) => {
    expect(evaluated(range, v1, size)).toEqual({ status: 200, ranges: [], contentRange: null })
  })

  test('READINGS 25: twenty of a large representation are not many', () => {
    const twenty = Array.from({ length: 20 }, (_, n) => `${100 * n}-${100 * n + 9}`).join(',')
    expect(evaluated(`bytes=${twenty}`, v1, 100_000)).toMatchObject({ status: 206, contentRange: null })
    expect(evaluated(`bytes=${twenty}`, v1, 100_000).ranges).toHaveLength(20)
  })

  test('READINGS 25: four times the same range is one range', () => {
    const same = Array.from({ length: 4 }, () => '0-4').join(',')
    expect(evaluated(`bytes=${same}`)).toMatchObject({ status: 206, contentRange: 'bytes 0-4/100' })
  })
})

describe('READINGS 20, 21, 22: If-Range', () => {
  test.each([
    ['READINGS 22: true, and satisfiable', 'bytes=0-4', '"v1"', 206],
    ['READINGS 22: true, and no range is satisfiable', 'bytes=999-', '"v1"', 416],
    ['READINGS 22: false, and satisfiable', 'bytes=0-4', '"x"', 200],
    ['READINGS 22: false, and no range is satisfiable', 'bytes=999-', '"x"', 200],
    ['CASES 59: a star', 'bytes=0-4', '*', 200],
    ['CASES 59: empty', 'bytes=0-4', '', 200],
    ['CASES 59: a list', 'bytes=0-4', '"v1", "v2"', 200],
    ['CASES 59: the same tag twice', 'bytes=0-4', '"v1", "v1"', 200],
    ['CASES 59: a tag without quotes', 'bytes=0-4', 'v1', 200],
    ['READINGS 21: neither tag nor date', 'bytes=0-4', 'yesterday', 200],
    ['READINGS 21: half a tag', 'bytes=0-4', '"v1', 200],
    ['READINGS 21: unreadable, and no range is satisfiable', 'bytes=999-', 'v1', 200],
    ['READINGS 12: a weak twin', 'bytes=0-4', 'W/"v1"', 200],
  ])('%s', async (_, range, ifRange, due) => {
    const request = ranged(range, { 'If-Range': ifRange })
    expect(evaluateRange(request, v1, 100).status).toBe(due)
    expect((await respond(request, document().representation)).status).toBe(due)
  })

  test('READINGS 21: a tag where the representation has none: 200', () => {
    expect(evaluateRange(ranged('bytes=0-4', { 'If-Range': '"v1"' }), { exists: true }, 100).status).toBe(200)
  })

  test('If-Range without Range does nothing', () => {
    expect(evaluateRange(GET({ 'If-Range': '"x"' }), v1, 100)).toEqual({ status: 200, ranges: [], contentRange: null })
  })

  test('READINGS 13: two lines of If-Range, joined: false', () => {
    const headers = new Headers({ Range: 'bytes=0-4' })
    headers.append('If-Range', '"v1"')
    headers.append('If-Range', '"v1"')
    expect(evaluateRange({ method: 'GET', headers }, v1, 100).status).toBe(200)
  })
})

describe('READINGS 23: Range on HEAD', () => {
  test('CASES 53: HEAD with Range and If-Range: 200, Content-Length 100, no Content-Range', async () => {
    const { representation, opened } = document()
    const answer = await respond(HEAD({ Range: 'bytes=0-4', 'If-Range': '"v1"' }), representation)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Length')).toBe('100')
    expect(answer.headers.get('Content-Range')).toBe(null)
    expect(opened).toEqual([])
  })

  test('READINGS 23: HEAD with an unsatisfiable Range is 200 too', () => {
    expect(evaluateRange(HEAD({ Range: 'bytes=999-' }), v1, 100).status).toBe(200)
  })
})

describe('READINGS 27: preconditions come before Range', () => {
  test.each([
    ['CASES 17: 304, not 416', { 'If-None-Match': '"v1"', Range: 'bytes=999-' }, 304],
    ['READINGS 27: 304, not 206', { 'If-None-Match': '"v1"', Range: 'bytes=0-4' }, 304],
    ['CASES 18: 412, not 416', { 'If-Match': '"x"', Range: 'bytes=999-' }, 412],
    ['READINGS 27: 412, not 206', { 'If-Match': '"x"', Range: 'bytes=0-4', 'If-Range': '"v1"' }, 412],
    ['READINGS 27: a condition that holds goes on to 206', { 'If-Match': '"v1"', Range: 'bytes=0-4' }, 206],
    ['READINGS 27: a condition that holds goes on to 416', { 'If-None-Match': '"x"', Range: 'bytes=999-' }, 416],
  ])('%s', async (_, fields, due) => {
    const { representation, opened } = document()
    const answer = await respond(GET(fields), representation)
    expect(answer.status).toBe(due)
    if (due !== 206) expect(opened).toEqual([])
  })
})
