import { evaluateAnswer } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf, listeners, problemOf } from '../support/answer.ts'
import { immutable } from '../support/immutable.ts'
import { GET, HEAD, PUT, QUERY, request } from '../support/request.ts'
import { lText, secondBefore } from '../support/state.ts'

const tagged = (more: Record<string, string> = {}, status = 200) =>
  new Response(status === 204 ? null : 'content', { status, headers: { ETag: '"v1"', ...more } })
const quiet = { onMistake: () => {} }

describe('evaluateAnswer: reads, on the tag of the answer', () => {
  test.each([
    ['GET, the same tag', GET({ 'If-None-Match': '"v1"' }), 304],
    ['GET, its weak twin', GET({ 'If-None-Match': 'W/"v1"' }), 304],
    ['HEAD, the same tag', HEAD({ 'If-None-Match': '"v1"' }), 304],
    ['QUERY, the same tag', QUERY({ 'If-None-Match': '"v1"' }), 304],
    ['If-Match that fails', GET({ 'If-Match': '"x"' }), 412],
  ])('%s: %s', (_, asked, due) => {
    expect(evaluateAnswer(asked, tagged()).status).toBe(due)
  })

  test.each([
    ['no condition', GET()],
    ['another tag', GET({ 'If-None-Match': '"x"' })],
    ['an If-Match that holds', GET({ 'If-Match': '"v1"' })],
    ['an unreadable If-None-Match', GET({ 'If-None-Match': 'v1' })],
    ['a method that selects nothing', request('OPTIONS', { 'If-None-Match': '"v1"' })],
  ])('%s: the same response back', (_, asked) => {
    const answer = tagged()
    expect(evaluateAnswer(asked, answer, quiet)).toBe(answer)
  })

  test('by its Last-Modified', () => {
    const dated = () => new Response('content', { headers: { 'Last-Modified': lText } })
    const answer = evaluateAnswer(GET({ 'If-Modified-Since': lText }), dated())
    expect([answer.status, answer.headers.get('Last-Modified')]).toEqual([304, lText])
    expect(evaluateAnswer(GET({ 'If-Modified-Since': secondBefore }), dated()).status).toBe(200)
    expect(evaluateAnswer(GET({ 'If-Unmodified-Since': secondBefore }), dated()).status).toBe(412)
  })

  test('a tag without quotes is the mistake of the handler, and reported', () => {
    const { onMistake } = listeners()
    evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), tagged(), { onMistake })
    expect(onMistake).not.toHaveBeenCalled()
    evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), tagged({ ETag: 'v1' }), { onMistake })
    expect(onMistake).toHaveBeenCalledTimes(1)
  })

  test('an answer whose tag or date cannot be read has none', () => {
    const answer = new Response('content', { headers: { ETag: 'v1', 'Last-Modified': 'yesterday' } })
    expect(evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), answer, quiet)).toBe(answer)
    expect(evaluateAnswer(GET({ 'If-Modified-Since': lText }), answer, quiet)).toBe(answer)
  })

  test('TRAP: a 304 drops the content fields, and keeps the others, each cookie by itself', async () => {
    const answer = tagged({
      'Content-Type': 'text/html',
      'Content-Length': '7',
      'Content-Language': 'de',
      'Last-Modified': lText,
      'Cache-Control': 'max-age=60',
      Vary: 'Accept',
      'Access-Control-Allow-Origin': '*',
    })
    answer.headers.append('Set-Cookie', 'a=1')
    answer.headers.append('Set-Cookie', 'b=2')
    const revisited = evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), answer)
    const names = [
      'Content-Type',
      'Content-Length',
      'Content-Language',
      'Last-Modified',
      'ETag',
      'Cache-Control',
      'Vary',
      'Access-Control-Allow-Origin',
    ]
    expect(Object.values(fieldsOf(revisited, names))).toEqual([
      null,
      null,
      null,
      null,
      '"v1"',
      'max-age=60',
      'Accept',
      '*',
    ])
    expect(revisited.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await revisited.text()).toBe('')
  })

  test('CASES 19: a 206 with the listed tag is 304 without Content-Range', () => {
    const part = tagged({ 'Content-Range': 'bytes 0-4/100', 'Content-Type': 'text/plain' }, 206)
    const answer = evaluateAnswer(GET({ 'If-None-Match': '"v1"', Range: 'bytes=0-4' }), part)
    expect(answer.status).toBe(304)
    expect(fieldsOf(answer, ['Content-Range', 'ETag'])).toEqual({ 'Content-Range': null, ETag: '"v1"' })
  })

  test('a 412 tells what failed, and carries nothing of the answer but what is for every answer', async () => {
    const ofTheAnswer = {
      'Cache-Control': 'max-age=60',
      Expires: 'Tue, 01 Jan 2030 00:00:00 GMT',
      'Content-Location': '/document.en',
      'Content-Encoding': 'gzip',
      'Content-Language': 'de',
      'Content-Range': 'bytes 0-4/100',
      'Last-Modified': lText,
    }
    const answer = evaluateAnswer(GET({ 'If-Match': '"x"' }), tagged({ ...ofTheAnswer, 'Content-Length': '7' }), {
      always: { 'Access-Control-Allow-Origin': '*' },
    })
    const never = ['ETag', ...Object.keys(ofTheAnswer)]
    expect(fieldsOf(answer, never)).toEqual(Object.fromEntries(never.map((name) => [name, null])))
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(answer.headers.get('Content-Length')).not.toBe('7')
    expect(await problemOf(answer)).toMatchObject({ reason: 'mismatch', received: '"x"', current: '"v1"' })
  })

  test('CASES 63: a 401 stays a 401', () => {
    const refused = tagged({ 'WWW-Authenticate': 'Basic' }, 401)
    expect(evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), refused)).toBe(refused)
  })

  test('TRAP: an answer with immutable headers is not changed', () => {
    const answer = immutable(tagged())
    expect(evaluateAnswer(GET({ 'If-None-Match': '"v1"' }), answer).status).toBe(304)
    expect(answer.headers.get('ETag')).toBe('"v1"')
  })
})

