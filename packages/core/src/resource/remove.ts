import { build, addAlways } from '../responses/build.ts'
import { defaults } from '../responses/options.ts'
import { dated } from '../evaluation/dated.ts'
import { unusable } from '../fields/shown.ts'
import { isWrite } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'
import { fromStore, lost } from './attempts.ts'
import type { WriteRequest } from './body.ts'
import { refuse } from './refusals.ts'
import type { Resource, Snapshot } from './resource.ts'
import { perform, refuseGone } from './write.ts'
import { snapshotValidators } from './write-answer.ts'
import type { WriteOptions } from './write-options.ts'

/**
 * Carries out a DELETE, race-free: what was evaluated is what is removed. `create` has no say: to remove nothing is 404.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { memoryResource, remove } from '@ifmatch/core'
 *
 * const note = memoryResource('first')
 * const request = new Request('http://localhost/note', { method: 'DELETE', headers: { 'If-Match': '"1"' } })
 * assert.equal((await remove(request, note)).status, 204)
 * assert.equal(await note.read(), null)
 * ```
 *
 * @returns 204; 404, 412, 428, 503; 405 to a method that is no write; what `authorize` answered
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.5 RFC 9110, Section 9.3.5}
 */
export async function remove<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N> & { remove: unknown },
  options: WriteOptions<NoInfer<S>> = defaults,
): Promise<Response> {
  if (!resource.remove) throw new TypeError('Cannot remove: the resource has no remove()')
  if (!isWrite(request.method))
    return dated(refuse(request, 405, 'Only writes are answered here.', options, { allow: 'DELETE' }))
  return removing(request, resource, snapshotValidators, options)
}

/** {@link remove}, evaluated against what the caller says of a state. */
export function removing<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  validators: (state: S) => Validators | Promise<Validators>,
  options: WriteOptions<S>,
): Promise<Response> {
  const apply = async (current: S | null): Promise<Response | typeof lost> => {
    refuseGone(request)
    const isRemoved = await fromStore(() => resource.remove!(current!))
    if (typeof isRemoved !== 'boolean')
      throw unusable('remove()', isRemoved, 'is neither true, which is removed, nor false, which is lost')
    return isRemoved ? build(null, 204, addAlways(new Headers(), options), options) : lost
  }
  return perform(request, resource, { options, create: false, limit: undefined, validators, apply })
}
