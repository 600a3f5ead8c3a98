import { describe, expect, test } from 'vitest'
import { problemDetails, problemResponse, simpleProblem } from './problem-details.ts'

describe('problemDetails', () => {
  test.each([
    [400, 'Bad Request'],
    [404, 'Not Found'],
    [405, 'Method Not Allowed'],
    [409, 'Conflict'],
    [412, 'Precondition Failed'],
    [413, 'Content Too Large'],
    [415, 'Unsupported Media Type'],
    [416, 'Range Not Satisfiable'],
    [422, 'Unprocessable Content'],
    [428, 'Precondition Required'],
    [501, 'Not Implemented'],
    [503, 'Service Unavailable'],
  ])('of a %i begins with its type and is titled %s', (status, title) => {
    expect(problemDetails(status, 'Why.')).toEqual({ type: 'about:blank', title, status, detail: 'Why.' })
  })
})

describe('problemResponse', () => {
  const problem = '{"detail":"Nothing is here − nothing."}'

  test('carries the document', async () => {
    const answer = problemResponse('GET', 404, problem, {}, { allow: 'GET' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(answer.headers.get('allow')).toBe('GET')
    expect(await answer.text()).toBe(problem)
  })

  test('needs no fields', () => {
    const answer = problemResponse('PUT', 412, problem, {})
    expect([...answer.headers]).toEqual([['content-type', 'application/problem+json']])
  })

  test('has the same fields to HEAD, and no content', async () => {
    const answer = problemResponse('HEAD', 404, problem, {}, { allow: 'GET' })
    expect([...answer.headers]).toEqual([...problemResponse('GET', 404, problem, {}, { allow: 'GET' }).headers])
    expect(answer.body).toBe(null)
  })

  test('has no document with null, and no type of one', () => {
    const answer = problemResponse('PUT', 412, null, {}, { allow: 'GET' })
    expect([...answer.headers]).toEqual([['allow', 'GET']])
    expect(answer.body).toBe(null)
  })

  test.each(['GET', 'HEAD'])('to %s has what is on every answer', (method) => {
    const answer = problemResponse(method, 404, problem, { always: { 'x-a': '1', vary: 'Origin' } }, { allow: 'GET' })
    expect(Object.fromEntries(answer.headers)).toEqual({
      allow: 'GET',
      'content-type': 'application/problem+json',
      vary: 'Origin',
      'x-a': '1',
    })
  })
})

test('simpleProblem is one whose document says no more than every one does', async () => {
  const answer = simpleProblem('GET', 404, 'Nothing is here.', { always: { 'x-a': '1' } }, { allow: 'GET' })
  expect(JSON.parse(await answer.text())).toEqual(problemDetails(404, 'Nothing is here.'))
  expect([answer.status, answer.headers.get('allow'), answer.headers.get('x-a')]).toEqual([404, 'GET', '1'])
  expect([...simpleProblem('GET', 404, 'Nothing is here.', {}).headers]).toEqual([['content-type', 'application/problem+json']])
})
