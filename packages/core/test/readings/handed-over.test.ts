import { evaluatePreconditions, prepare, respond, validatorFields, withPreconditions, type Fields } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { GET, HEAD, PUT } from '../support/request.ts'
import { hundred, v1 } from '../support/state.ts'

const given = [['Vary', 'Accept'] as [string, string], ['X-Shared', 'yes'] as [string, string]]

const shapes: readonly (readonly [string, () => Fields])[] = [
  ['an object', () => Object.fromEntries(given)],
  ['a frozen object', () => Object.freeze(Object.fromEntries(given))],
  ['Headers', () => new Headers(given)],
  ['pairs', () => given.map(([name, value]): [string, string] => [name, value])],
]

const asked = [GET(), HEAD(), GET({ 'If-None-Match': '"v1"' }), GET({ 'If-Match': '"x"' }), GET({ Range: 'bytes=0-4' })]

const textOf = (fields: Fields) => JSON.stringify([...new Headers(fields)])
const before = textOf(given)

describe.each(shapes)('what the caller hands over stays as it was: %s', (_, make) => {
  test('as the fields of validators', async () => {
    const headers = make()
    const state = { ...v1, headers, size: 100, body: () => hundred }
    for (const each of asked) {
      evaluatePreconditions(each, state)
      await respond(each, state)
      await withPreconditions(
        () => state,
        () => new Response('new', { headers: { Vary: 'Accept' } }),
      )(each)
    }
    validatorFields(state).set('X-Own', 'yes')
    expect(textOf(headers)).toBe(before)
  })

  test('as the fields of prepared validators', async () => {
    const headers = make()
    const state = prepare({ ...v1, headers, size: 100, body: () => hundred })
    for (const each of asked) (await respond(each, state)).headers.set('X-Own', 'yes')
    for (const each of asked) expect((await respond(each, state)).headers.get('X-Own')).toBe(null)
    expect(textOf(headers)).toBe(before)
  })

  test('as options.always', async () => {
    const always = make()
    const state = { ...v1, size: 100, body: () => hundred }
    for (const each of [...asked, PUT()]) {
      evaluatePreconditions(each, state, { always, require: true })
      const answer = await respond(each, state, { always })
      expect(answer.headers.get('X-Shared')).toBe('yes')
    }
    await respond(GET(), null, { always })
    expect(textOf(always)).toBe(before)
  })
})

test.each([shapes[0]!, shapes[2]!, shapes[3]!])(
  'a handler that shares its fields among answers, as %s, has the tag of each state',
  async (_, make) => {
    const headers = make()
    const serve = withPreconditions(
      (_request, version: number) => ({ version, headers: { Vary: 'Accept' } }),
      (_request, _version) => new Response('new', { headers }),
    )
    for (const version of [1, 2]) expect((await serve(GET(), version)).headers.get('ETag')).toBe(`"${version}"`)
  },
)
