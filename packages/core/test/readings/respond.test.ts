import { respond, type Representation } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { fieldsOf, problemOf } from '../support/answer.ts'
import { GET, HEAD, QUERY, request } from '../support/request.ts'
import { document, hundred, lText, v1 } from '../support/state.ts'

const identity = ['ETag', 'Last-Modified', 'Content-Type', 'Content-Length', 'Accept-Ranges', 'Content-Range']

describe('respond: a whole representation', () => {
  test('GET: 200 with its validators, type, length and bytes, opened once', async () => {
    const { representation, opened } = document()
    const answer = await respond(GET(), representation)
    expect(answer.status).toBe(200)
    expect(fieldsOf(answer, identity)).toEqual({
      ETag: '"v1"',
      'Last-Modified': lText,
      'Content-Type': 'text/plain',
      'Content-Length': '100',
      'Accept-Ranges': 'bytes',
      'Content-Range': null,
    })
    expect(await answer.text()).toBe(hundred)
    expect(opened).toEqual(['whole'])
  })

  test('HEAD: the same fields, no body, and nothing opened', async () => {
    const { representation, opened } = document({ ...v1, headers: { Vary: 'Accept' } })
    const get = await respond(GET(), representation)
    const head = await respond(HEAD(), representation)
    expect(head.status).toBe(200)
    expect(fieldsOf(head, [...identity, 'Vary'])).toEqual(fieldsOf(get, [...identity, 'Vary']))
    expect(head.headers.get('Content-Length')).toBe('100')
    expect(await head.text()).toBe('')
    expect(opened).toEqual(['whole'])
  })

  test('QUERY: as GET', async () => {
    const answer = await respond(QUERY(), document().representation)
    expect([answer.status, answer.headers.get('ETag'), await answer.text()]).toEqual([200, '"v1"', hundred])
  })

  test('CASES 61: QUERY without Content-Type is 400, not 304', async () => {
    const answer = await respond(request('QUERY', { 'If-None-Match': '"v1"' }), document().representation)
    expect(answer.status).toBe(400)
  })

  test('an unknown size: no ranges, no Accept-Ranges, no Content-Length', async () => {
    const body = vi.fn(() => hundred)
    const state: Representation = { ...v1, type: 'text/plain', body }
    const answer = await respond(GET({ Range: 'bytes=0-4' }), state)
    expect([answer.status, await answer.text()]).toEqual([200, hundred])
    expect(fieldsOf(answer, ['Accept-Ranges', 'Content-Range'])).toEqual({
      'Accept-Ranges': null,
      'Content-Range': null,
    })
    expect(body.mock.calls.flat().filter((range) => range !== undefined)).toEqual([])
    const unsatisfiable = await respond(GET({ Range: 'bytes=999-' }), state)
    expect(unsatisfiable.status).toBe(200)
    const head = await respond(HEAD(), state)
    expect(fieldsOf(head, ['Content-Length', 'Accept-Ranges'])).toEqual({
      'Content-Length': null,
      'Accept-Ranges': null,
    })
  })

  test('without validators, none are sent', async () => {
    const answer = await respond(GET(), { exists: true, body: () => 'x' })
    expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': null })
  })

  test('CASES 47: Content-Range on GET is ignored', async () => {
    const answer = await respond(GET({ 'Content-Range': 'bytes 0-4/100' }), document().representation)
    expect([answer.status, await answer.text()]).toEqual([200, hundred])
  })
})

