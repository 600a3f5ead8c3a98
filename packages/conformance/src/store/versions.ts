import type { Snapshot, Version } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { longHistory } from './history.ts'
import type { StoreCheck } from './store-check.ts'

/** What versions have to be. */
export function versions<S extends Snapshot, N>(): StoreCheck<S, N>[] {
  return [
    {
      name: 'a version can be an entity tag',
      section: '8.8.3',
      async run(place) {
        const { resource, state } = await place.begin()
        const { version } = await place.swap(resource, state, place.subject.value(1))
        for (const found of [state.version, version]) {
          expect(canBeTag(found), `Version ${show(found)} is no safe integer, bigint, or visible ASCII without " \\ ~`)
        }
      },
    },
    {
      name: 'equal content, written twice, has two versions',
      section: '8.8.1',
      async run(place) {
        const { resource, state } = await place.begin()
        const first = await place.swap(resource, state, place.subject.value(1))
        const second = await place.swap(resource, first, place.subject.value(1))
        const sentence = `Version ${show(first.version)} stands for two states: a version is not made from the content`
        expect(String(first.version) !== String(second.version), sentence)
        const third = await place.swap(resource, second, place.subject.value(0))
        const versions = new Set([state, first, second, third].map(({ version }) => String(version)))
        expect(versions.size === 4, 'A version came back when an earlier content was written again')
      },
    },
    { name: 'no version is repeated in a long history', section: '8.8.1', run: longHistory },
  ]
}

function canBeTag(version: Version): boolean {
  if (typeof version === 'number') return Number.isSafeInteger(version)
  return typeof version === 'bigint' || (typeof version === 'string' && /^[\x21\x23-\x5b\x5d-\x7d]+$/.test(version))
}
