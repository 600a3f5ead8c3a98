import type { Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { atOnce, type StoreCheck, WRITERS } from './store-check.ts'

/** Creating: `swap(null, next)`. */
export function creating<S extends Snapshot, N>(): StoreCheck<S, N>[] {
  return [
    {
      name: 'where nothing is, read says null',
      async run(place) {
        const read = await place.open(place.key()).read()
        expect(read === null, `read gives ${show(read)} where nothing was written: null says that nothing is there`)
      },
    },
    {
      name: 'create makes a state, and another handle reads it',
      async run(place) {
        const key = place.key()
        const next = place.subject.value(1)
        const state = await place.create(place.open(key), next)
        await place.expectHolds(state, next, 1, 'After a create')
        await place.expectState(key, state, 'After a create')
      },
    },
    {
      name: 'create does not overwrite what is there',
      section: '13.1.2',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const second = await resource.swap(null, place.subject.value(1))
        expect(second === null, `swap(null, next) gave version ${show(second?.version)} where something was there`)
        await place.expectState(key, state, 'After a create that came too late')
      },
    },
    {
      name: 'of all creators, one wins',
      section: '13.1.2',
      async run(place) {
        for (let round = 0; round < place.subject.rounds; round++) {
          const key = place.key()
          const created = await atOnce(WRITERS, (n) => place.open(key).swap(null, place.subject.value(n)))
          const winners = created.filter((state) => state !== null)
          expect(winners.length === 1, `${winners.length} of ${WRITERS} creators won in round ${round + 1}: one is due`)
          await place.expectState(key, winners[0]!, 'After a race of creators')
        }
      },
    },
  ]
}
