import {
  decide,
  evaluateAnswer,
  evaluatePreconditions,
  explain,
  isConditional,
  respond,
  withPreconditions,
} from '@ifmatch/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listeners, mustAnswer } from '../support/answer.ts'
import { countedRequest, GET, HEAD, PUT, request } from '../support/request.ts'
import { document, lText, secondBefore, v1 } from '../support/state.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const decisions = [
  [
    '304',
    GET({ 'If-None-Match': '"v1"' }),
    { status: 304, field: 'If-None-Match', reason: 'not-modified', received: '"v1"', current: '"v1"' },
  ],
  [
    '304 by date',
    GET({ 'If-Modified-Since': lText }),
    { status: 304, field: 'If-Modified-Since', reason: 'not-modified', received: lText, current: '"v1"' },
  ],
  [
    '412',
    GET({ 'If-Match': '"x"' }),
    { status: 412, field: 'If-Match', reason: 'mismatch', received: '"x"', current: '"v1"' },
  ],
  [
    '412 by date',
    GET({ 'If-Unmodified-Since': secondBefore }),
    { status: 412, field: 'If-Unmodified-Since', reason: 'modified-since', received: secondBefore, current: '"v1"' },
  ],
] as const

describe('onDecision: once per answer', () => {
  test.each(decisions)('%s: what decide says, with the request', async (_, asked, due) => {
    expect(decide(asked, v1)).toEqual(due)
    const { onDecision } = listeners()
    evaluatePreconditions(asked, v1, { onDecision })
    expect(onDecision.mock.calls).toEqual([[due, asked]])
    await respond(asked, document().representation, { onDecision })
    expect(onDecision.mock.calls).toEqual([
      [due, asked],
      [due, asked],
    ])
    await withPreconditions(
      () => v1,
      () => new Response('x'),
      { onDecision },
    )(asked)
    expect(onDecision.mock.calls).toHaveLength(3)
    evaluateAnswer(asked, new Response('x', { headers: { ETag: '"v1"', 'Last-Modified': lText } }), { onDecision })
    expect(onDecision.mock.calls).toHaveLength(4)
    expect(onDecision.mock.calls[3]![0]).toEqual(due)
  })

  test.each([
    ['If-Match that holds', { 'If-Match': '"v1"' }],
    ['If-None-Match that holds', { 'If-None-Match': '"x"' }],
    ['If-None-Match that cannot be read', { 'If-None-Match': 'x' }],
    ['If-Modified-Since that holds', { 'If-Modified-Since': secondBefore }],
    ['two that hold', { 'If-Match': '"v1"', 'If-None-Match': '"x"' }],
  ])('"go on" too, if the request was conditional: %s', async (_, fields) => {
    const { onDecision } = listeners()
    const asked = GET(fields)
    evaluatePreconditions(asked, v1, { onDecision })
    await respond(asked, document().representation, { onDecision })
    await withPreconditions(
      () => v1,
      () => new Response('x'),
      { onDecision },
    )(asked)
    expect(onDecision).toHaveBeenCalledTimes(3)
    for (const [decision, about] of onDecision.mock.calls) {
      expect(decision).toMatchObject({ status: null, reason: null })
      expect(about).toBe(asked)
    }
  })

  test('never for an unconditional request', async () => {
    const { onDecision } = listeners()
    for (const asked of [GET(), HEAD(), GET({ Range: 'bytes=0-4' })]) {
      evaluatePreconditions(asked, v1, { onDecision })
      await respond(asked, document().representation, { onDecision })
      await withPreconditions(
        () => v1,
        () => new Response('x'),
        { onDecision },
      )(asked)
    }
    evaluatePreconditions(PUT(), v1, { onDecision })
    expect(onDecision).not.toHaveBeenCalled()
  })

  test('428 and 400 are heard, also of a request without conditions', () => {
    const { onDecision } = listeners()
    evaluatePreconditions(PUT(), v1, { onDecision, require: true })
    evaluatePreconditions(PUT({ 'If-Match': 'x' }), v1, { onDecision, unreadable: 'reject' })
    expect(
      onDecision.mock.calls.map(([{ status, field, reason, received }]) => [status, field, reason, received]),
    ).toEqual([
      [428, 'If-Match', 'required', null],
      [400, 'If-Match', 'malformed', 'x'],
    ])
  })
})

