import { describe, expect, test } from 'vitest'
import { documentResponse, problemDetails, problemResponse } from './problem-details.ts'

/** The fields of an answer. Some classes announce the length of a text by themselves. */
function fieldsOf({ headers }: Response): Record<string, string> {
  const { 'content-length': _, ...fields } = Object.fromEntries(headers)
  return fields
}

describe('problemDetails', () => {
  test.each([
    [400, 'Bad Request'],
    [404, 'Not Found'],
    [405, 'Method Not Allowed'],
    [409, 'Conflict'],
    [413, 'Content Too Large'],
    [415, 'Unsupported Media Type'],
    [416, 'Range Not Satisfiable'],
    [422, 'Unprocessable Content'],
    [501, 'Not Implemented'],
    [503, 'Service Unavailable'],
  ])('of a %i begins with its type and is titled %s', (status, title) => {
    expect(problemDetails(status, 'Why.')).toEqual({ type: 'about:blank', title, status, detail: 'Why.' })
  })
})

describe('problemResponse', () => {
  const problem = { ...problemDetails(404, 'Nothing is here − nothing.'), path: '/a' }

  test('carries the document', async () => {
    const answer = problemResponse('GET', 404, problem, {}, { allow: 'GET' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(answer.headers.get('allow')).toBe('GET')
    expect(JSON.parse(await answer.text())).toEqual(problem)
  })

  test('needs no fields', () => {
    const answer = problemResponse('PUT', 412, problem, {})
    expect(fieldsOf(answer)).toEqual({ 'content-type': 'application/problem+json' })
  })

  test('has the same fields to HEAD, and no content', async () => {
    const answer = problemResponse('HEAD', 404, problem, {}, { allow: 'GET' })
    expect(fieldsOf(answer)).toEqual(fieldsOf(problemResponse('GET', 404, problem, {}, { allow: 'GET' })))
    expect(answer.body).toBe(null)
  })

  test('has the length of the document that GET carries to HEAD: Bun and Deno would say 0', async () => {
    const get = problemResponse('GET', 404, problem, {}, { allow: 'GET' })
    const head = problemResponse('HEAD', 404, problem, {}, { allow: 'GET' })
    expect(head.headers.get('content-length')).toBe(`${(await get.arrayBuffer()).byteLength}`)
    expect(problemResponse('HEAD', 404, null, {}).headers.has('content-length')).toBe(false)
  })

  test('has no document with null, and no type of one', () => {
    const answer = problemResponse('PUT', 412, null, {}, { allow: 'GET' })
    expect(fieldsOf(answer)).toEqual({ allow: 'GET' })
    expect(answer.body).toBe(null)
  })

  test.each(['GET', 'HEAD'])('to %s has what is on every answer', (method) => {
    const answer = problemResponse(method, 404, problem, { always: { 'x-a': '1', vary: 'Origin' } }, { allow: 'GET' })
    expect(fieldsOf(answer)).toEqual({
      allow: 'GET',
      'content-type': 'application/problem+json',
      vary: 'Origin',
      'x-a': '1',
    })
  })
})

describe('documentResponse', () => {
  test('sends the text as it is', async () => {
    const answer = documentResponse('PUT', 412, '{ "a": 1 }', { always: { 'x-a': '1' } }, { allow: 'GET' })
    expect([answer.status, await answer.text()]).toEqual([412, '{ "a": 1 }'])
    expect(fieldsOf(answer)).toEqual({
      allow: 'GET',
      'content-type': 'application/problem+json',
      'x-a': '1',
    })
  })

  test('to HEAD sends its fields alone', () => {
    const answer = documentResponse('HEAD', 412, '{}', {})
    expect([answer.body, fieldsOf(answer)]).toEqual([null, { 'content-type': 'application/problem+json' }])
  })
})
