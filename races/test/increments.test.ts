import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Edited, editIncrements, type Manner, wrongsOf } from '../client/increments.ts'
import type { Serving } from '../process.ts'
import { type Entry, startService } from '../service.ts'

const crowd = { clients: 8, increments: 10 }
const few = { clients: 8, increments: 4 }
const patient = { timeout: 180_000 }

const folder = mkdtempSync(join(tmpdir(), 'ifmatch-increments-'))
const services: Serving[] = []
afterAll(async () => {
  await Promise.all(services.map((service) => service.end()))
  rmSync(folder, { recursive: true, force: true })
})

const withIds: Manner = { idempotencyKey: true, share: 0.1 }
const withoutIds: Manner = { idempotencyKey: false, share: 0.2 }

describe.concurrent('increments by edit, of which some answers are dropped', () => {
  const entries: readonly Entry[] = ['start', 'start:bun', 'start:deno', 'start:workers']
  for (const [n, entry] of entries.entries()) {
    test(`npm run ${entry}: all are there once, or with no write ids unknown`, patient, async () => {
      const service = await startService(entry, { DATA: join(folder, `${n}`) })
      services.push(service)
      const known = await editIncrements(service.origin, 'known', crowd, withIds)
      expect([known.final, wrongsOf(known, withIds)]).toEqual([80, []])
      const unknown = await editIncrements(service.origin, 'unknown', few, withoutIds)
      expect(wrongsOf(unknown, withoutIds)).toEqual([])
    })
  }
})

test('what is wrong would be told', () => {
  const wrong: Edited = { due: 80, resolved: 70, unknown: 9, final: 81, twice: 1, lost: 2, dropped: 0, refused: 0 }
  expect(wrongsOf(wrong, withIds)).toHaveLength(7)
})
