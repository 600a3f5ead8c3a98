import { expect, test } from 'vitest'
import { handleResource, memoryResource } from '@ifmatch/core'
import { jsonPatch } from '@ifmatch/core/json-patch'

const any = { '~standard': { validate: (value: unknown) => ({ value }) } }

async function patched(value: unknown, operations: unknown) {
  const store = memoryResource(value)
  const headers = { 'Content-Type': 'application/json-patch+json' }
  const request = new Request('http://localhost/', { method: 'PATCH', headers, body: JSON.stringify(operations) })
  const target = (state: { value: unknown }) => state.value
  const patch = { 'application/json-patch+json': jsonPatch(any, target) }
  const answer = await handleResource(request, store, { patch })
  return [answer.status, (await store.read())!.value]
}

test('what was copied is another value from then on', async () => {
  const operations = [
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'replace', path: '/b/x', value: 2 },
  ]
  expect(await patched({ a: { x: 1 } }, operations)).toEqual([204, { a: { x: 1 }, b: { x: 2 } }])
})

test('nothing can be copied from where nothing is: 409', async () => {
  expect(await patched({ a: 1 }, [{ op: 'copy', from: '/b', path: '/c' }])).toEqual([409, { a: 1 }])
})

test('copies into themselves double, and are stopped: 422', async () => {
  const operations = [
    { op: 'add', path: '/a', value: ['x'.repeat(1000)] },
    ...Array.from({ length: 40 }, () => ({ op: 'copy', from: '/a', path: '/a/-' })),
  ]
  expect(await patched({}, operations)).toEqual([422, {}])
})

test.each([
  ['add', { op: 'add', path: '/0', value: 0 }],
  ['remove', { op: 'remove', path: '/0' }],
  ['move', { op: 'move', from: '/50000', path: '/0' }],
])('what moves a long array again and again by %s is stopped: 422', async (_, operation) => {
  const list = new Array(60_000).fill(0)
  const [status, value] = await patched(list, new Array(20_000).fill(operation))
  expect([status, (value as unknown[]).length]).toEqual([422, 60_000])
})

test('what is put at the end of a long array moves nothing', async () => {
  const [status, value] = await patched(
    new Array(60_000).fill(0),
    new Array(5_000).fill({ op: 'add', path: '/-', value: 1 }),
  )
  expect([status, (value as unknown[]).length]).toEqual([204, 65_000])
})
