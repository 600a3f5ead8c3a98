/** READINGS.md 20 to 27 and the cases of CASES.md about ranges, as a table by hand. A hundred bytes unless said. */
import type { Validators } from '@ifmatch/core'
import type { RangeFields } from '../range-oracle.ts'

const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
const lastModified = new Date(Date.UTC(1994, 10, 6, 8, 49, 37, 900))
const tagged: Validators = { etag: '"v1"', lastModified }
const sure: Validators = { etag: '"v1"', lastModified, dateIsStrong: true }
const weak: Validators = { etag: 'W/"v1"' }
const five = 'bytes=0-4'

export type RangeExample = readonly [
  name: string,
  method: string,
  fields: Partial<RangeFields>,
  selected: Validators,
  due: string,
  size?: number,
]
/** `due` is the status, and each range as its first and last position. */
export const spelledRanges = (status: number, ranges: readonly { offset: number; length: number }[]): string =>
  [status, ...ranges.map(({ offset, length }) => `${offset}-${offset + length - 1}`)].join(' ')

export const rangeExamples: readonly RangeExample[] = [
  ['a range', 'GET', { range: five }, tagged, '206 0-4'],
  ['a range of QUERY', 'QUERY', { range: five }, tagged, '206 0-4'],
  ['row 20: a date not known to be strong', 'GET', { range: five, 'if-range': date }, tagged, '200'],
  ['row 20: a strong one', 'GET', { range: five, 'if-range': date }, sure, '206 0-4'],
  ['row 20: a second later', 'GET', { range: five, 'if-range': 'Sun, 06 Nov 1994 08:49:38 GMT' }, sure, '200'],
  ['row 20: a second earlier', 'GET', { range: five, 'if-range': 'Sun, 06 Nov 1994 08:49:36 GMT' }, sure, '200'],
  ['If-Range by tag', 'GET', { range: five, 'if-range': '"v1"' }, tagged, '206 0-4'],
  ['If-Range by another tag', 'GET', { range: five, 'if-range': '"v2"' }, tagged, '200'],
  ['row 12: If-Range by a weak tag', 'GET', { range: five, 'if-range': 'W/"v1"' }, tagged, '200'],
  ['row 12: a weak tag of ours', 'GET', { range: five, 'if-range': 'W/"v1"' }, weak, '200'],
  ['row 12: both ways', 'GET', { range: five, 'if-range': '"v1"' }, weak, '200'],
  ['case 59: *', 'GET', { range: five, 'if-range': '*' }, tagged, '200'],
  ['case 59: empty', 'GET', { range: five, 'if-range': '' }, tagged, '200'],
  ['case 59: a list', 'GET', { range: five, 'if-range': '"v1", "v2"' }, tagged, '200'],
  ['case 59: no quotes', 'GET', { range: five, 'if-range': 'v1' }, tagged, '200'],
  ['row 22: If-Range true', 'GET', { range: 'bytes=999-', 'if-range': '"v1"' }, tagged, '416'],
  ['row 22: If-Range false', 'GET', { range: 'bytes=999-', 'if-range': '"v2"' }, tagged, '200'],
  ['row 23: HEAD', 'HEAD', { range: five }, tagged, '200'],
  ['row 23: PUT', 'PUT', { range: five }, tagged, '200'],
  ['row 23: get is not GET', 'get', { range: five }, tagged, '200'],
  ['row 24: another unit', 'GET', { range: 'items=0-4' }, tagged, '200'],
  ['row 24: one bad spec', 'GET', { range: 'bytes=0-4, x' }, tagged, '200'],
  ['row 25: -0', 'GET', { range: 'bytes=-0' }, tagged, '416'],
  ['row 25: -0 beside a range', 'GET', { range: 'bytes=-0, 5-6' }, tagged, '206 5-6'],
  ['row 25: overlapping', 'GET', { range: 'bytes=0-4, 3-9' }, tagged, '206 0-9'],
  ['case 20: of nothing', 'GET', { range: 'bytes=-5' }, tagged, '200', 0],
  ['case 20: of nothing', 'GET', { range: 'bytes=0-' }, tagged, '200', 0],
  ['case 21', 'GET', { range: 'bytes=0-4, 9-3' }, tagged, '200'],
  ['case 22', 'GET', { range: 'Bytes=0-4' }, tagged, '206 0-4'],
  ['case 23', 'GET', { range: 'bytes=0-99999999999999999999' }, tagged, '206 0-99'],
  ['case 24', 'GET', { range: 'bytes=9007199254740993-9007199254740992' }, tagged, '200'],
  ['case 24, the other way', 'GET', { range: 'bytes=9007199254740992-9007199254740993' }, tagged, '416'],
  ['case 25', 'GET', { range: 'bytes=-99999999999999999999' }, tagged, '206 0-99'],
  ['case 26', 'GET', { range: 'bytes=0-4,' }, tagged, '206 0-4'],
  ['case 27', 'GET', { range: 'bytes=0-4,500-' }, tagged, '206 0-4'],
  ['case 28', 'GET', { range: 'bytes=5000-5004,0-4' }, tagged, '206 5000-5004 0-4', 10_000],
  ['case 29', 'GET', { range: 'bytes=0-1, bytes=2-3' }, tagged, '200'],
  ['the last byte', 'GET', { range: 'bytes=99-' }, tagged, '206 99-99'],
  ['one behind it', 'GET', { range: 'bytes=100-' }, tagged, '416'],
  ['as far as there is', 'GET', { range: 'bytes=98-100' }, tagged, '206 98-99'],
  ['more than there is', 'GET', { range: 'bytes=-101' }, tagged, '206 0-99'],
  ['leading zeros', 'GET', { range: 'bytes=000-0004' }, tagged, '206 0-4'],
  ['blanks at the commas', 'GET', { range: 'bytes=,0-4 ,\t' }, tagged, '206 0-4'],
]
