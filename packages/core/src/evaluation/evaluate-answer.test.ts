import { describe, expect, test, vi } from 'vitest'
import { listeners } from '../../test/support/answer.ts'
import { request } from '../../test/support/request.ts'
import { evaluateAnswer } from './evaluate-answer.ts'
import { goOn } from './decide.ts'

/** The fields of an answer. Some classes announce the length of a text by themselves. */
function fieldsOf({ headers }: Response): Record<string, string> {
  const { 'content-length': _, ...fields } = Object.fromEntries(headers)
  return fields
}

const text = 'Wed, 01 Jan 2020 12:00:00 GMT'
const before = 'Wed, 01 Jan 2020 11:59:59 GMT'
const tagged = { etag: '"7"', 'last-modified': text }
const answerWith = (headers: Record<string, string> = tagged, status = 200) =>
  new Response(status === 204 ? null : 'hello', { status, headers })

describe('a read is evaluated on its own answer', () => {
  test.each([
    ['its tag', { 'If-None-Match': '"7"' }, tagged, 304],
    ['a weak tag', { 'If-None-Match': '"7"' }, { etag: 'W/"7"' }, 304],
    ['another tag', { 'If-None-Match': '"6"' }, tagged, 200],
    ['its date', { 'If-Modified-Since': text }, { 'last-modified': text }, 304],
    ['its date, beside its tag', { 'If-Modified-Since': text }, tagged, 304],
    ['an earlier date', { 'If-Modified-Since': before }, tagged, 200],
    ['a date that is none', { 'If-Modified-Since': text }, { 'last-modified': 'yesterday' }, 200],
    ['that it is there', { 'If-None-Match': '*' }, {}, 304],
    ['no validators', { 'If-None-Match': '"7"', 'If-Modified-Since': text }, {}, 200],
    ['a false If-Match', { 'If-Match': '"6"' }, tagged, 412],
    ['a false If-Unmodified-Since', { 'If-Unmodified-Since': before }, tagged, 412],
    ['no condition', {}, tagged, 200],
  ])('%s', (_, fields, headers: Record<string, string>, status) => {
    for (const method of ['GET', 'HEAD', 'QUERY']) {
      expect(evaluateAnswer(request(method, fields), answerWith(headers)).status).toBe(status)
    }
  })

  test.each([
    [200, 304],
    [203, 304],
    [204, 304],
    [206, 304],
    [301, 301],
    [404, 404],
    [412, 412],
    [500, 500],
  ])('a %i becomes %i', (status, expected) => {
    const answer = evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answerWith(tagged, status))
    expect(answer.status).toBe(expected)
  })

  test('and is the same where it stands', () => {
    const answer = answerWith()
    expect(evaluateAnswer(request('GET', { 'If-None-Match': '"6"' }), answer)).toBe(answer)
  })

  test.each([undefined, null])('and %s is handed on: the framework will say what it thinks', (nothing) => {
    expect(evaluateAnswer(request('GET', { 'If-None-Match': '*' }), nothing as never)).toBe(nothing)
  })

  test('and a missing If-Match is 400 where lists must be readable', () => {
    expect(evaluateAnswer(request('GET', { 'If-Match': 'oops' }), answerWith(), { unreadable: 'reject' }).status).toBe(
      400,
    )
  })
})

