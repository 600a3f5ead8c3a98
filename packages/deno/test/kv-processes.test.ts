import { kv } from '@ifmatch/deno'
import { afterAll, expect, test } from 'vitest'
import { keysOf, openFile, useFile } from './support/database.ts'

const PROCESSES = 4
const INCREMENTS = 10

const folder = useFile()
const db = await openFile()
afterAll(async () => {
  db.close()
  await Deno.remove(folder, { recursive: true })
})

/** How many increments one process was told are written. */
async function accepted(): Promise<number> {
  const script = new URL('./elsewhere/increment.ts', import.meta.url)
  const args = ['run', '--allow-all', '--unstable-kv', script.pathname, String(INCREMENTS)]
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output()
  const said = new TextDecoder().decode(stdout)
  if (!said.startsWith('accepted')) throw new Error(new TextDecoder().decode(stderr))
  return Number(said.split(' ')[1])
}

test('of the increments of sixteen writers in four processes on one file, none is lost, and no chunk is left over', async () => {
  const counter = kv<{ n: number; more: string }>(db, ['race'])
  await counter.swap(null, { n: 0, more: '' })
  const each = await Promise.all(Array.from({ length: PROCESSES }, accepted))
  const due = PROCESSES * 4 * INCREMENTS
  expect([each.reduce((sum, n) => sum + n), (await counter.read())?.value.n]).toEqual([due, due])
  expect((await keysOf(db, 'content')).length).toBeLessThanOrEqual(1)
  expect((await keysOf(db, 'chunk')).length).toBeLessThanOrEqual(2)
})

test('a write that finds the file locked waits for its turn', async () => {
  const second = await openFile()
  const [one, other] = [kv<number>(db, ['busy', 1]), kv<number>(second, ['busy', 2])]
  const many = async (store: typeof one): Promise<void> => {
    for (let n = 0; n < 100; n++) expect(await store.swap(await store.read(), n)).not.toBeNull()
  }
  await Promise.all([many(one), many(other)])
  expect([(await one.read())?.value, (await other.read())?.value]).toEqual([99, 99])
  second.close()
})
