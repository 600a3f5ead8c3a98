// One process of the race: four writers, each of which adds one to the number at a key so many times. Says how many were
// accepted.
import { kv } from '@ifmatch/deno'
import { openFile } from '../support/database.ts'

const db = await openFile()
const increments = Number(Deno.args[0])
let accepted = 0

async function write(): Promise<void> {
  for (let n = 0; n < increments;) {
    const counter = kv<{ n: number; more: string }>(db, ['race'])
    const current = (await counter.read())!
    // Large every other time, so that chunks are swapped, too.
    const more = 'x'.repeat(n % 2 === 0 ? 10 : 100_000)
    if (await counter.swap(current, { n: current.value.n + 1, more })) {
      n++
      accepted++
    } else {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    }
  }
}

await Promise.all([write(), write(), write(), write()])
console.log(`accepted ${accepted}`)
db.close()
