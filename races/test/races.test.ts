import { afterAll, describe, expect, test } from 'vitest'
import { small } from '../loads.ts'
import { race, raceChecked, wrongs } from '../race.ts'
import { small as smallSize, stream, streamed } from '../streams/streams.ts'
import { blockSize } from '../streams/blocks.ts'
import { type Row, rows } from '../stores/rows.ts'
import { type Served, startRow } from '../stores/start.ts'

const isThere = {
  postgres: Boolean(process.env.IFMATCH_POSTGRES || process.env.IFMATCH_ALL),
  redis: Boolean(process.env.IFMATCH_REDIS || process.env.IFMATCH_ALL),
}

const served = new Set<Served>()
afterAll(() => Promise.all([...served].map((one) => one.end())))

async function serve(row: Row): Promise<Served> {
  const one = await startRow(row)
  served.add(one)
  return one
}

const patient = { timeout: 180_000 }

describe.concurrent('nothing is lost, nothing is mixed, and one creates', () => {
  for (const row of rows.filter(({ server }) => server === undefined || isThere[server])) {
    const { store, runtime, driver } = row
    const processes = Math.min(2, row.processes)
    const where = processes === 1 ? '' : `, in ${processes} processes`
    test(`${store} over ${driver} on ${runtime}${where}`, patient, async () => {
      const { origins, end } = await serve({ ...row, processes })
      expect(wrongs(await race(origins, small), small)).toEqual([])
      await end()
    })
  }
})

test.concurrent.each(streamed.map((one) => [one.name, one] as const))(
  '%s: every byte is read by ranges',
  patient,
  async (_, one) => {
    expect((await stream(one, smallSize)).bytes).toBe(smallSize.blocks * blockSize)
  },
)

test('the lost-update race finds what a handler loses that evaluates, and then writes', patient, async () => {
  const { origins, end } = await serve(rows[0]!)
  let lost = 0
  // Whether two writes meet is chance: it has ten.
  for (let attempt = 0; attempt < 10 && lost === 0; attempt++)
    ({ lost } = await raceChecked(origins, { ...small, byTag: { clients: 16, increments: 10 } }, `checked-${attempt}`))
  expect(lost).toBeGreaterThan(0)
  await end()
})
