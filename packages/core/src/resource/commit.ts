import type { Reason } from '../conditions/condition.ts'
import { shown } from '../fields/shown.ts'
import type { Version } from '../fields/validators.ts'
import { defaults } from '../responses/options.ts'
import { attempts, fromStore, given, lost, StoreFailure } from './attempts.ts'
import { isResponse } from './refusals.ts'
import type { Resource, Snapshot } from './resource.ts'
import { reportUnkept } from './unkept.ts'

/** Expects no version in particular: the last writer wins, in so many words. */
export const anyVersion: unique symbol = Symbol('anyVersion')

/** What became of a commit. `detail` is a sentence for whoever has to go on from there. */
export type Outcome<S> =
  | { readonly ok: true; readonly state: S; readonly created: boolean }
  | { readonly ok: false; readonly reason: Reason | 'busy'; readonly detail: string; readonly current: S | null }

/**
 * Writes by compare-and-swap without HTTP: RPC, MCP tools, form actions, queues. `expected` is the version that the writer
 * saw, `null` for nothing; versions are compared as text, so that "7" from a form is 7. `undefined` is refused as
 * `required`: a blind write is spelled `anyVersion`. `change` may run several times and has no side effects.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { commit, memoryResource } from '@ifmatch/core'
 *
 * const note = memoryResource('first')
 * const { version } = (await note.read())!
 * assert((await commit(note, version, () => 'second')).ok)
 * const late = await commit(note, version, () => 'third')
 * assert(!late.ok && late.reason === 'mismatch')
 * ```
 *
 * @throws whatever the store, `change` or the signal throws
 */
export async function commit<S extends Snapshot, N>(
  resource: Resource<S, N>,
  expected: Version | null | undefined | typeof anyVersion,
  change: (current: S | null) => NoInfer<N> | Promise<NoInfer<N>>,
  options: { signal?: AbortSignal } = {},
): Promise<Outcome<S>> {
  const { signal } = options
  let latest: S | null = null
  const turn = async (current: S | null): Promise<Outcome<S> | typeof lost> => {
    latest = current
    const refusal = refuse(expected, current)
    if (refusal) return { ok: false, ...refusal, current }
    const next = await change(current)
    if (next === undefined || isResponse(next))
      throw new TypeError(`Cannot write what change gave: ${shown(next)} is no next state`)
    signal?.throwIfAborted()
    const state = given('swap()', await fromStore(() => resource.swap(current, next)))
    if (state === null) return lost
    reportUnkept(current, state, undefined, defaults)
    return { ok: true, state, created: current === null }
  }
  try {
    signal?.throwIfAborted()
    const outcome = await attempts(resource, turn, signal)
    return outcome === lost
      ? { ok: false, reason: 'busy', detail: 'Too many writers at once: try again in a moment.', current: latest }
      : outcome
  } catch (error) {
    throw error instanceof StoreFailure ? error.cause : error
  }
}

function refuse(
  expected: Version | null | undefined | typeof anyVersion,
  current: Snapshot | null,
): { reason: Reason; detail: string } | null {
  if (expected === anyVersion) return null
  if (expected === undefined)
    return {
      reason: 'required',
      detail:
        'The version that was read is missing: read it again, reapply the change, and say which version it was made from.',
    }
  if (expected === null)
    return (
      current && {
        reason: 'exists',
        detail:
          'It is there already, so nothing was created: read it, reapply the change, and say which version it was made from.',
      }
    )
  if (current === null)
    return { reason: 'no-representation', detail: `Nothing is there any more, so version ${expected} was not changed.` }
  if (String(expected) === String(current.version)) return null
  return {
    reason: 'mismatch',
    detail: `It is no longer version ${expected}, so nothing was changed: read it again, reapply the change to version ${current.version}, and retry.`,
  }
}
