import { reportMistake } from '../evaluation/mistakes.ts'
import type { RequestLike } from '../fields/request.ts'
import type { AnyValidators, Validators } from '../fields/validators.ts'
import type { Representation } from '../responses/representation.ts'
import { asOf } from './as-of.ts'
import type { Methods } from './methods.ts'
import type { Snapshot } from './resource.ts'
import { gotten, snapshotValidators } from './write-answer.ts'

/** What a write is evaluated by: what GET says of the state, or the snapshot where there is no GET, or none for this client. */
export async function stateValidators<S extends Snapshot, N>(
  request: RequestLike,
  state: S,
  { get }: Methods<S, N>,
): Promise<Validators> {
  const given = get ? gotten('get', await get(state, request)) : null
  return typeof given?.body === 'function' ? asOf(state, given as Representation) : snapshotValidators(state)
}

/** Reports a `get` that gives a state another version than the store: no If-Match of a client would ever hold. */
export function reportOtherVersion<S, N>(state: Snapshot, shown: Representation, methods: Methods<S, N>): void {
  const { version } = shown as AnyValidators
  if (version !== undefined && String(version) !== String(state.version)) {
    reportMistake(
      methods,
      "get gives another version than the state's own: they must be one, or a version could stand for two states",
    )
  }
}
