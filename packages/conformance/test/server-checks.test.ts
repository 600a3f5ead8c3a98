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

test('every name is there once, and has its section', () => {
  const checks = serverChecks('http://localhost:1/', { write: true, race: true })
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  expect(checks.filter(({ section }) => !/^(\d+(\.\d+)*|RFC \d+, Section \d+(\.\d+)*)$/.test(section ?? ''))).toEqual(
    [],
  )
})
