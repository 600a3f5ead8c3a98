import {
  decide,
  evaluatePreconditions,
  evaluateRange,
  nextLastModified,
  prepare,
  respond,
  validatorFields,
} from '@ifmatch/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mustAnswer, outcome } from '../support/answer.ts'
import { setClock, startClock, stopClock } from '../support/clock.ts'
import { GET, PUT } from '../support/request.ts'
import { document } from '../support/state.ts'

const now = '2026-11-23T20:00:00.300Z'
const nowText = 'Mon, 23 Nov 2026 20:00:00 GMT'
const before = 'Mon, 23 Nov 2026 19:59:59 GMT'
const nextText = 'Mon, 23 Nov 2026 20:00:01 GMT'

const tomorrow = { lastModified: new Date('2026-11-24T20:00:00Z') }
const coming = { lastModified: new Date('2026-11-23T20:00:01Z'), dateIsStrong: true } as const

beforeEach(() => stopClock(now))
afterEach(startClock)

describe('READINGS 16: a held date in the future, without dateIsStrong, counts as now', () => {
  test('READINGS 16, CASES 36: in answers: Last-Modified is never later than Date', async () => {
    const answer = await respond(GET(), document(tomorrow).representation)
    expect(answer.headers.get('Last-Modified')).toBe(nowText)
    expect(answer.headers.get('Date')).toBe(nowText)
    expect(validatorFields(tomorrow).get('Last-Modified')).toBe(nowText)
  })

  test('READINGS 16, CASES 36: in evaluation: If-Modified-Since: now is 304, with the date of now', () => {
    const answer = mustAnswer(evaluatePreconditions(GET({ 'If-Modified-Since': nowText }), tomorrow))
    expect(answer.status).toBe(304)
    expect(answer.headers.get('Last-Modified')).toBe(nowText)
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': before }), tomorrow))).toBe('go on')
  })

  test('READINGS 16, CASES 37: If-Unmodified-Since: now is false once now has moved on', () => {
    const write = PUT({ 'If-Unmodified-Since': nowText })
    expect(outcome(evaluatePreconditions(write, tomorrow))).toBe('go on')
    setClock('2026-11-23T20:00:01.000Z')
    expect(decide(write, tomorrow)).toMatchObject({ status: 412, reason: 'modified-since' })
  })

  test('READINGS 16: prepared validators count as now a minute later too', () => {
    const prepared = prepare(tomorrow)
    expect(validatorFields(prepared).get('Last-Modified')).toBe(nowText)
    setClock('2026-11-23T20:01:00.300Z')
    expect(validatorFields(prepared).get('Last-Modified')).toBe('Mon, 23 Nov 2026 20:01:00 GMT')
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': nowText }), prepared))).toBe('go on')
    setClock('2026-11-25T20:00:00Z')
    expect(validatorFields(prepared).get('Last-Modified')).toBe('Tue, 24 Nov 2026 20:00:00 GMT')
    const answer = mustAnswer(
      evaluatePreconditions(GET({ 'If-Modified-Since': 'Tue, 24 Nov 2026 20:00:00 GMT' }), prepared),
    )
    expect(answer.headers.get('Last-Modified')).toBe('Tue, 24 Nov 2026 20:00:00 GMT')
  })
})

