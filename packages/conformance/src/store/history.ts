import type { Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { picture } from './picture.ts'
import type { Place } from './place.ts'

const STEPS = 200

/**
 * Does at random what a Resource can do, from the current state and from old ones, and demands at every step what a model
 * of it says: who wins, what is read, and that no version is ever repeated. The same steps each time.
 */
export async function longHistory<S extends Snapshot, N>(place: Place<S, N>): Promise<void> {
  const { key, state } = await place.begin()
  const resource = place.open(key)
  const { create, remove } = place.subject
  const random = numbers(20_251_123)
  const seen: S[] = [state]
  const versions = new Set([String(state.version)])
  let current: S | null = state

  for (let step = 1; step <= STEPS; step++) {
    const when = `At step ${step}`
    const from: S | null = random(4) === 0 ? seen[random(seen.length)]! : current
    const wins: boolean = from === current
    if (remove && from !== null && random(create ? 4 : STEPS) === 0) {
      const removed = await place.remove(resource, from)
      expect(removed === wins, `${when}, remove said ${removed} where ${wins} is due`)
      if (removed) current = null
    } else if (from !== null || create) {
      const n = random(3)
      const written: S | null = await resource.swap(from, place.subject.value(n))
      expect(
        (written !== null) === wins,
        `${when}, a swap ${written ? 'won' : 'lost'} that had to ${wins ? 'win' : 'lose'}`,
      )
      if (written !== null) {
        const version = String(written.version)
        expect(!versions.has(version), `${when}, version ${show(version)} stands for a second state`)
        await place.expectHolds(written, place.subject.value(n), n, when)
        versions.add(version)
        seen.push(written)
        current = written
      }
    }
    expect(picture(await resource.read()) === picture(current), `${when}, read gives another state than the last write`)
  }
}

/** The same random numbers each time, from zero up to a bound: a linear congruence, of which the high bits are taken. */
function numbers(seed: number): (bound: number) => number {
  let last = seed
  return (bound) => {
    last = (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((last / 2 ** 32) * bound)
  }
}
