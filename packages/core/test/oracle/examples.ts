/** READINGS.md and CASES.md as a table by hand: the oracle is held against it, and so is the engine. */
import type { Validators } from '@ifmatch/core'
import type { Policy, Verdict } from './precedence.ts'
import type { SentFields } from './requests.ts'

const hour = 'Sun, 06 Nov 1994 08:49:37 GMT'
const before = 'Sun, 06 Nov 1994 08:49:36 GMT'
const after = 'Sun, 06 Nov 1994 08:49:38 GMT'
const lastModified = new Date(Date.UTC(1994, 10, 6, 8, 49, 37, 900))

const tagged: Validators = { etag: '"v1"', lastModified }
const weak: Validators = { etag: 'W/"v1"', lastModified }
const bare: Validators = { exists: true }
const dated: Validators = { lastModified }
const version: Validators = { version: 17, variant: 'gzip' }
const ahead: Validators = { lastModified: new Date(Date.UTC(2999, 0, 1)) }

export type Example = readonly [
  name: string,
  method: string,
  fields: Partial<SentFields>,
  selected: Validators | null,
  due: string,
  policy?: Policy,
]
/** `due` is "status field reason", or "go on". */
export const spelled = ({ status, field, reason }: Verdict): string =>
  status === null && field === null && reason === null ? 'go on' : `${status} ${field} ${reason}`

