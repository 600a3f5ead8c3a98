import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type Allocation, FLAGS } from '../bench/allocation.ts'
import { countReads } from '../bench/counts.ts'
import { measureSizes } from '../bench/size.ts'

// What the engine costs, counted and not timed. Where one of these fails, something was added: is it worth it?

const part = resolve(import.meta.dirname, '../bench/part.ts')

test.each(await measureSizes())('$name is at most $budget bytes, gzipped', ({ gzipped, budget }) => {
  expect(gzipped).toBeLessThanOrEqual(budget)
})

const [match, unmodified, none, modified] = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since']

test.each([
  ['no conditional field', [match, unmodified, none, modified]],
  ['If-None-Match miss', [match, unmodified, none]],
  ['If-Match hit', [match, none, modified]],
  ['all four fields', [match, none]],
  ['If-None-Match hit: 304 built', [match, unmodified, none]],
  ['If-Match miss: 412 built', [match, none, modified]],
])('%s: each field is read at most once, by its name in lower case', (row, reads) => {
  expect(countReads().find((counted) => counted.row === row)?.reads).toEqual(reads)
})

test('without a conditional field nothing is allocated beyond what the four reads allocate', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, part, 'allocation', 'short'])
  const bytesOf = new Map((JSON.parse(stdout) as Allocation[]).map(({ name, bytes }) => [name, bytes]))
  const beyond = (name: string): number => bytesOf.get(name)! - bytesOf.get('four reads')!
  // An object of one field takes 16 bytes or more.
  expect(beyond('ours, prepared')).toBeLessThan(8)
  // What the checks of validators destructure.
  expect(beyond('ours, plain')).toBeLessThan(72)
})
