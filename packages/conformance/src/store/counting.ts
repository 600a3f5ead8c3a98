import type { Resource, Snapshot } from '@ifmatch/core'
import { expect } from './expect.ts'
import { atOnce, type StoreCheck, WRITERS } from './store-check.ts'

const INCREMENTS = 10

/** The lost update, as it happens: everybody reads, adds one, and writes. */
export function counting<S extends Snapshot, N>(number: (state: S) => number): StoreCheck<S, N>[] {
  return [
    {
      name: 'of many increments at once, none is lost',
      section: '13.1.1',
      async run(place) {
        const { key, state } = await place.begin()
        const { value } = place.subject
        const due = WRITERS * INCREMENTS
        await atOnce(WRITERS, async () => {
          const resource = place.open(key)
          for (let n = 0; n < INCREMENTS; n++) await increment(resource, (current) => value(number(current) + 1))
        })
        const final = await place.open(key).read()
        const counted = final === null ? 0 : number(final) - number(state)
        expect(counted === due, `Of ${due} increments that were accepted, ${due - counted} are lost`)
      },
    },
  ]
}

// By hand, and with a bound of its own, so that the check does not rest on the loop in core.
async function increment<S extends Snapshot, N>(resource: Resource<S, N>, next: (current: S) => N): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const current = await resource.read()
    expect(current !== null, 'The state went away under writers that only swap')
    if (await resource.swap(current, next(current))) return
    // Those who lost at the same moment do not come back at the same moment.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, attempt)))
  }
  throw new Error('A writer lost 1000 swaps in a row: some writer has to win each time')
}
