import type { Load } from './loads.ts'
import { creations } from './scenarios/creations.ts'
import { type Incremented, type IncrementedByDate, increments, incrementsByDate } from './scenarios/increments.ts'
import { type Reads, readsWhileRewritten } from './scenarios/rewriting.ts'

/** What became of all races on one store. */
export interface Raced {
  readonly byTag: Incremented
  readonly byDate: IncrementedByDate
  /** How many were told that they created, each round. */
  readonly created: readonly number[]
  readonly reads: Reads
}

type At = (kind: 'swapped' | 'dated' | 'checked', id: string) => readonly string[]

const at =
  (origins: readonly string[]): At =>
  (kind, id) =>
    origins.map((origin) => `${origin}/${kind}/${id}`)

/** Runs every race on a store that is served at these origins, one after the other. */
export async function race(origins: readonly string[], load: Load): Promise<Raced> {
  const urls = at(origins)
  return {
    byTag: await increments(urls('swapped', 'counter'), load.byTag),
    byDate: await incrementsByDate((n) => urls('dated', `dated-${n}`), load.byDate),
    created: await creations((n) => urls('swapped', `created-${n}`), load.creations),
    reads: await readsWhileRewritten(urls('swapped', 'rewritten'), load.reads),
  }
}

/** The lost-update race with a handler that evaluates, and then writes. */
export function raceChecked(origins: readonly string[], load: Load, id = 'checked'): Promise<Incremented> {
  return increments(at(origins)('checked', id), load.byTag)
}

/** What is wrong with the outcome of races, a sentence each. */
export function wrongs({ byTag, byDate, created, reads }: Raced, load: Load): string[] {
  const due = (crowd: Load['byTag']): number => crowd.clients * crowd.increments
  const unanswered = byTag.unanswered + byDate.unanswered
  const severalCreators = created.filter((winners) => winners !== 1)
  return [
    byTag.accepted === due(load.byTag) || `by tag, ${byTag.accepted} of ${due(load.byTag)} were accepted`,
    byTag.final === byTag.accepted || `by tag, ${byTag.accepted} were accepted, and ${byTag.final} are there`,
    byTag.refused > 0 || 'by tag, nobody was refused, so nobody raced',
    unanswered === 0 || `${unanswered} writes got no answer`,
    byDate.accepted === due(load.byDate) || `by date, ${byDate.accepted} of ${due(load.byDate)} were accepted`,
    byDate.final === byDate.accepted || `by date, ${byDate.accepted} were accepted, and ${byDate.final} are there`,
    byDate.twice === 0 || `by date, ${byDate.twice} dates were accepted twice`,
    severalCreators.length === 0 || `in ${severalCreators.length} rounds there was not exactly one creator`,
    reads.reads >= load.reads.reads || `${reads.reads} of ${load.reads.reads} reads were answered`,
    reads.mixed === 0 || `${reads.mixed} bodies are not those of their tag`,
    reads.states > 5 || `only ${reads.states} states were read`,
  ].filter((wrong) => typeof wrong === 'string')
}