describe('explain: the steps of Section 13.2.2', () => {
  const outcomes = (asked: ReturnType<typeof GET>) =>
    Object.fromEntries(explain(asked, v1).map(({ field, outcome }) => [field, outcome]))

  test.each([
    ['If-Match that fails', GET({ 'If-Match': '"x"' }), 'If-Match', '13.1.1', 'fails'],
    ['If-None-Match that fails', GET({ 'If-None-Match': '"v1"' }), 'If-None-Match', '13.1.2', 'fails'],
    ['If-Modified-Since that fails', GET({ 'If-Modified-Since': lText }), 'If-Modified-Since', '13.1.3', 'fails'],
    ['If-Unmodified-Since that holds', PUT({ 'If-Unmodified-Since': lText }), 'If-Unmodified-Since', '13.1.4', 'holds'],
    [
      'READINGS 14: a date that is none',
      GET({ 'If-Modified-Since': '2030' }),
      'If-Modified-Since',
      '13.1.3',
      'ignored',
    ],
  ])('%s', (_, asked, field, section, outcome) => {
    const step = explain(asked, v1).find((each) => each.field === field)
    expect(step).toMatchObject({
      field,
      outcome,
      section: expect.stringContaining(section),
      because: expect.stringMatching(/\w{3}/),
    })
  })

  test('13.2.2: what comes behind the step that decides is not evaluated', () => {
    const steps = explain(GET({ 'If-Match': '"x"', 'If-None-Match': '"v1"' }), v1)
    expect(steps.filter(({ outcome }) => outcome === 'fails').map(({ field }) => field)).toEqual(['If-Match'])
  })

  test.each(['GET', 'DELETE', 'OPTIONS'])(
    'READINGS 2, 4: where nothing is evaluated on %s, no step holds or fails',
    (method) => {
      const steps = explain(request(method, { 'If-Match': '"x"', 'If-None-Match': '*' }), null)
      expect(steps.filter(({ outcome }) => outcome !== 'ignored')).toEqual([])
    },
  )

  test('the reason of a step says which way it went', () => {
    const because = (asked: ReturnType<typeof GET>) =>
      explain(asked, v1).find(({ outcome }) => outcome !== 'ignored')?.because
    const pairs = [
      [PUT({ 'If-Unmodified-Since': lText }), PUT({ 'If-Unmodified-Since': secondBefore })],
      [GET({ 'If-Modified-Since': lText }), GET({ 'If-Modified-Since': secondBefore })],
      [PUT({ 'If-Match': '"v1"' }), PUT({ 'If-Match': '"x"' })],
      [GET({ 'If-None-Match': '"v1"' }), GET({ 'If-None-Match': '"x"' })],
    ] as const
    for (const [one, other] of pairs) {
      expect(because(one)).toBeTruthy()
      expect(because(one)).not.toBe(because(other))
    }
  })

  test('READINGS 18: a date beside a tag list is ignored', () => {
    expect(outcomes(PUT({ 'If-Match': '"v1"', 'If-Unmodified-Since': secondBefore }))).toMatchObject({
      'If-Match': 'holds',
      'If-Unmodified-Since': 'ignored',
    })
    expect(outcomes(GET({ 'If-None-Match': '"x"', 'If-Modified-Since': lText }))).toMatchObject({
      'If-None-Match': 'holds',
      'If-Modified-Since': 'ignored',
    })
  })
})

describe('isConditional', () => {
  test.each([
    [{ 'If-Match': '"v1"' }, true],
    [{ 'If-None-Match': '*' }, true],
    [{ 'If-Modified-Since': lText }, true],
    [{ 'If-Unmodified-Since': lText }, true],
    [{ 'If-Match': '' }, true],
    [{ 'If-None-Match': 'unreadable' }, true],
    [{}, false],
    [{ Range: 'bytes=0-4', 'Cache-Control': 'no-cache' }, false],
  ])('%o: %s', (fields, due) => {
    expect(isConditional(GET(fields))).toBe(due)
    expect(isConditional(PUT(fields))).toBe(due)
  })
})

describe('no conditional field', () => {
  test.each(['GET', 'HEAD', 'PUT', 'POST', 'QUERY'])(
    '%s costs four field reads with lower-case names, and no more',
    (method) => {
      const asked = countedRequest(method)
      expect(evaluatePreconditions(asked, v1)).toBe(null)
      expect(asked.asked.sort()).toEqual(['if-match', 'if-modified-since', 'if-none-match', 'if-unmodified-since'])
    },
  )

  test('names are asked for in lower case in every case', () => {
    const asked = countedRequest('GET', { 'If-None-Match': '"x"', Range: 'bytes=0-4', 'If-Range': '"v1"' })
    evaluatePreconditions(asked, v1)
    expect(asked.asked).toEqual(asked.asked.map((name) => name.toLowerCase()))
  })
})

describe('which Response', () => {
  class OurResponse extends Response {}
  const fetchAPI = { Response: OurResponse }

  test('options.fetchAPI gives another one', async () => {
    const refused = request('PUT', { 'If-Match': '"x"' })
    for (const asked of [GET({ 'If-None-Match': '"v1"' }), refused]) {
      expect(mustAnswer(evaluatePreconditions(asked, v1, { fetchAPI }))).toBeInstanceOf(OurResponse)
    }
    for (const asked of [
      GET(),
      GET({ Range: 'bytes=0-4' }),
      GET({ Range: 'bytes=999-' }),
      GET({ 'If-None-Match': '*' }),
      refused,
    ]) {
      expect(await respond(asked, document().representation, { fetchAPI })).toBeInstanceOf(OurResponse)
    }
    expect(await respond(GET(), null, { fetchAPI })).toBeInstanceOf(OurResponse)
    const stamped = await withPreconditions(
      () => v1,
      () => new Response('x'),
      { fetchAPI },
    )(GET({ 'If-None-Match': '"v1"' }))
    expect(stamped).toBeInstanceOf(OurResponse)
  })

  test('the global one is looked up when called', async () => {
    vi.stubGlobal('Response', OurResponse)
    expect(evaluatePreconditions(GET({ 'If-None-Match': '"v1"' }), v1)).toBeInstanceOf(OurResponse)
    expect(await respond(GET(), document().representation)).toBeInstanceOf(OurResponse)
  })
})
