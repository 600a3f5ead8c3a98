import { evaluatePreconditions, prepare, respond, type Fields, type Validators } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf, mustAnswer } from '../support/answer.ts'
import { GET, HEAD, QUERY } from '../support/request.ts'
import { dateOnly, document, L, lText, v1 } from '../support/state.ts'

const dropped = [
  ['Content-Length', '100'],
  ['Content-Type', 'text/html'],
  ['Content-Encoding', 'gzip'],
  ['Content-Language', 'de'],
  ['Content-Range', 'bytes 0-4/100'],
  ['Content-Digest', 'sha-256=:AAAA:'],
  ['Transfer-Encoding', 'chunked'],
  ['Trailer', 'Expires'],
] as const

const kept = [
  ['Cache-Control', 'public, max-age=60'],
  ['Content-Location', '/document.en'],
  ['Expires', 'Tue, 01 Jan 2030 00:00:00 GMT'],
  ['Vary', 'Accept-Encoding, Origin'],
  ['Access-Control-Allow-Origin', 'https://app.example'],
  ['Access-Control-Expose-Headers', 'ETag'],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Strict-Transport-Security', 'max-age=1'],
  ['Link', '</style.css>; rel=preload'],
  ['X-Anything', 'at all'],
] as const

const withFields = (fields: readonly (readonly [string, string])[], state: Validators = v1): Validators => ({
  ...state,
  headers: fields.map(([name, value]): [string, string] => [name, value]),
})

const names = (fields: readonly (readonly [string, string])[]) => fields.map(([name]) => name)

const revisits = [
  ['GET, If-None-Match', GET({ 'If-None-Match': '"v1"' })],
  ['HEAD, If-None-Match', HEAD({ 'If-None-Match': '"v1"' })],
  ['QUERY, If-None-Match', QUERY({ 'If-None-Match': '"v1"' })],
  ['GET, If-Modified-Since', GET({ 'If-Modified-Since': lText })],
] as const

type Pairs = readonly (readonly [string, string])[]

/** The same validators with their fields in another shape; an object cannot hold a name twice, and stays pairs then. */
const shaped = (state: Validators, shape: (pairs: Pairs) => Fields): Validators => {
  const pairs = (state.headers ?? []) as Pairs
  const once = new Set(pairs.map(([name]) => name)).size === pairs.length
  return pairs.length > 0 && once ? { ...state, headers: shape(pairs) } : state
}

const prepared = [
  ['with pairs', (state: Validators) => state],
  ['with an object', (state: Validators) => shaped(state, Object.fromEntries)],
  ['with Headers', (state: Validators) => shaped(state, (pairs) => new Headers(Object.fromEntries(pairs)))],
  ['prepared', (state: Validators) => prepare(state)],
  ['prepared, with an object', (state: Validators) => prepare(shaped(state, Object.fromEntries))],
] as const

