import { type AnyValidators, copyValidators } from '../fields/validators.ts'
import type { Representation } from '../responses/representation.ts'
import type { Snapshot } from './resource.ts'

/**
 * What is shown of a state. A snapshot's own date was made by the write side, and is strong: it is evaluated as it stands.
 */
export function asOf(state: Snapshot, shown: Representation): Representation {
  const { lastModified, dateIsStrong } = shown as AnyValidators
  if (!lastModified || dateIsStrong !== undefined || lastModified.getTime?.() !== state.lastModified?.getTime())
    return shown
  return Object.assign(copyValidators(shown), { dateIsStrong: true })
}
