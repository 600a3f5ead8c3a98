import {
  type Decision,
  handleResource,
  memoryResource,
  type Options,
  respond,
  type Resource,
  withPreconditions,
} from '@ifmatch/core'
import { describe, expect, test } from 'vitest'

// onDecision is called once for each answer to a conditional request, whatever the answer is, and for no other.

type Serve = (request: Request, options: Options) => Promise<Response>

const held = { version: 7, type: 'text/plain', size: 5, body: () => 'hello' }

async function statusesOf(
  serve: Serve,
  method: string,
  headers: Record<string, string>,
): Promise<[number, (number | null)[]]> {
  const told: (number | null)[] = []
  const onDecision = ({ status }: Decision): void => void told.push(status)
  const body = method === 'PUT' || method === 'PATCH' ? 'new' : undefined
  const request = new Request('http://localhost/note', { method, headers, ...(body !== undefined && { body }) })
  const { status } = await serve(request, { onDecision, onError: () => {} })
  return [status, told]
}

const note = memoryResource('hello')
const failing: Resource<{ version: number }, string> = {
  read: () => Promise.reject(new Error('away')),
  swap: () => Promise.reject(new Error('away')),
}

const serves: Record<string, Serve> = {
  respond: (request, options) => respond(request, held, options),
  withPreconditions: (request, options) =>
    withPreconditions(
      () => held,
      () => new Response('handled'),
      options,
    )(request),
  handleResource: (request, options) =>
    handleResource(request, note, {
      ...options,
      get: ({ version, value }) => ({ version, type: 'text/plain', body: () => value }),
      put: { 'text/plain': () => new Response(null, { status: 409 }) },
    }),
  'a refusal by get': (request, options) =>
    handleResource(request, note, { ...options, get: () => new Response(null, { status: 406 }) }),
  'a store that fails': (request, options) =>
    handleResource(request, failing, {
      ...options,
      get: ({ version }) => ({ version, body: () => '' }),
      put: { '*/*': () => 'new' },
    }),
}

const current = { respond: '"7"', withPreconditions: '"7"' } as Record<string, string>

describe('onDecision is told once of a conditional request', () => {
  test.each([
    ['respond', 'GET', 200],
    ['respond', 'PUT', 405],
    ['respond', 'OPTIONS', 405],
    ['respond', 'QUERY', 400],
    ['withPreconditions', 'GET', 200],
    ['withPreconditions', 'PUT', 200],
    ['withPreconditions', 'OPTIONS', 200],
    ['handleResource', 'GET', 200],
    ['handleResource', 'PUT', 409],
    ['handleResource', 'OPTIONS', 204],
    ['handleResource', 'DELETE', 405],
    ['handleResource', 'PURGE', 501],
    ['a refusal by get', 'GET', 406],
    ['a store that fails', 'GET', 503],
    ['a store that fails', 'PUT', 503],
  ])('%s: %s is answered %i', async (name, method, status) => {
    const headers = { 'If-Match': current[name] ?? '"1"', ...(method === 'PUT' && { 'Content-Type': 'text/plain' }) }
    expect(await statusesOf(serves[name]!, method, headers)).toEqual([status, [null]])
    expect((await statusesOf(serves[name]!, method, {}))[1].filter((told) => told === null)).toEqual([])
  })
})