export const examples: readonly Example[] = [
  ['row 1: QUERY is a read', 'QUERY', { 'if-none-match': '"v1"' }, tagged, '304 If-None-Match not-modified'],
  ['row 1: QUERY by date', 'QUERY', { 'if-modified-since': hour }, tagged, '304 If-Modified-Since not-modified'],
  ['row 2: nothing there to GET', 'GET', { 'if-match': '*' }, null, 'go on'],
  ['row 2: create says nothing of GET', 'GET', { 'if-match': '*' }, null, 'go on', { create: true }],
  ['row 2: nothing there to DELETE', 'DELETE', { 'if-match': '"v1"' }, null, 'go on'],
  ['row 2: PUT would create', 'PUT', { 'if-match': '*' }, null, '412 If-Match no-representation'],
  ['row 2: PUT may not create', 'PUT', { 'if-match': '*' }, null, 'go on', { create: false }],
  ['row 2: no date, no If-Unmodified-Since', 'PUT', { 'if-unmodified-since': hour }, null, 'go on'],
  ['case 14', 'DELETE', { 'if-match': '"v1"' }, null, '412 If-Match no-representation', { create: true }],
  ['row 4: OPTIONS', 'OPTIONS', { 'if-match': '"x"' }, tagged, 'go on', { require: true }],
  ['row 4: TRACE', 'TRACE', { 'if-none-match': '*' }, tagged, 'go on'],
  ['row 4: CONNECT', 'CONNECT', { 'if-match': '"x' }, tagged, 'go on', { unreadable: 'reject' }],
  ['row 4: patch is not PATCH', 'patch', {}, tagged, 'go on', { require: true }],
  ['row 4: get is not GET', 'get', { 'if-none-match': '"v1"' }, tagged, '412 If-None-Match exists'],
  ['row 5: * needs no tag', 'PUT', { 'if-match': '*' }, bare, 'go on'],
  ['row 5: * in If-None-Match either', 'GET', { 'if-none-match': '*' }, bare, '304 If-None-Match not-modified'],
  ['row 6: a list needs one', 'PUT', { 'if-match': '"v1"' }, dated, '412 If-Match mismatch'],
  ['row 7: unreadable is false', 'PUT', { 'if-match': 'v1' }, tagged, '412 If-Match malformed'],
  ['row 8: unreadable matches nothing', 'GET', { 'if-none-match': 'v1', 'if-modified-since': hour }, tagged, 'go on'],
  ['row 8: 400', 'PUT', { 'if-none-match': 'v1' }, tagged, '400 If-None-Match malformed', { unreadable: 'reject' }],
  ['row 9: * last', 'PUT', { 'if-match': '"v1", *' }, tagged, '412 If-Match malformed'],
  ['row 9: * first', 'PUT', { 'if-none-match': '*, "v1"' }, tagged, 'go on'],
  ['row 10: empty elements', 'PUT', { 'if-match': ' ,, "v0",\t"v1" ,' }, tagged, 'go on'],
  ['row 10: a comma inside', 'PUT', { 'if-match': '"v0,v1"' }, tagged, '412 If-Match mismatch'],
  ['row 10: w/ is not W/', 'GET', { 'if-none-match': 'w/"v1"' }, tagged, 'go on'],
  ['row 10: "" is a tag', 'PUT', { 'if-match': '""' }, { etag: '""' }, 'go on'],
  ['case 57: DEL', 'PUT', { 'if-match': '"a\x7fb"' }, tagged, '412 If-Match malformed'],
  ['case 58: U+FFFD', 'PUT', { 'if-match': '"\ufffd"' }, tagged, '412 If-Match mismatch'],
  ['row 11: the empty list', 'PUT', { 'if-match': '' }, tagged, '412 If-Match mismatch', { unreadable: 'reject' }],
  ['row 11: is there', 'GET', { 'if-none-match': '', 'if-modified-since': hour }, tagged, 'go on'],
  ['row 12: weak in If-Match', 'PUT', { 'if-match': 'W/"v1"' }, tagged, '412 If-Match weakened-by-intermediary'],
  ['row 12: weak itself', 'PUT', { 'if-match': 'W/"v1"' }, weak, '412 If-Match weak'],
  ['row 12: weak in If-None-Match', 'PUT', { 'if-none-match': 'W/"v1"' }, tagged, '412 If-None-Match exists'],
  ['by version', 'PUT', { 'if-match': 'W/"v1"' }, weak, 'go on', { ifMatch: 'version' }],
  ['undone', 'PUT', { 'if-match': '"v1--gzip"' }, tagged, 'go on', { ifMatch: 'intermediaries' }],
  ['undone to nothing', 'PUT', { 'if-match': '"-br"' }, { etag: '""' }, 'go on', { ifMatch: 'intermediaries' }],
  ['no looser', 'PUT', { 'if-match': '"v1-zstd"' }, tagged, '412 If-Match mismatch', { ifMatch: 'intermediaries' }],
  ['row 14: never Date.parse', 'PUT', { 'if-unmodified-since': '1990' }, tagged, 'go on'],
  ['row 15: not modified since', 'GET', { 'if-modified-since': hour }, dated, '304 If-Modified-Since not-modified'],
  ['row 15: later', 'GET', { 'if-modified-since': after }, dated, '304 If-Modified-Since not-modified'],
  ['row 15: modified since', 'GET', { 'if-modified-since': before }, dated, 'go on'],
  ['row 15: equal holds', 'PUT', { 'if-unmodified-since': hour }, dated, 'go on'],
  ['row 15: earlier', 'PUT', { 'if-unmodified-since': before }, dated, '412 If-Unmodified-Since modified-since'],
  ['row 16: now', 'PUT', { 'if-unmodified-since': 'Fri, 01 Jan 2800 00:00:00 GMT' }, ahead, 'go on'],
  ['row 16: strong', 'GET', { 'if-modified-since': hour }, { ...ahead, dateIsStrong: true }, 'go on'],
  ['row 17: no date', 'GET', { 'if-modified-since': hour, 'if-unmodified-since': before }, bare, 'go on'],
  ['row 18', 'PUT', { 'if-match': '"v1"', 'if-unmodified-since': before }, tagged, 'go on'],
  ['row 18', 'GET', { 'if-none-match': '"v0"', 'if-modified-since': hour }, tagged, 'go on'],
  ['row 19: If-Match on GET', 'GET', { 'if-match': '"v0"' }, tagged, '412 If-Match mismatch'],
  ['row 19', 'HEAD', { 'if-unmodified-since': before }, dated, '412 If-Unmodified-Since modified-since'],
  ['case 15', 'PUT', { 'if-match': '"v1"' }, tagged, 'go on', { require: true }],
  ['case 16', 'PUT', { 'if-none-match': '*' }, tagged, '412 If-None-Match exists', { require: true }],
  ['428: nothing said', 'PATCH', {}, tagged, '428 If-Match required', { require: true }],
  ['428: * lists no tag', 'PUT', { 'if-match': '*' }, tagged, '428 If-Match required', { require: true }],
  ['428: a date is none', 'PUT', { 'if-unmodified-since': hour }, tagged, '428 If-Match required', { require: true }],
  ['428: to create', 'PUT', {}, null, '428 If-None-Match required', { require: true }],
  ['428: creates', 'PUT', { 'if-none-match': '*' }, null, 'go on', { require: true }],
  ['428: 404 comes first', 'DELETE', {}, null, 'go on', { require: true }],
  ['428: POST needs none', 'POST', {}, tagged, 'go on', { require: true }],
  ['case 40', 'PUT', { 'if-none-match': '*, *' }, tagged, 'go on'],
  ['case 41', 'PUT', { 'if-match': '"17~gzip"' }, version, 'go on'],
  ['case 41: any variant', 'PUT', { 'if-match': '"17~nonsense"' }, version, 'go on'],
  ['case 41: none', 'PUT', { 'if-match': '"17"' }, version, 'go on'],
  ['case 41: weak', 'PUT', { 'if-match': 'W/"17~gzip"' }, version, '412 If-Match weakened-by-intermediary'],
  ['another version', 'PUT', { 'if-match': '"17.1"' }, version, '412 If-Match mismatch'],
  ['reads take the whole tag', 'GET', { 'if-match': '"17"' }, version, '412 If-Match mismatch'],
  ['case 42', 'PUT', { 'if-none-match': 'W/"17~gzip"' }, version, '412 If-None-Match exists'],
  ['case 43', 'GET', { 'if-none-match': '"17~gzip"' }, { version: 17 }, 'go on'],
  ['case 55', 'POST', { 'if-none-match': '*' }, tagged, '412 If-None-Match exists'],
  ['case 62', 'POST', { 'if-modified-since': hour }, tagged, 'go on'],
]
