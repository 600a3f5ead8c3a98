import { decide, handleResource, memoryResource, update } from '@ifmatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lText, secondBefore } from '../support/state.ts'
import { type Row, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const field = (...values: string[]) => fc.constantFrom(undefined, ...values)
const anyFields = fc.record({
  'If-Match': field('*', '"v1"', '"v2"', '"v1", "v2", "v3"', 'W/"v1"', '', 'v1'),
  'If-None-Match': field('*', '"v1"', '"v3"', 'W/"v2"', ''),
  'If-Unmodified-Since': field(lText, secondBefore, 'never'),
})
const validatorsOf = (state: Row | null) => state && { ...state, dateIsStrong: true }

test('change never sees a state for which a condition failed, and no answer is told of a write that was not made', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFields,
      fc.constantFrom('PUT', 'PATCH', 'POST'),
      fc.constantFrom('one', null),
      fc.integer({ min: 0, max: 2 }),
      fc.boolean(),
      async (fields, method, value, lose, create) => {
        const store = scripted(value, { lose })
        const request = send(method, fields)
        const seen: (Row | null)[] = []
        const change = (current: Row | null) => {
          seen.push(current)
          return 'mine'
        }
        const { status } = await update(request, store, change, { create, require: false })
        for (const state of seen) expect(decide(request, validatorsOf(state), { create }).status).toBeNull()
        const isMade = status === 201 || status === 204
        expect(store.state?.value === 'mine').toBe(isMade)
        expect(status === 201).toBe(isMade && seen.at(-1) === null)
        if (status === 412) expect(decide(request, validatorsOf(store.state), { create }).status).toBe(412)
        if (status === 404) expect([store.state, create]).toEqual([null, false])
        expect([201, 204, 404, 412]).toContain(status)
      },
    ),
    { numRuns: 300 },
  )
})

test('with require, every PUT that was made named the version that it replaced', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFields,
      fc.constantFrom('one', null),
      fc.integer({ min: 0, max: 2 }),
      async (fields, value, lose) => {
        const store = scripted(value, { lose })
        const replaced: (string | null)[] = []
        const change = (current: Row | null) => {
          replaced.push(current?.version ?? null)
          return 'mine'
        }
        const { status } = await update(send('PUT', fields), store, change, { create: true })
        if (status >= 400) return
        const version = replaced.at(-1)!
        if (version === null) expect(fields['If-None-Match']).toBe('*')
        else expect(fields['If-Match']).toContain(`"${version}"`)
      },
    ),
    { numRuns: 200 },
  )
})

const methods = {
  create: true,
  get: ({ version, value }: { version: number; value: number }) => ({ version, body: () => String(value) }),
  put: { 'text/plain': async (_: unknown, body: { text(): Promise<string> }) => Number(await body.text()) },
  patch: { 'text/plain': ({ value }: { value: number }) => value + 1 },
}
const text = { 'Content-Type': 'text/plain' }

test('16 clients × 50 increments by GET and PUT If-Match: accepted is final, none is lost', async () => {
  const counter = memoryResource(0)
  let accepted = 0
  const increment = async (): Promise<void> => {
    const read = await handleResource(send('GET'), counter, methods)
    const fields = { ...text, 'If-Match': read.headers.get('ETag')! }
    const write = await handleResource(send('PUT', fields, String(Number(await read.text()) + 1)), counter, methods)
    expect([204, 412, 503]).toContain(write.status)
    if (write.status !== 204) return increment()
    accepted++
  }
  const client = async () => {
    for (let n = 0; n < 50; n++) await increment()
  }
  await Promise.all(Array.from({ length: 16 }, client))
  expect([accepted, (await counter.read())?.value]).toEqual([800, 800])
})

test('16 clients × 50 PATCHes without conditions: accepted is final', async () => {
  const counter = memoryResource(0)
  let accepted = 0
  const client = async () => {
    for (let n = 0; n < 50; n++) {
      const { status } = await handleResource(send('PATCH', text), counter, methods)
      expect([204, 503]).toContain(status)
      if (status === 204) accepted++
    }
  }
  await Promise.all(Array.from({ length: 16 }, client))
  expect((await counter.read())?.value).toBe(accepted)
})

test('20 rounds × 16 creators: one is told 201, the others 412', async () => {
  for (let round = 0; round < 20; round++) {
    const store = memoryResource<number>()
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        handleResource(send('PUT', { ...text, 'If-None-Match': '*' }, String(n)), store, methods),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(15)
    expect((await store.read())?.value).toBe(statuses.indexOf(201))
  }
})
