import { nextLastModified, type Resource } from '@ifmatch/core'

/** A state of the stores that are broken on purpose. */
export interface State {
  readonly version: number | string
  readonly value: number
  readonly lastModified: Date
  readonly writeIds: readonly string[]
}

type Store = Required<Resource<State, number>>

/** What is told wrongly, in place of what is right. */
interface Break {
  /** Waits between the check and the write. */
  readonly pause?: () => Promise<unknown>
  readonly nextVersion?: (cell: Cell, value: number) => number | string
  readonly nextDate?: (before: Date | undefined) => Date
  readonly nextIds?: (given: readonly string[] | undefined, before: readonly string[]) => readonly string[]
  readonly maySwap?: (current: State | null, state: State | null) => boolean
  readonly mayRemove?: (current: State, state: State | null) => boolean
  readonly store?: (next: number) => number
  readonly keyOf?: (key: string) => string
  readonly mutates?: boolean
  readonly keepsOnRemove?: boolean
}

interface Cell {
  count: number
  state: State | null
}

const isCurrent = (current: State | null, state: State | null): boolean => current?.version === state?.version

/** A store that is right but for what is broken in it. */
export function broken({
  pause,
  nextVersion = (cell) => ++cell.count,
  nextDate = nextLastModified,
  nextIds = (given, before) => given ?? before,
  maySwap = isCurrent,
  mayRemove = isCurrent,
  store = (next) => next,
  keyOf = (key) => key,
  mutates = false,
  keepsOnRemove = false,
}: Break): (key: string) => Store {
  const cells = new Map<string, Cell>()
  return (name) => {
    const key = keyOf(name)
    const cell = cells.get(key) ?? { count: 0, state: null }
    cells.set(key, cell)
    return {
      read: async () => cell.state,
      async swap(current, next, ids) {
        const before = cell.state
        if (!maySwap(current, before)) return null
        if (pause) await pause()
        const state: State = {
          version: nextVersion(cell, next),
          value: store(next),
          lastModified: nextDate(before?.lastModified),
          writeIds: nextIds(ids, before?.writeIds ?? []),
        }
        return (cell.state = mutates && before ? Object.assign(before, state) : state)
      },
      async remove(current) {
        if (!mayRemove(current, cell.state)) return false
        if (pause) await pause()
        if (!keepsOnRemove) cell.state = null
        return true
      },
    }
  }
}

const later = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1))

/** Each broken store, and the check that has to find it out. */
export const brokenStores: readonly (readonly [what: string, breaks: Break, found: string])[] = [
  ['checks, awaits, then writes', { pause: later }, 'of all writers that saw the same version, one wins'],
  ['checks, awaits, then creates', { pause: later }, 'of all creators, one wins'],
  ['checks, awaits, then removes', { pause: later }, 'of swaps and removes from the same version, one wins'],
  ['loses increments', { pause: later }, 'of many increments at once, none is lost'],
  [
    'begins again at 1 after a remove',
    { nextVersion: ({ state }) => (state ? Number(state.version) + 1 : 1) },
    'what is removed and created again has another version, also with equal content',
  ],
  [
    'takes a state from before a remove for the new one',
    { nextVersion: ({ state }) => (state ? Number(state.version) + 1 : 1) },
    'a state from before a remove and a create neither swaps nor removes',
  ],
  [
    'repeats a version now and then',
    { nextVersion: (cell) => ++cell.count % 50 },
    'no version is repeated in a long history',
  ],
  [
    'makes the version from the content',
    { nextVersion: (_, value) => `hash-${value}` },
    'equal content, written twice, has two versions',
  ],
  ['has versions with quotes', { nextVersion: (cell) => `"${++cell.count}"` }, 'a version can be an entity tag'],
  ['loses write ids', { nextIds: (given) => given ?? [] }, 'writeIds are kept where swap says nothing of them'],
  [
    'appends write ids',
    { nextIds: (given = [], before) => [...before, ...given] },
    'writeIds are replaced by the list that swap is given',
  ],
  ['swaps from any state', { maySwap: () => true }, 'a swap from a stale state loses, and changes nothing'],
  [
    'creates over what is there',
    { maySwap: (current, state) => current === null || isCurrent(current, state) },
    'create does not overwrite what is there',
  ],
  [
    'brings back what was removed',
    { maySwap: (current, state) => isCurrent(current, state) || (current !== null && state === null) },
    'a swap from a removed state loses, and brings nothing back',
  ],
  ['removes from any state', { mayRemove: () => true }, 'remove from a stale state loses, and changes nothing'],
  ['only says that it removed', { keepsOnRemove: true }, 'remove takes the current state away'],
  [
    'has dates that go back',
    { nextDate: () => nextLastModified() },
    'lastModified never goes back, also when the clock does',
  ],
  [
    'cuts dates to seconds',
    { nextDate: () => new Date(Math.floor(Date.now() / 1000) * 1000) },
    'lastModified is a whole second, and not before the write',
  ],
  [
    'has dates with milliseconds',
    { nextDate: () => new Date(Math.floor(Date.now() / 1000) * 1000 + 1001) },
    'lastModified is a whole second, and not before the write',
  ],
  ['stores something else', { store: () => 0 }, 'a swap from the current state writes, and another handle reads it'],
  ['loses odd values', { store: Math.trunc }, 'every value is kept as it is'],
  ['changes states that were read', { mutates: true }, 'a state that was read is not changed by a later write'],
  [
    'takes keys of other case for the same',
    { keyOf: (key) => key.toLowerCase() },
    'every key, also an unusual one, is a place of its own',
  ],
  ['trims its keys', { keyOf: (key) => key.trim() }, 'every key, also an unusual one, is a place of its own'],
  [
    'reads numbers out of its keys',
    { keyOf: (key) => (Number.isNaN(Number(key)) ? key : String(Number(key))) },
    'every key, also an unusual one, is a place of its own',
  ],
]
