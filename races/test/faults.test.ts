import { describe, expect, test } from 'vitest'
import { faults, small } from '../faults/faults.ts'

const { IFMATCH_POSTGRES: postgres = '', IFMATCH_REDIS: redis = '', IFMATCH_ALL } = process.env
const where = { postgres, redis }

describe.concurrent('nothing that was acknowledged is lost', () => {
  for (const { name, run } of faults.filter(({ server }) => !server || where[server] || IFMATCH_ALL)) {
    test(name, { timeout: 240_000 }, async () => {
      expect((await run(small, where)).wrongs).toEqual([])
    })
  }
})
