import { workersKv } from '@ifmatch/cloudflare'
import { expect, test } from 'vitest'

test('Workers KV is refused with the reason', () => {
  expect(() => workersKv({} as KVNamespace)).toThrow(
    new TypeError('Workers KV has no compare-and-swap, so updates would be lost: use R2, D1, or a Durable Object'),
  )
})
