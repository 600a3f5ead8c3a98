import type { Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { picture } from './picture.ts'
import type { Place, Subject } from './place.ts'
import type { StoreCheck } from './store-check.ts'
import { properties, unusualKeys } from './unusual-keys.ts'

/** What has to be kept as it is: values of all kinds, at keys of all kinds. */
export function keeping<S extends Snapshot, N>({ values, keys, create }: Subject<S, N>): StoreCheck<S, N>[] {
  const ofValues: StoreCheck<S, N> = {
    name: 'every value is kept as it is',
    async run(place) {
      const { key, resource, state } = await place.begin()
      let current = state
      for (const [index, next] of values.entries()) {
        const when = `After values[${index}]`
        current = await place.swap(resource, current, next)
        await place.expectHolds(current, next, null, when)
        await place.expectState(key, current, when)
        const read = await place.open(key).read()
        await place.expectHolds(read!, next, null, `${when}, read again`)
        if (create) await createWith(place, next, when)
      }
    },
  }
  const ofKeys: StoreCheck<S, N> = {
    name: 'every key, also an unusual one, is a place of its own',
    async run(place) {
      const states: [key: string, state: S][] = []
      for (const [n, key] of keysOfOurOwn(place.subject).entries()) {
        const resource = place.open(place.use(key))
        expect((await resource.read()) === null, `Something is at the key ${show(key)}, where nothing was written`)
        const state = await place.create(resource, place.subject.value(n))
        await place.expectHolds(state, place.subject.value(n), n, `At the key ${show(key)}`)
        states.push([key, state])
      }
      for (const [key, state] of states) {
        const same = picture(await place.open(key).read()) === picture(state)
        expect(same, `The state at the key ${show(key)} is another one after writes at other keys`)
      }
    },
  }
  return [...(values.length > 0 ? [ofValues] : []), ...(create && keys.length > 0 ? [ofKeys] : [])]
}

async function createWith<S extends Snapshot, N>(place: Place<S, N>, next: N, when: string): Promise<void> {
  const key = place.key()
  const created = await place.create(place.open(key), next)
  await place.expectHolds(created, next, null, `${when}, created`)
  await place.expectState(key, created, `${when}, created`)
}

/** The keys with something in the middle that nobody else has, so that they begin and end as they did. */
function keysOfOurOwn({ keys, remove }: Pick<Subject<never, never>, 'keys' | 'remove'>): string[] {
  const own = crypto.randomUUID()
  const digits = String(Math.floor(1e14 + Math.random() * 8e14))
  const numbers = [digits, `0${digits}`, `+${digits}`, `${digits}.0`, `${digits}e0`]
  return [
    ...keys.map((key) => `${key}${own}${key}`),
    ...(keys === unusualKeys ? numbers : []),
    ...(keys === unusualKeys && remove ? properties : []),
  ]
}