describe('READINGS 16: with dateIsStrong it is evaluated as it stands, and sent once it has come', () => {
  test('READINGS 16: evaluated as it stands', () => {
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': nowText }), coming))).toBe('go on')
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': nextText }), coming))).toBe(304)
    expect(outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': nowText }), coming))).toBe(412)
    expect(outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': nextText }), coming))).toBe('go on')
  })

  test('CASES 5: a write on the date before, half a second after a change, is 412', () => {
    const change = { lastModified: nextLastModified(new Date(before)), dateIsStrong: true }
    setClock('2026-11-23T20:00:00.800Z')
    expect(outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': before }), change))).toBe(412)
    expect(outcome(evaluatePreconditions(PUT({ 'If-Unmodified-Since': nowText }), change))).toBe(412)
  })

  test('CASES 6: a reader that took its date from Date sees a change of the same second', () => {
    const change = { lastModified: nextLastModified(), dateIsStrong: true }
    setClock('2026-11-23T20:00:05Z')
    expect(outcome(evaluatePreconditions(GET({ 'If-Modified-Since': nowText }), change))).toBe('go on')
  })

  test.each([
    ['validators', () => coming],
    ['prepared validators', () => prepare(coming)],
  ])('READINGS 16: %s are sent without the date until its second has come', async (_, make) => {
    const state = make()
    const representation = { ...state, body: () => 'x' }
    expect(validatorFields(state).get('Last-Modified')).toBe(null)
    expect((await respond(GET(), representation)).headers.get('Last-Modified')).toBe(null)
    const early = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '*' }), state))
    expect(early.headers.get('Last-Modified')).toBe(null)

    setClock('2026-11-23T20:00:01.000Z')
    expect(validatorFields(state).get('Last-Modified')).toBe(nextText)
    expect((await respond(GET(), representation)).headers.get('Last-Modified')).toBe(nextText)
    const late = mustAnswer(evaluatePreconditions(GET({ 'If-None-Match': '*' }), state))
    expect(late.headers.get('Last-Modified')).toBe(nextText)
  })

  test('READINGS 16: a prepared representation answers with its date a minute later', async () => {
    const { representation } = document({ version: 'v1', ...coming })
    const prepared = prepare(representation)
    const early = await respond(GET(), prepared)
    expect([early.headers.get('Last-Modified'), early.headers.get('ETag')]).toEqual([null, '"v1"'])
    setClock('2026-11-23T20:01:00Z')
    const late = await respond(GET(), prepared)
    expect([late.headers.get('Last-Modified'), late.headers.get('Date')]).toEqual([
      nextText,
      'Mon, 23 Nov 2026 20:01:00 GMT',
    ])
  })
})

describe('READINGS 20: If-Range with a date', () => {
  const strong = { lastModified: new Date('2026-11-23T19:00:00Z'), dateIsStrong: true } as const
  const long = { lastModified: new Date('2020-01-01T12:00:00Z') }
  const ranged = (ifRange: string) => GET({ Range: 'bytes=0-4', 'If-Range': ifRange })

  test.each([
    ['exactly the same second of a strong date is true', 'Mon, 23 Nov 2026 19:00:00 GMT', strong, 206],
    ['in another form of the same second too', 'Monday, 23-Nov-26 19:00:00 GMT', strong, 206],
    ['one second later is false', 'Mon, 23 Nov 2026 19:00:01 GMT', strong, 200],
    ['one second earlier is false', 'Mon, 23 Nov 2026 18:59:59 GMT', strong, 200],
    ['elapsed time proves nothing', 'Wed, 01 Jan 2020 12:00:00 GMT', long, 200],
    ['a later date than a weak one is false', nowText, long, 200],
    ['a date beside a tag is compared as a date', 'Mon, 23 Nov 2026 19:00:00 GMT', { ...strong, version: 'v1' }, 206],
    ['a date where there is none is false', nowText, { version: 'v1' }, 200],
  ] as const)('READINGS 20: %s', (_, field, state, due) => {
    expect(evaluateRange(ranged(field), state, 100).status).toBe(due)
  })
})

describe('nextLastModified', () => {
  test('rounds now up to the next second', () => {
    expect(nextLastModified().toISOString()).toBe('2026-11-23T20:00:01.000Z')
    expect(nextLastModified(new Date('2020-01-01T00:00:00Z')).toISOString()).toBe('2026-11-23T20:00:01.000Z')
  })

  test('is never earlier than the one before, also when the clock was set back, and always a whole second', () => {
    const ahead = new Date('2026-11-23T20:00:30Z')
    expect(nextLastModified(ahead).getTime()).toBeGreaterThanOrEqual(ahead.getTime())
    expect(nextLastModified(ahead).getUTCMilliseconds()).toBe(0)
    expect(nextLastModified(nextLastModified()).toISOString()).toBe('2026-11-23T20:00:01.000Z')
  })

  test('TRAP: Date and Last-Modified come from one clock, so that the second is never later than the first', async () => {
    for (let ms = 0; ms < 2000; ms += 137) {
      setClock(new Date(Date.UTC(2026, 10, 23, 20, 0, 0, ms)).toISOString())
      const state = { lastModified: nextLastModified(), dateIsStrong: true, body: () => 'x' }
      for (const later of [0, 250, 999, 1000]) {
        setClock(new Date(Date.UTC(2026, 10, 23, 20, 0, 0, ms + later)).toISOString())
        const { headers } = await respond(GET(), state)
        const sent = headers.get('Last-Modified')
        if (sent !== null) expect(Date.parse(sent)).toBeLessThanOrEqual(Date.parse(headers.get('Date')!))
      }
    }
  })
})
