import type { Check } from '../check.ts'
import type { Bench } from './bench.ts'
import type { Ability } from './abilities.ts'
import type { Fact } from './template.ts'

export type Level = Check['level']

/** What the target has to have for a case: where it lacks that, the case is not run, and the report says why. */
export type Need = Fact | Ability

/** One question to a server. */
export interface Case {
  /** Unique: what it says is what has to hold. */
  readonly name: string
  /** A section of RFC 9110, or of another RFC by its name: `RFC 5789, Section 2`. */
  readonly section: string
  readonly level: Level
  readonly kind: 'read' | 'write' | 'race'
  readonly needs: readonly Need[]
  /** Asks. Rejects with what did not hold. */
  run(bench: Bench): Promise<void>
}

/** A case that cannot be run here. */
export class NotRun extends Error {
  override readonly name = 'NotRun'
}

/** What did not hold. */
export class Failed extends Error {
  override readonly name = 'Failed'
}

/** What did not hold, since no answer came. */
export class Unanswered extends Failed {}

/** The answer; `null` where none came. */
export async function orNone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Unanswered) return null
    throw error
  }
}

/**
 * Demands that something holds.
 *
 * @throws Failed with what did not
 */
export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Failed(otherwise)
}

/**
 * Ends a case that cannot be run here.
 *
 * @throws NotRun
 */
export function notRun(because: string): never {
  throw new NotRun(because)
}
