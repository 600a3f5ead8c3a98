import type { Resource, Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import type { Begun, Place } from './place.ts'
import { atOnce, type StoreCheck } from './store-check.ts'

/** Removing, and what comes after it. */
export function removing<S extends Snapshot, N>(create: boolean): StoreCheck<S, N>[] {
  const checks: StoreCheck<S, N>[] = [
    {
      name: 'remove takes the current state away',
      async run(place) {
        const { key, resource, state } = await place.begin()
        expect(await place.remove(resource, state), 'The state was current, and remove said that someone was faster')
        await place.expectState(key, null, 'After a remove')
        expect(!(await place.remove(resource, state)), 'Nothing was there any more, and remove said that it removed it')
      },
    },
    {
      name: 'remove from a stale state loses, and changes nothing',
      section: '13.1.1',
      async run(place) {
        const { key, resource, state } = await place.begin()
        const current = await place.swap(resource, state, place.subject.value(1))
        const late = await place.remove(place.open(key), state)
        const versions = `version ${show(state.version)} won while ${show(current.version)} was current`
        expect(!late, `A remove from ${versions}`)
        await place.expectState(key, current, 'After a remove that came too late')
      },
    },
    {
      name: 'a swap from a removed state loses, and brings nothing back',
      section: '13.1.1',
      async run(place) {
        const { key, resource, state } = await place.begin()
        await place.remove(resource, state)
        const late = await place.open(key).swap(state, place.subject.value(1))
        expect(late === null, `A swap from version ${show(state.version)} won after that was removed`)
        await place.expectState(key, null, 'After a swap from what was removed')
      },
    },
    {
      name: 'of swaps and removes from the same version, one wins',
      section: '13.1.1',
      async run(place) {
        for (let round = 0; round < (create ? place.subject.rounds : 1); round++)
          await raceSwapsAndRemoves(place, round)
      },
    },
  ]
  return create ? [...checks, ...recreating<S, N>()] : checks
}

async function raceSwapsAndRemoves<S extends Snapshot, N>(place: Place<S, N>, round: number): Promise<void> {
  const { key, state } = await place.begin()
  const swaps = atOnce(8, (n) => place.open(key).swap(state, place.subject.value(n)))
  const removes = atOnce(8, () => place.remove(place.open(key), state))
  const swapped = (await swaps).filter((written) => written !== null)
  const removed = (await removes).filter(Boolean)
  const winners = `${swapped.length} swaps and ${removed.length} removes won`
  expect(swapped.length + removed.length === 1, `${winners} from the same version in round ${round + 1}: one is due`)
  await place.expectState(key, swapped[0] ?? null, `After a race in which ${winners}`)
}

function recreating<S extends Snapshot, N>(): StoreCheck<S, N>[] {
  return [
    {
      name: 'what is removed and created again has another version, also with equal content',
      section: '8.8.1',
      async run(place) {
        const { resource, state } = await place.begin()
        const versions = new Set([String(state.version)])
        let current = state
        for (let turn = 1; turn <= 5; turn++) {
          await place.remove(resource, current)
          current = await place.create(resource, place.subject.value(0))
          expectNew(versions, current)
          current = await place.swap(resource, current, place.subject.value(0))
          expectNew(versions, current)
        }
      },
    },
    {
      name: 'a state from before a remove and a create neither swaps nor removes',
      section: '13.1.1',
      async run(place) {
        const begun = await place.begin()
        const { key, resource, state } = begun
        await place.remove(resource, state)
        const current = await place.create(place.open(key), place.subject.value(0))
        await expectBothLose(place, begun)
        await place.expectState(key, current, 'After a swap and a remove from before the create')
      },
    },
  ]
}

function expectNew<S extends Snapshot>(versions: Set<string>, { version }: S): void {
  expect(!versions.has(String(version)), `Version ${show(version)} stands for two states: it came back after a remove`)
  versions.add(String(version))
}

async function expectBothLose<S extends Snapshot, N>(place: Place<S, N>, { key, state }: Begun<S, N>): Promise<void> {
  const resource: Resource<S, N> = place.open(key)
  const swapped = await resource.swap(state, place.subject.value(1))
  expect(swapped === null, `A swap from version ${show(state.version)} won over what was created after its remove`)
  const removed = await place.remove(resource, state)
  expect(!removed, `A remove of version ${show(state.version)} took what was created after it`)
}