describe('the answer in its place', () => {
  const headers = {
    ...tagged,
    'content-type': 'text/css',
    'cache-control': 'max-age=60',
    vary: 'Accept',
    'access-control-allow-origin': '*',
    'content-range': 'bytes 0-4/5',
  }

  test('304 has its fields, less its content’s', () => {
    const answer = evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answerWith(headers, 206), {
      always: { 'x-a': '1', vary: 'Origin' },
    })
    expect(answer.body).toBe(null)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'access-control-allow-origin': '*',
      'cache-control': 'max-age=60',
      etag: '"7"',
      vary: 'Accept, origin',
      'x-a': '1',
    })
  })

  test('412 has what speaks of the answer, not of the representation', async () => {
    const answer = evaluateAnswer(request('GET', { 'If-Match': '"6"' }), answerWith(headers), {
      always: { 'x-a': '1', vary: 'Origin' },
    })
    expect(fieldsOf(answer)).toEqual({
      'access-control-allow-origin': '*',
      'content-type': 'application/problem+json',
      vary: 'Accept, origin',
      'x-a': '1',
    })
    expect(await answer.json()).toMatchObject({ status: 412, reason: 'mismatch', current: '"7"' })
  })

  test('leaves the fields of the first one alone, which may be immutable', () => {
    const answer = answerWith(headers)
    evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answer)
    expect(Object.fromEntries(answer.headers)).toEqual(headers)
  })

  test('closes the body that nobody will read', async () => {
    const cancelled = vi.fn()
    const answer = new Response(new ReadableStream({ cancel: cancelled }), { headers: tagged })
    evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answer)
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1))
  })

  test('does not mind that somebody reads it', async () => {
    const answer = new Response(new ReadableStream(), { headers: tagged })
    answer.body!.getReader()
    expect(evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answer).status).toBe(304)
    await new Promise((resolve) => setTimeout(resolve))
  })

  test('is built by the class that the caller brings', () => {
    class Own extends Response {}
    const options = { fetchAPI: { Response: Own } }
    expect(evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answerWith(), options)).toBeInstanceOf(Own)
    expect(evaluateAnswer(request('GET', { 'If-Match': '"6"' }), answerWith(), options)).toBeInstanceOf(Own)
  })
})

describe('a write is never evaluated', () => {
  test.each(['PUT', 'PATCH', 'POST', 'DELETE'])('%s', (method) => {
    const answer = answerWith()
    const { onDecision, onMistake } = listeners()
    expect(evaluateAnswer(request(method, { 'If-Match': '"6"' }), answer, { onDecision, onMistake })).toBe(answer)
    expect(onDecision.mock.calls.map(([{ status, reason }]) => [status, reason])).toEqual([[null, 'unevaluated']])
    expect(onMistake).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['a write without a condition', 'PUT', {}, 200],
    ['a write that changed nothing', 'PUT', { 'If-Match': '"6"' }, 409],
    ['OPTIONS, which has none', 'OPTIONS', { 'If-Match': '"6"' }, 200],
    ['TRACE, which has none', 'TRACE', { 'If-Match': '"6"' }, 200],
  ])('and nothing is said of %s', (_, method, fields, status) => {
    const { onDecision, onMistake } = listeners()
    evaluateAnswer(request(method, fields), answerWith(tagged, status), { onDecision, onMistake })
    expect([onDecision.mock.calls, onMistake.mock.calls]).toEqual([[], []])
  })
})

describe('what is told', () => {
  test.each([
    [{ 'If-None-Match': '"7"' }, [304]],
    [{ 'If-Match': '"6"' }, [412]],
    [{ 'If-None-Match': '"6"' }, [goOn.status]],
    [{}, []],
  ])('of GET %j: %j', (fields, statuses) => {
    const { onDecision } = listeners()
    evaluateAnswer(request('GET', fields), answerWith(), { onDecision })
    expect(onDecision.mock.calls.map(([{ status }]) => status)).toEqual(statuses)
  })

  test('of a tag without its quotes, which then is no tag', () => {
    const { onMistake } = listeners()
    const answer = evaluateAnswer(request('GET', { 'If-None-Match': '"7"' }), answerWith({ etag: '7' }), { onMistake })
    expect(answer.status).toBe(200)
    expect(onMistake.mock.calls).toEqual([[expect.stringContaining('put it into double quotes')]])
  })

  test('of the date beside it, which still counts', () => {
    const { onMistake } = listeners()
    const answer = answerWith({ etag: '7', 'last-modified': text })
    expect(evaluateAnswer(request('GET', { 'If-Modified-Since': text }), answer, { onMistake }).status).toBe(304)
  })
})
