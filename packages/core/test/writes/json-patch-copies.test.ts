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