describe.each(prepared)('304, validators %s', (_, make) => {
  test.each(revisits)('CASES 31, 32: %s: content fields are dropped', async (_, revisit) => {
    const answer = mustAnswer(evaluatePreconditions(revisit, make(withFields(dropped))))
    expect(answer.status).toBe(304)
    expect(fieldsOf(answer, names(dropped))).toEqual(Object.fromEntries(names(dropped).map((name) => [name, null])))
    expect(await answer.text()).toBe('')
  })

  test.each(revisits)('CASES 32, TRAP: %s: everything else is kept: CORS, caching, Vary', (_, revisit) => {
    const answer = mustAnswer(evaluatePreconditions(revisit, make(withFields(kept))))
    expect(fieldsOf(answer, names(kept))).toEqual(Object.fromEntries(kept))
    expect(answer.headers.get('ETag')).toBe('"v1"')
  })

  test('CASES 32, TRAP: each Set-Cookie is kept by itself', () => {
    const state = make(
      withFields([
        ['Set-Cookie', 'a=1; Path=/'],
        ['Set-Cookie', 'b=2; Expires=Tue, 01 Jan 2030 00:00:00 GMT'],
      ]),
    )
    const always: [string, string][] = [
      ['Set-Cookie', 'c=3'],
      ['Set-Cookie', 'd=4'],
    ]
    const alone = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state))
    expect(alone.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Expires=Tue, 01 Jan 2030 00:00:00 GMT'])
    const more = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state, { always }))
    expect([...more.headers.getSetCookie()].sort()).toEqual([
      'a=1; Path=/',
      'b=2; Expires=Tue, 01 Jan 2030 00:00:00 GMT',
      'c=3',
      'd=4',
    ])
  })

  test('a Date stored with the fields is dropped', () => {
    const answer = mustAnswer(
      evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), make(withFields([['Date', lText]]))),
    )
    expect(answer.headers.get('Date')).toBe(null)
  })

  test('CASES 32: Last-Modified is dropped where an ETag is there', () => {
    for (const [, revisit] of revisits) {
      const answer = mustAnswer(evaluatePreconditions(revisit, make(v1)))
      expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: '"v1"', 'Last-Modified': null })
    }
  })

  test('CASES 33: and kept where none is', () => {
    const answer = mustAnswer(evaluatePreconditions(GET({ 'If-Modified-Since': lText }), make(dateOnly)))
    expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': lText })
  })

  test.each(['"a", "v1", "b"', '*', 'W/"v1"', 'W/"a",W/"v1"'])(
    'CASES 34: If-None-Match: %s: 304 with ETag: "v1"',
    (field) => {
      const answer = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': field }), make(v1)))
      expect([answer.status, answer.headers.get('ETag')]).toEqual([304, '"v1"'])
    },
  )

  test('a weak tag of ours stays weak', () => {
    const state = make({ version: 'v1', weak: true })
    const answer = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state))
    expect(answer.headers.get('ETag')).toBe('W/"v1"')
  })

  test('every 304 has its own fields: changing one changes no other', () => {
    const state = make(withFields(kept))
    const again = () => mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state))
    const first = again()
    first.headers.set('X-Anything', 'changed')
    first.headers.append('Set-Cookie', 'only=first')
    first.headers.delete('ETag')
    const second = again()
    expect(fieldsOf(second, ['X-Anything', 'ETag'])).toEqual({ 'X-Anything': 'at all', ETag: '"v1"' })
    expect(second.headers.getSetCookie()).toEqual([])
  })

  test.each([
    ['Origin', 'Origin'],
    ['origin', 'Origin'],
    ['Accept', 'Origin, Accept'],
    ['Origin, Accept', 'Origin, Accept'],
  ])('Vary: %s of options.always beside Vary: Origin: both are named, once', (vary, due) => {
    const state = make(withFields([['Vary', 'Origin']]))
    const answer = mustAnswer(
      evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), state, { always: { Vary: vary } }),
    )
    expect(answer.headers.get('Vary')?.toLowerCase()).toBe(due.toLowerCase())
  })

  test('options.always goes on a 304, and stays with its own request', () => {
    const state = make(v1)
    const revisit = GET({ 'If-None-Match': '"v1"' })
    const asked = mustAnswer(
      evaluatePreconditions(revisit, state, { always: { 'Access-Control-Allow-Origin': 'https://a.example' } }),
    )
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe('https://a.example')
    const plain = mustAnswer(evaluatePreconditions(revisit, state))
    expect(plain.headers.get('Access-Control-Allow-Origin')).toBe(null)
  })
})

describe('304 from respond', () => {
  test.each(revisits)(
    'TRAP: %s: no body, no Content-Length, no Content-Type, and body() is not called',
    async (_, revisit) => {
      const { representation, opened } = document()
      const answer = await respond(revisit, representation)
      expect(answer.status).toBe(304)
      expect(fieldsOf(answer, ['Content-Length', 'Content-Type'])).toEqual({
        'Content-Length': null,
        'Content-Type': null,
      })
      expect(await answer.text()).toBe('')
      expect(opened).toEqual([])
    },
  )

  test('CASES 43: a revisit of another variant is a 200 of this one', async () => {
    const identity = { version: 17, lastModified: L, headers: { Vary: 'Accept-Encoding' }, body: () => 'identity' }
    const answer = await respond(GET({ 'If-None-Match': '"17~gzip"', 'Accept-Encoding': 'identity' }), identity)
    expect([answer.status, answer.headers.get('Vary'), answer.headers.get('ETag'), await answer.text()]).toEqual([
      200,
      'Accept-Encoding',
      '"17"',
      'identity',
    ])
  })
})
