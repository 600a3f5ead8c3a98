import { decide, parseEntityTag, type Validators } from '@ifmatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { due } from '../src/server/oracle/due.ts'
import { readTag } from '../src/server/oracle/entity-tags.ts'
import { readDate, writeDate } from '../src/server/oracle/http-date.ts'
import type { Field } from '../src/index.ts'

const tags = ['"v1"', 'W/"v1"', '"v2"', '*', '', ', "v1",,', '"v1", W/"v2"', 'v1', '"v1', '"a,b", "v1"', '*, "v1"']
const L = 1_700_000_000
const dates = [L, L - 1, L + 1, 784_111_777].flatMap((time) => [
  writeDate(time),
  writeDate(time, 'asctime'),
  writeDate(time, 'rfc850'),
])
const optional = (values: readonly string[]): fc.Arbitrary<string | null> =>
  fc.option(fc.constantFrom(...values), { nil: null })

const anyRequest = fc.record({
  'If-Match': optional(tags),
  'If-Unmodified-Since': optional([...dates, 'no date']),
  'If-None-Match': optional(tags),
  'If-Modified-Since': optional([...dates, 'no date']),
})

test('the oracle and the engine, written apart, agree on what is due', () => {
  const anyMethod = fc.constantFrom('GET', 'HEAD', 'PUT')
  const anyTag = fc.constantFrom('"v1"', 'W/"v1"')
  fc.assert(
    fc.property(anyMethod, anyRequest, anyTag, (method, asked, etag) => {
      const fields = Object.entries(asked).filter((field): field is [string, string] => field[1] !== null)
      const selected: Validators = { etag: parseEntityTag(etag)!, lastModified: new Date(L * 1000) }
      const decision = decide({ method, headers: new Headers(fields) }, selected)
      const { statuses } = due(method, fields as Field[], { tag: readTag(etag), modified: L, size: 100 })
      const answered = statuses.filter((status) => status !== 400)
      expect(answered).toEqual([decision.status ?? 'done'])
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT', 784111777],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 784111777],
  ['Sun Nov  6 08:49:37 1994', 784111777],
  ['Sun, 6 Nov 1994 08:49:37 GMT', null],
  ['Sun, 06 Nov 1994 08:49:37 UTC', null],
  ['sun, 06 nov 1994 08:49:37 gmt', null],
  ['1994-11-06T08:49:37Z', null],
  ['Thu, 31 Feb 2030 00:00:00 GMT', null],
  ['784111777', null],
])('the oracle reads %s as %s', (text, seconds) => {
  expect(readDate(text)).toBe(seconds)
})
