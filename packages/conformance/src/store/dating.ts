import type { Snapshot } from '@ifmatch/core'
import { expect } from './expect.ts'
import type { Place } from './place.ts'
import type { StoreCheck } from './store-check.ts'

const HOUR = 3_600_000

/** Last-Modified, where a store has it. */
export function dating<S extends Snapshot, N>(): StoreCheck<S, N>[] {
  return [
    {
      name: 'lastModified is always there once it is there',
      section: '8.8.2',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const written = await place.swap(resource, state, place.subject.value(1))
        const again = await place.swap(place.open(key), written, place.subject.value(2))
        const there = [state, written, again].map((known) => known.lastModified !== undefined)
        // A row that was there before may have none until it is written.
        const steady = there[1] === there[2] && (there[1] || !there[0])
        expect(
          steady,
          `lastModified went away: it was there ${there[0] ? 'before' : 'after'} a write, and then was not`,
        )
      },
    },
    {
      name: 'lastModified is a whole second, and not before the write',
      section: '8.8.2.2',
      async run(place) {
        const { resource, state } = await place.begin()
        const before = Date.now()
        const date = dateOf(await place.swap(resource, state, place.subject.value(1)))
        if (date === null) return
        const sentence = `lastModified is ${iso(date)} of a write after ${iso(before)}: it is rounded up (nextLastModified), or another change of that second goes unseen`
        expect(date % 1000 === 0 && date > before, sentence)
      },
    },
    {
      name: 'lastModified never goes back, also when the clock does',
      section: '8.8.2',
      async run(place) {
        const { resource, state } = await place.begin()
        const first = await place.swap(resource, state, place.subject.value(1))
        const second = await withClockSetBack(() => place.swap(resource, first, place.subject.value(2)))
        const third = await place.swap(resource, second, place.subject.value(3))
        expectOrder([first, second, third].map(dateOf))
      },
    },
    {
      name: 'lastModified never goes back in a race',
      section: '8.8.2',
      async run(place) {
        const { key, state } = await place.begin()
        expectOrder((await racing(place, key, state)).map(dateOf))
      },
    },
  ]
}

/** States as they came after each other, from writers who all try at once. */
async function racing<S extends Snapshot, N>(place: Place<S, N>, key: string, first: S): Promise<S[]> {
  const states = [first]
  for (let round = 0; round < 5; round++) {
    const writers = Array.from({ length: 4 }, (_, n) => place.open(key).swap(states.at(-1)!, place.subject.value(n)))
    const winner = (await Promise.all(writers)).find((written) => written !== null)
    expect(winner !== undefined, 'Nobody won a race')
    states.push(winner)
  }
  return states
}

function dateOf({ lastModified }: Snapshot): number | null {
  return lastModified?.getTime() ?? null
}

function iso(date: number): string {
  return new Date(date).toISOString()
}

function expectOrder(dates: (number | null)[]): void {
  for (const [index, date] of dates.entries()) {
    const before = dates[index - 1] ?? null
    if (before === null || date === null) continue
    expect(
      date >= before,
      `lastModified went back from ${iso(before)} to ${iso(date)}: make it by nextLastModified(before)`,
    )
  }
}

async function withClockSetBack<T>(run: () => Promise<T>): Promise<T> {
  const { now } = Date
  Date.now = () => now.call(Date) - HOUR
  try {
    return await run()
  } finally {
    Date.now = now
  }
}
