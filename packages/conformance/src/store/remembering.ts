import type { Snapshot } from '@ifmatch/core'
import { expect } from './expect.ts'
import { picture } from './picture.ts'
import type { StoreCheck } from './store-check.ts'

const LONG = Array.from({ length: 64 }, (_, n) => `key-${n}.${'f'.repeat(22)}.204`)

/** The write ids behind Idempotency-Key, where snapshots carry them. */
export function remembering<S extends Snapshot, N>(create: boolean): StoreCheck<S, N>[] {
  const checks: StoreCheck<S, N>[] = [
    {
      name: 'writeIds are always there, or never',
      async run(place) {
        const { resource, state } = await place.begin()
        const written = await place.swap(resource, state, place.subject.value(1), ['first'])
        const again = await place.swap(resource, written, place.subject.value(2))
        const there = [state, written, again].filter(({ writeIds }) => writeIds !== undefined).length
        expect(there === 0 || there === 3, `writeIds are there in ${there} of 3 states: an empty list where none are`)
      },
    },
    {
      name: 'writeIds are replaced by the list that swap is given',
      async run(place) {
        const { key, resource, state } = await place.begin()
        if (state.writeIds === undefined) return
        const one = await place.swap(resource, state, place.subject.value(1), ['first'])
        expectIds(one, ['first'], 'After a swap')
        const many = await place.swap(resource, one, place.subject.value(2), LONG)
        expectIds((await place.open(key).read())!, LONG, 'After a swap with 64 of them')
        expectIds(await place.swap(resource, many, place.subject.value(3), []), [], 'After a swap with none')
      },
    },
    {
      name: 'writeIds are kept where swap says nothing of them',
      async run(place) {
        const { key, resource, state } = await place.begin()
        if (state.writeIds === undefined) return
        const one = await place.swap(resource, state, place.subject.value(1), ['first', 'second'])
        const kept = await place.swap(place.open(key), one, place.subject.value(2))
        expectIds(kept, ['first', 'second'], 'After a swap without a list')
        expectIds((await place.open(key).read())!, ['first', 'second'], 'After a swap without a list')
      },
    },
    {
      name: 'writeIds are not changed by a swap that is lost',
      async run(place) {
        const { key, resource, state } = await place.begin()
        if (state.writeIds === undefined) return
        await place.swap(resource, state, place.subject.value(1), ['first'])
        await place.open(key).swap(state, place.subject.value(2), ['late'])
        expectIds((await place.open(key).read())!, ['first'], 'After a swap that was lost')
      },
    },
  ]
  const ofCreates: StoreCheck<S, N> = {
    name: 'writeIds begin with the list that create is given, or empty',
    async run(place) {
      const [empty, given] = [place.open(place.key()), place.open(place.key())]
      const state = await place.create(empty, place.subject.value(0))
      if (state.writeIds === undefined) return
      expectIds(state, [], 'After a create without a list')
      expectIds(await place.create(given, place.subject.value(0), ['first']), ['first'], 'After a create')
    },
  }
  return create ? [...checks, ofCreates] : checks
}

function expectIds({ writeIds }: Snapshot, due: readonly string[], when: string): void {
  const sentence = `${when}, writeIds are ${picture(writeIds)} where ${picture(due)} is due`
  expect(picture(writeIds) === picture(due), sentence.slice(0, 300))
}
