import { describe, expect, test } from 'vitest'
import { runServerChecks, serverChecks } from '../src/index.ts'
import { notes } from './notes.ts'

const url = 'http://localhost/note'

describe('serverChecks of a handler', () => {
  for (const check of serverChecks(notes(true), { url, write: true, race: true })) test(check.name, check.run)
})

test('a handler that demands no condition fails nothing either, and everything is put back', async () => {
  const app = notes(false)
  const before = await (await app(new Request(url))).text()
  const { results, left } = await runServerChecks(app, { url, write: true, race: true })
  expect(results.filter(({ outcome }) => outcome === 'failed').map(({ name, because }) => [name, because])).toEqual([])
  const ran = results.filter(({ kind, outcome }) => kind === 'write' && outcome === 'passed')
  expect([ran.length > 150, left]).toEqual([true, []])
  expect(await (await app(new Request(url))).text()).toBe(before)
})

test('where every URL is one resource, nothing is taken for its own, and removed', async () => {
  const app = notes(false)
  const everywhere = (request: Request): Promise<Response> =>
    request.method === 'DELETE' ? Promise.resolve(new Response(null, { status: 405 })) : app(new Request(url, request))
  const { left, results } = await runServerChecks(everywhere, { url, write: true, only: '13.1.1' })
  expect([left, results.filter(({ outcome }) => outcome === 'failed')]).toEqual([[], []])
})

test('a URL that ends with its host is asked like any other', async () => {
  const app = notes(false)
  const root = (request: Request): Promise<Response> => app(new Request(url, request))
  const { results } = await runServerChecks(root, { url: 'http://localhost/', only: 'redirect' })
  expect(results.map(({ outcome }) => outcome)).not.toContain('failed')
})

test('every name is there once, and has its section', () => {
  const checks = serverChecks('http://localhost:1/', { write: true, race: true })
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  expect(
    checks.filter(({ section }) => !/^(\d+(\.\d+)*|(RFC \d+|draft-[\w-]+), Section \d+(\.\d+)*)$/.test(section ?? '')),
  ).toEqual([])
})
