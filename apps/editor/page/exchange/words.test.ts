import { describe, expect, test } from 'vitest'
import type { Exchange, Problem } from './exchange.ts'
import { selectedOf, wordsOf } from './words.ts'

const plain: Exchange = {
  method: 'GET',
  path: '/documents/note',
  conditions: [],
  key: null,
  sent: null,
  status: 200,
  etag: '"8"',
  received: 10,
  problem: null,
  milliseconds: 1,
}

const problem = (reason: string, current: string | null): Problem => ({
  detail: 'Said by the server.',
  reason,
  current,
})
const match = [['If-Match', '"7"']] as const
const none = [['If-None-Match', '"7"']] as const
const star = [['If-None-Match', '*']] as const
const put = { ...plain, method: 'PUT' }

const cases: readonly (readonly [name: string, exchange: Exchange, says: string, step: string | null])[] = [
  ['a read', plain, 'Here is the document, and "8" is its tag.', null],
  [
    'a 304',
    { ...plain, conditions: none, status: 304, etag: '"7"' },
    'Send it unless it is still "7". It is, so nothing had to be sent.',
    '3 13.1.2 If-None-Match fails: it lists the current entity tag',
  ],
  [
    'a read of something newer',
    { ...plain, conditions: none },
    'Send it unless it is still "7". It is not: somebody saved, and it is "8" now.',
    '3 13.1.2 If-None-Match holds: it does not list the current entity tag',
  ],
  [
    'a save',
    { ...put, conditions: match, status: 204 },
    'Save only if it is still "7". It was, so it is saved, and is "8" now.',
    '1 13.1.1 If-Match holds: it lists the current entity tag',
  ],
  [
    'a save that was done before',
    { ...put, conditions: match, key: '"k"', status: 204, etag: null },
    'This was sent before, under the same key, and was done then: nothing was done again.',
    null,
  ],
  [
    'a save that is refused',
    { ...put, conditions: match, status: 412, etag: null, problem: problem('mismatch', '"8"') },
    'Save only if it is still "7". Somebody was faster, and it is "8" now: nothing was changed, and nobody\'s text is lost.',
    '1 13.1.1 If-Match fails: it does not list the current entity tag',
  ],
  [
    'a save of what is gone',
    { ...put, conditions: match, status: 412, etag: null, problem: problem('no-representation', null) },
    'Save only if it is still "7". It is gone, so nothing was changed.',
    '1 13.1.1 If-Match fails: nothing is there',
  ],
  [
    'a save behind a proxy that weakened the tag',
    {
      ...put,
      conditions: [['If-Match', 'W/"7"']],
      status: 412,
      etag: null,
      problem: problem('weakened-by-intermediary', '"7"'),
    },
    'Save only if it is still W/"7". Said by the server.',
    '1 13.1.1 If-Match fails: it lists the current entity tag as a compressing proxy rewrites it',
  ],
  [
    'a save in both spellings of a tag',
    { ...put, conditions: [['If-Match', 'W/"7", "7"']], status: 204 },
    'Save only if it is still W/"7", "7". It was, so it is saved, and is "8" now.',
    '1 13.1.1 If-Match holds: it lists the current entity tag',
  ],
  [
    'a creation',
    { ...put, conditions: star, status: 201 },
    'Make it only if nothing is there. Nothing was, so it is made, and "8" is its tag.',
    '3 13.1.2 If-None-Match holds: nothing is there',
  ],
  [
    'a creation that came second',
    { ...put, conditions: star, status: 412, etag: null, problem: problem('exists', '"8"') },
    'Make it only if nothing is there. Somebody was faster, and "8" is there: nothing was changed, and nobody\'s text is lost.',
    '3 13.1.2 If-None-Match fails: something is there',
  ],
  [
    'a save that says nothing',
    { ...put, status: 428, etag: null, problem: problem('required', '"8"') },
    'Save without saying which version it was made from: refused, since it could overwrite.',
    'null RFC 6585, 3 If-Match fails: a PUT must name the state that it was made from',
  ],
  [
    'a deletion',
    { ...plain, method: 'DELETE', conditions: match, status: 204, etag: null },
    'Delete only if it is still "7". It was, so it is deleted.',
    '1 13.1.1 If-Match holds: it lists the current entity tag',
  ],
  [
    'nothing there',
    { ...plain, conditions: none, status: 404, etag: null },
    'Nothing is there by this name.',
    'null 13.2.1 GET ignored: nothing is there, and GET is then answered 404, whatever the conditions say',
  ],
  [
    'no answer',
    { ...put, conditions: match, status: null, etag: null },
    'There was no answer: the network or the server is away.',
    null,
  ],
  [
    'a refusal of another kind',
    {
      ...put,
      conditions: match,
      status: 413,
      etag: null,
      problem: { detail: 'Too long.', reason: null, current: undefined },
    },
    'Too long.',
    null,
  ],
]

describe('the words for', () => {
  test.each(cases)('%s', (_, exchange, said, decided) => {
    const { says, step } = wordsOf(exchange)
    expect(says).toBe(said)
    expect(step && `${step.number} ${step.section} ${step.field} ${step.outcome}: ${step.because}`).toBe(decided)
  })
})

test('what the server compared with is not guessed where the answer does not tell it', () => {
  expect(selectedOf({ ...put, status: 503, etag: null })).toBe(undefined)
})
