import type { Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { picture } from './picture.ts'
import type { Place } from './place.ts'
import { SecondProcess } from './start-second-process.ts'
import { atOnce, type StoreCheck } from './store-check.ts'

const EACH = 4

/** The same store from two processes of this runtime: `elsewhere` is a module whose default export is `open`. */
export function twoProcesses<S extends Snapshot, N>(elsewhere: string | URL, create: boolean): StoreCheck<S, N>[] {
  const with2 = async (run: (other: SecondProcess<N>) => Promise<void>): Promise<void> => {
    const other = await SecondProcess.start<N>(elsewhere)
    try {
      await run(other)
    } finally {
      await other.end()
    }
  }
  const checks: StoreCheck<S, N>[] = [
    {
      name: 'what one process writes, the other reads',
      run: (place) => with2((other) => readAcross(place, other)),
    },
    {
      name: 'of writers in two processes that saw the same version, one wins',
      section: '13.1.1',
      run: (place) =>
        with2(async (other) => {
          const { key, state } = await place.begin()
          let current = state
          for (let round = 1; round <= place.subject.rounds; round++) {
            current = await raceOnce(place, other, { key, state: current }, round)
          }
        }),
    },
  ]
  const ofCreates: StoreCheck<S, N> = {
    name: 'of creators in two processes, one wins',
    section: '13.1.2',
    run: (place) =>
      with2(async (other) => {
        for (let round = 1; round <= place.subject.rounds; round++)
          await raceOnce(place, other, { key: place.key(), state: null }, round)
      }),
  }
  return create ? [...checks, ofCreates] : checks
}

async function readAcross<S extends Snapshot, N>(place: Place<S, N>, other: SecondProcess<N>): Promise<void> {
  const { key, resource, state } = await place.begin()
  const read = await other.read(key)
  expect(
    read === String(state.version),
    `The other process reads version ${show(read)} where ${show(state.version)} is due`,
  )
  const [written] = await other.swap(key, [place.subject.value(1)])
  expect(typeof written === 'string', 'The other process was alone, and its swap was lost')
  const back = await resource.read()
  const versions = `${show(back?.version)} where the other process wrote ${show(written)}`
  expect(String(back?.version) === written, `This process reads version ${versions}`)
  await place.expectHolds(back!, place.subject.value(1), 1, 'After a write of the other process')
  const late = await resource.swap(state, place.subject.value(2))
  expect(late === null, 'A swap won from a version that the other process had replaced')
}

async function raceOnce<S extends Snapshot, N>(
  place: Place<S, N>,
  other: SecondProcess<N>,
  { key, state }: { readonly key: string; readonly state: S | null },
  round: number,
): Promise<S> {
  const values = Array.from({ length: EACH }, (_, n) => place.subject.value(n))
  const resources = values.map(() => place.open(key))
  await other.read(key)
  const theirs = other.swap(key, values)
  const ours = await atOnce(EACH, (n) => resources[n]!.swap(state, values[n]!))
  const winners = [...ours.map((written) => (written ? String(written.version) : null)), ...(await theirs)].filter(
    Boolean,
  )
  expect(
    winners.length === 1,
    `${winners.length} of ${2 * EACH} writers in two processes won in round ${round}: one is due`,
  )
  const current = await place.open(key).read()
  const found = current && String(current.version)
  expect(
    found === winners[0],
    `Version ${show(winners[0])} won, and ${show(found)} is read: ${picture(current).slice(0, 80)}`,
  )
  return current!
}
