// One process of the race: four writers, each of which adds to the number at a key so many times. Says how many were accepted.
import { argv, exit } from 'node:process'
import type { Resource, Snapshot } from '@ifmatch/core'

const [module, key, increments] = argv.slice(2) as [string, string, string]
const { default: open, numbers } = (await import(module)) as {
  default: (key: string) => Resource<Snapshot, unknown>
  numbers: { value(n: number): unknown; number(state: Snapshot): number | Promise<number | null> }
}

async function increment(resource: Resource<Snapshot, unknown>): Promise<void> {
  for (;;) {
    const current = (await resource.read())!
    const n = await numbers.number(current)
    // Null: the content was replaced while it was read.
    if (n !== null && (await resource.swap(current, numbers.value(n + 1)))) return
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
  }
}

let accepted = 0
const writer = async (): Promise<void> => {
  const resource = open(key)
  for (let n = 0; n < Number(increments); n++) {
    await increment(resource)
    accepted++
  }
}
await Promise.all([writer(), writer(), writer(), writer()])
console.log(`accepted ${accepted}`)
exit()