describe('respond: one range', () => {
  const headers = {
    'Content-Language': 'de',
    Vary: 'Accept',
    'Cache-Control': 'max-age=60',
    'Access-Control-Allow-Origin': '*',
  }

  test('CASES 30: 206 has the fields of the 200', async () => {
    const { representation, opened } = document({ ...v1, headers })
    const answer = await respond(GET({ Range: 'bytes=10-14' }), representation)
    expect(answer.status).toBe(206)
    expect(fieldsOf(answer, Object.keys(headers))).toEqual(headers)
    expect(fieldsOf(answer, identity)).toMatchObject({
      ETag: '"v1"',
      'Last-Modified': lText,
      'Content-Type': 'text/plain',
      'Content-Length': '5',
      'Content-Range': 'bytes 10-14/100',
    })
    expect(await answer.text()).toBe(hundred.slice(10, 15))
    expect(opened).toEqual([{ offset: 10, length: 5 }])
  })

  test('CASES 31: Content-Digest, of the whole content, is not on a 206', async () => {
    const { representation } = document({
      ...v1,
      headers: { 'Content-Digest': 'sha-256=:AAAA:', 'Repr-Digest': 'sha-256=:AAAA:' },
    })
    const part = await respond(GET({ Range: 'bytes=0-4' }), representation)
    expect([part.status, part.headers.get('Content-Digest')]).toEqual([206, null])
    const several = await respond(GET({ Range: 'bytes=0-4,10-14' }), representation)
    expect([several.status, several.headers.get('Content-Digest')]).toEqual([206, null])
    const whole = await respond(GET(), representation)
    expect(whole.headers.get('Content-Digest')).toBe('sha-256=:AAAA:')
  })

  test('416 says the size, opens nothing, and carries neither validators nor freshness', async () => {
    const { representation, opened } = document({ ...v1, headers })
    const answer = await respond(GET({ Range: 'bytes=999-' }), representation, { always: { 'X-Always': 'yes' } })
    expect(answer.status).toBe(416)
    expect(fieldsOf(answer, ['Content-Range', 'X-Always', 'Content-Type'])).toEqual({
      'Content-Range': 'bytes */100',
      'X-Always': 'yes',
      'Content-Type': 'application/problem+json',
    })
    const never = ['ETag', 'Last-Modified', 'Cache-Control', 'Content-Language']
    expect(fieldsOf(answer, never)).toEqual(Object.fromEntries(never.map((name) => [name, null])))
    expect(await problemOf(answer)).toMatchObject({
      type: 'about:blank',
      title: 'Range Not Satisfiable',
      status: 416,
      detail: expect.any(String),
    })
    expect(opened).toEqual([])
  })
})

describe('respond: nothing there, and other methods', () => {
  const always = { 'Access-Control-Allow-Origin': '*' }

  test.each([
    ['null', null],
    ['a function that gives null', () => null],
    ['a function that promises null', () => Promise.resolve(null)],
  ])('READINGS 2, 3: %s is 404, whatever the preconditions', async (_, selected) => {
    for (const fields of [
      {},
      { 'If-Match': '*' },
      { 'If-None-Match': '*' },
      { 'If-Match': 'x' },
      { Range: 'bytes=0-4' },
    ]) {
      const answer = await respond(GET(fields), selected, { always, unreadable: 'reject' })
      expect(answer.status).toBe(404)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(await problemOf(answer)).toMatchObject({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: expect.any(String),
      })
    }
    const head = await respond(HEAD(), selected)
    expect([head.status, await head.text()]).toEqual([404, ''])
    expect(head.headers.get('Content-Length')).not.toBe('0')
  })

  test.each(['PUT', 'POST', 'PATCH', 'DELETE', 'get', 'PROPFIND'])(
    'READINGS 3: %s is 405 with Allow, before any condition',
    async (method) => {
      const { representation, opened } = document()
      for (const fields of [{}, { 'If-Match': '"x"' }, { 'If-Match': 'unreadable' }, { 'If-None-Match': '*' }]) {
        const answer = await respond(request(method, fields), representation, {
          always,
          require: true,
          unreadable: 'reject',
        })
        expect(answer.status).toBe(405)
        expect(answer.headers.get('Allow')).toBe('GET, HEAD, QUERY')
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
        expect(await problemOf(answer)).toMatchObject({
          title: 'Method Not Allowed',
          status: 405,
          detail: expect.any(String),
        })
      }
      expect(opened).toEqual([])
    },
  )
})

describe('respond: a promise that Content-Length never lies', () => {
  test.each([
    ['304', GET({ 'If-None-Match': '"v1"' })],
    ['412', GET({ 'If-Match': '"x"' })],
    ['416', GET({ Range: 'bytes=999-' })],
    ['200', GET()],
    ['206', GET({ Range: 'bytes=0-4' })],
  ])('on a %s to GET it is never set beside a null body, and is the length of what is sent', async (_, asked) => {
    for (const problem of [undefined, () => null]) {
      const answer = await respond(asked, document().representation, problem ? { problem } : {})
      const announced = answer.headers.get('Content-Length')
      if (answer.body === null) expect(announced).toBe(null)
      const sent = (await answer.arrayBuffer()).byteLength
      if (announced !== null) expect(Number(announced)).toBe(sent)
    }
  })
})
