import { type ByteRange, respond } from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { serverChecks } from '../src/index.ts'

const text = 'A document of some length, so that it has ranges. '.repeat(5)

/** One resource, and nothing beside it. */
const app = (request: Request): Promise<Response> => {
  const found = new URL(request.url).pathname === '/document'
  const representation = {
    version: 7,
    lastModified: new Date('2026-01-02T03:04:05Z'),
    dateIsStrong: true,
    headers: { 'Cache-Control': 'max-age=60', Vary: 'Accept-Language', 'Content-Language': 'en' },
    type: 'text/plain',
    size: text.length,
    body: (range?: ByteRange) => text.slice(range?.offset ?? 0, range ? range.offset + range.length : text.length),
  }
  return respond(request, found ? representation : null)
}

describe('serverChecks of a handler', () => {
  for (const check of serverChecks(app, { url: 'http://localhost/document' })) test(check.name, check.run)
})

test('every name is there once, and has its section', () => {
  const checks = serverChecks('http://localhost:1/', { write: true, race: true })
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  expect(checks.filter(({ section }) => !/^(\d+(\.\d+)*|RFC \d+, Section \d+(\.\d+)*)$/.test(section ?? ''))).toEqual(
    [],
  )
})
