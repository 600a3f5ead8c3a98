import { evaluateAnswer, withPreconditions } from '@ifmatch/core'
import { expect, test, vi } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import { send } from './write-request.ts'

test('CASES 1: a write is never 412 after it was made: a handler that answers 204 and the new tag is passed on', () => {
  const answer = new Response(null, { status: 204, headers: { ETag: '"v2"' } })
  const onMistake = vi.fn()
  expect(evaluateAnswer(send('PUT', { 'If-Match': '"v1"' }), answer, { onMistake })).toBe(answer)
})

test('CASES 2: the tag that was selected before a PUT is not stamped on its answer', async () => {
  const handler = vi.fn(() => new Response(null, { status: 204 }))
  const serve = withPreconditions(() => ({ version: 'v1', lastModified: new Date(0) }), handler)
  const answer = await serve(send('PUT', { 'If-Match': '"v1"' }))
  expect(answer.status).toBe(204)
  expect(fieldsOf(answer, ['ETag', 'Last-Modified'])).toEqual({ ETag: null, 'Last-Modified': null })
  expect((await serve(send('PUT', { 'If-Match': '"x"' }))).status).toBe(412)
  expect(handler).toHaveBeenCalledTimes(1)
})
