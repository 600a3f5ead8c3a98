import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Fate, Origin, type Way } from '../test/support/origin.ts'
import { withoutPauses } from '../test/support/scripted.ts'
import { type Client, createClient, IfMatchError, type Loaded } from './index.ts'

const url = 'http://localhost/list'

type List = readonly string[]

const fates: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>('arrives') },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('lost before', 'busy', 'late') },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('lost after', 'bad gateway after') },
)

/** Some fates, and after them the exchanges arrive. */
const anyWay = fc.record({
  fates: fc.array(fates, { maxLength: 60 }),
  weakens: fc.boolean(),
  tagsWrites: fc.boolean(),
})

function wayOf({ fates, ...way }: { fates: Fate[]; weakens: boolean; tagsWrites: boolean }, remembers: boolean): Way {
  const left = [...fates]
  return { ...way, remembers, fate: () => left.shift() ?? 'arrives' }
}

/** What either has added is there, and what either has taken away is not. */
function merge(base: List, mine: List, theirs: List): List {
  const added = mine.filter((name) => !base.includes(name) && !theirs.includes(name))
  return [...theirs.filter((name) => mine.includes(name) || !base.includes(name)), ...added]
}

/** One writer: what it does in turn, by `edit`, or by `save` one after the other or all at once, as somebody types. */
const anyWriter = fc.record({
  kind: fc.constantFrom('edits', 'saves', 'types'),
  turns: fc.integer({ min: 1, max: 5 }),
  way: anyWay,
})

interface Told {
  /** What the client has said of each name. */
  readonly done: string[]
  readonly unknown: string[]
  readonly refused: string[]
}

async function write({ kind, turns }: { kind: string; turns: number }, client: Client, own: string, told: Told) {
  const names = Array.from({ length: turns }, (_, n) => `${own}.${n}`)
  const settle = async (work: Promise<unknown>, named: string[]): Promise<void> => {
    try {
      await work
      told.done.push(...named)
    } catch (error) {
      if (!(error instanceof IfMatchError)) throw error
      told[error.code === 'unknown' ? 'unknown' : 'refused'].push(...named)
    }
  }
  if (kind === 'edits') {
    await Promise.all(
      names.map((name) =>
        settle(
          client.edit<List>(url, (list) => [...list, name]),
          [name],
        ),
      ),
    )
    return
  }
  let base: Loaded<List>
  try {
    base = await client.load<List>(url)
  } catch {
    return
  }
  if (kind === 'types') {
    // Each holds all that was typed so far, and is made before the one before it has ended.
    const saves = names.map((_, n) => client.save(base, [...base.data, ...names.slice(0, n + 1)], { merge }))
    await Promise.all(saves.map((save, n) => settle(save, names.slice(0, n + 1))))
    return
  }
  for (const name of names) {
    const saving = client.save(base, [...base.data, name], { merge })
    await settle(saving, [name])
    base = await saving.catch(() => client.load<List>(url)).catch(() => base)
  }
}

/** Lets them write at the same time, and gives what is there then. */
async function run(writers: { kind: string; turns: number; way: Parameters<typeof wayOf>[0] }[], remembers: boolean) {
  const origin = new Origin()
  await createClient({ fetch: origin.by(wayOf({ fates: [], weakens: false, tagsWrites: true }, false)) }).create(
    url,
    [],
  )
  const told: Told = { done: [], unknown: [], refused: [] }
  await Promise.all(
    writers.map(({ way, ...writer }, n) => {
      const fetch = origin.by(wayOf(way, remembers))
      return write(writer, createClient({ fetch, idempotencyKey: remembers, attempts: 200 }), `${n}`, told)
    }),
  )
  return { told, there: JSON.parse(origin.state!.body) as string[] }
}

beforeEach(withoutPauses)
afterEach(() => {
  vi.restoreAllMocks()
})

const several = fc.array(anyWriter, { minLength: 1, maxLength: 4 })

describe('by every way, whatever is lost, late, busy or weakened', () => {
  test('nothing is applied twice, and nothing is lost that was said to be done', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (writers) => {
        const { told, there } = await run(writers, false)
        expect(new Set(there).size).toBe(there.length)
        expect(there).toEqual(expect.arrayContaining(told.done))
        const may = new Set([...told.done, ...told.unknown])
        expect(there.filter((name) => !may.has(name))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('all is done, once, where the server remembers writes', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (writers) => {
        const { told, there } = await run(writers, true)
        expect([told.unknown, told.refused]).toEqual([[], []])
        expect(new Set(there).size).toBe(there.length)
        expect(new Set(there)).toEqual(new Set(told.done))
      }),
      { numRuns: 60 },
    )
  })
})