describe('evaluateAnswer: a write is never evaluated after the fact', () => {
  test('CASES 1: PUT with If-Match: "v1", answered 204 with ETag "v2": 204', () => {
    const done = new Response(null, { status: 204, headers: { ETag: '"v2"' } })
    expect(evaluateAnswer(PUT({ 'If-Match': '"v1"' }), done, quiet)).toBe(done)
  })

  test.each(['PUT', 'PATCH', 'POST', 'DELETE'])('CASES 1: %s, whatever was asked', (method) => {
    for (const fields of [
      { 'If-Match': '"x"' },
      { 'If-None-Match': '"v1"' },
      { 'If-None-Match': '*' },
      { 'If-Unmodified-Since': secondBefore },
    ]) {
      const done = tagged({ 'Last-Modified': lText })
      expect(evaluateAnswer(request(method, fields), done, quiet)).toBe(done)
    }
  })

  test('an If-Match that nobody evaluated is reported: to onDecision each time, to onMistake once', () => {
    const heard = listeners()
    for (let n = 0; n < 3; n++) evaluateAnswer(PUT({ 'If-Match': '"v1"' }), tagged({}, 204), heard)
    expect(heard.onDecision).toHaveBeenCalledTimes(3)
    expect(heard.onDecision.mock.calls[0]![0]).toMatchObject({
      status: null,
      field: 'If-Match',
      reason: 'unevaluated',
      received: '"v1"',
    })
    expect(heard.onMistake).toHaveBeenCalledTimes(1)
  })

  test.each(['OPTIONS', 'TRACE'])('READINGS 4: %s is no write: nothing to report', (method) => {
    const heard = listeners()
    for (const fields of [{ 'If-Match': '"v1"' }, { 'If-None-Match': '"v1"' }]) {
      evaluateAnswer(request(method, fields), tagged({}, 204), heard)
    }
    expect([heard.onDecision.mock.calls, heard.onMistake.mock.calls]).toEqual([[], []])
  })

  test('a write without conditions is nothing to report', () => {
    const heard = listeners()
    evaluateAnswer(PUT(), tagged({}, 204), heard)
    expect([heard.onDecision.mock.calls, heard.onMistake.mock.calls]).toEqual([[], []])
  })
})
