import { describe, expect, test } from 'vitest'
import { type CheckResult, runServerChecks, type ServerOptions } from '../src/index.ts'
import { faults } from './plain/faults/index.ts'
import { KeyedServer } from './plain/keyed-server.ts'
import { overHttp } from './plain/over-http.ts'
import { PlainServer } from './plain/plain-server.ts'
import { rightServers } from './plain/right.ts'

const path = '/documents/one'
const all: ServerOptions = { write: true, race: true }

/** What the kit says of a server without a socket. */
async function results(server: PlainServer, only?: string): Promise<readonly CheckResult[]> {
  const idempotencyKey = server instanceof KeyedServer
  const options = { ...all, idempotencyKey, url: `http://localhost${path}`, ...(only !== undefined && { only }) }
  return (await runServerChecks((request) => server.fetch(request), options)).results
}

/** The result of one check. */
async function resultOf(name: string, server: PlainServer): Promise<CheckResult | undefined> {
  return (await results(server, name)).find((result) => result.name === name)
}

/** What is not as it should be, with its reason. */
const failures = (found: readonly CheckResult[]): string[] =>
  found.filter(({ outcome }) => outcome === 'failed').map(({ name, because }) => `${name}: ${because}`)

test('there are many faults, each named once', () => {
  expect(faults.length).toBeGreaterThan(100)
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
})

describe('it is found that', () => {
  test.concurrent.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_, { found, server }) => {
    const wrong = await resultOf(found, new server())
    if (wrong?.level !== 'open') return expect(wrong?.outcome).toBe('failed')
    expect(wrong.outcome).toBe('recorded')
    return expect(wrong.because).not.toBe((await resultOf(found, new PlainServer()))?.because)
  })

  test('only the first line of a field is read, which only a socket shows', async () => {
    const served = await overHttp(new PlainServer(), 'first')
    const report = await runServerChecks(`${served.origin}${path}`, { only: 'two lines' }).finally(served.close)
    expect(failures(report.results)).toContain(
      'If-None-Match on GET: two lines, the current tag in the second: Answered 200 where 304 is due',
    )
  })
})

describe('nothing is found wrong with a server that is right:', () => {
  test.concurrent.each(rightServers.map((right) => [right.name, right] as const))('%s', async (_, { server, only }) => {
    const found = await results(new server(), only)
    expect(failures(found)).toEqual([])
    expect(found.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(only === undefined ? 200 : 4)
  })

  test.concurrent.each([false, true])('over a socket, where 428 is %s', async (require) => {
    const served = await overHttp(new PlainServer({ require }))
    const report = await runServerChecks(`${served.origin}${path}`, all).finally(served.close)
    expect([failures(report.results), report.left]).toEqual([[], []])
    expect(report.results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(600)
  })
})
