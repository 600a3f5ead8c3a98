import type { Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { picture } from './picture.ts'
import { atOnce, type StoreCheck, WRITERS } from './store-check.ts'

/** Writing over what is there: `swap(current, next)`. */
export function swapping<S extends Snapshot, N>(): StoreCheck<S, N>[] {
  return [
    {
      name: 'a swap from the current state writes, and another handle reads it',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const next = place.subject.value(1)
        const written = await place.swap(resource, state, next)
        await place.expectHolds(written, next, 1, 'After a swap')
        await place.expectState(key, written, 'After a swap')
        const again = await place.swap(place.open(key), written, place.subject.value(2))
        await place.expectState(key, again, 'After a second swap')
      },
    },
    {
      name: 'a swap from a stale state loses, and changes nothing',
      section: '13.1.1',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const current = await place.swap(resource, state, place.subject.value(1))
        const late = await place.open(key).swap(state, place.subject.value(2))
        expect(
          late === null,
          `A swap from version ${show(state.version)} won while ${show(current.version)} was current`,
        )
        await place.expectState(key, current, 'After a swap that came too late')
      },
    },
    {
      name: 'of all writers that saw the same version, one wins',
      section: '13.1.1',
      async run(place) {
        const { key, state } = await place.begin()
        let current = state
        for (let round = 0; round < place.subject.rounds; round++) {
          const seen = await atOnce(WRITERS, async () => place.open(key))
          const swapped = await Promise.all(seen.map((resource, n) => resource.swap(current, place.subject.value(n))))
          const winners = swapped.filter((written) => written !== null)
          expect(winners.length === 1, `${winners.length} of ${WRITERS} writers won in round ${round + 1}: one is due`)
          current = winners[0]!
          await place.expectState(key, current, 'After a race of writers')
        }
      },
    },
    {
      name: 'a state that was read is not changed by a later write',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const read = await place.open(key).read()
        const [before, beforeRead] = [picture(state), picture(read)]
        await place.swap(resource, state, place.subject.value(1), [])
        const sentence = 'A later write changed a state that was read before: give a new object each time'
        expect(picture(state) === before && picture(read) === beforeRead, sentence)
      },
    },
  ]
}
