import { isWrite } from '../fields/request.ts'
import { defaults } from '../responses/options.ts'
import { lost } from './attempts.ts'
import type { Body, RequestBody, WriteRequest } from './body.ts'
import { isResponse, refuse } from './refusals.ts'
import type { Remembering } from './remembering.ts'
import type { Resource, Snapshot } from './resource.ts'
import { reportUnkept } from './unkept.ts'
import { perform, swapIn } from './write.ts'
import { snapshotValidators, statusOf, writeAnswer } from './write-answer.ts'
import type { Next, WriteOptions } from './write-options.ts'
import { dated } from '../evaluation/dated.ts'
import type { Validators } from '../fields/validators.ts'

/**
 * Carries out one write over HTTP, race-free: the preconditions are evaluated against the state that is swapped, and again
 * after every swap that was lost. `change` makes the next state from the current one; it may run several times, never sees
 * a state for which a condition failed, and ends the write with a Response of its own.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { memoryResource, update } from '@ifmatch/core'
 *
 * const counter = memoryResource(1)
 * const request = new Request('http://localhost/counter', { method: 'PUT', headers: { 'If-Match': '"1"' }, body: '5' })
 * const answer = await update(request, counter, async (current, body) => current.value + Number(await body.text()))
 * assert.equal(answer.status, 204)
 * assert.equal((await counter.read())!.value, 6)
 * ```
 *
 * @returns 200, 201, 204; 400, 404, 412, 413, 415, 422, 428, 503; what `authorize` or `change` answered
 * @throws whatever `change` throws, and TypeError for the developer's mistakes; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2 RFC 9110, Section 13.2}
 */
export function update<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  change: (current: S, body: Body) => Next<NoInfer<N>>,
  options?: WriteOptions<NoInfer<S>> & { create?: false },
): Promise<Response>
export function update<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  change: (current: S | null, body: Body) => Next<NoInfer<N>>,
  options: WriteOptions<NoInfer<S>>,
): Promise<Response>
export async function update<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  change: (current: S, body: Body) => Next<N>,
  options: WriteOptions<S> = defaults,
): Promise<Response> {
  if (!isWrite(request.method))
    return dated(refuse(request, 405, 'Only writes are answered here.', options, { allow: 'PUT, PATCH, POST, DELETE' }))
  const validators = snapshotValidators
  const apply = applying(request, resource, change as (current: S | null, body: Body) => Next<N>, validators, options)
  return perform(request, resource, {
    options,
    create: options.create ?? false,
    limit: options.limit,
    validators,
    apply,
  })
}

/** The last part of a write: the change, the swap, the answer. */
export function applying<S extends Snapshot, N>(
  request: WriteRequest,
  resource: Resource<S, N>,
  change: (current: S | null, body: Body) => Next<N>,
  validators: (state: S) => Validators | Promise<Validators>,
  options: WriteOptions<S>,
) {
  return async (
    current: S | null,
    body: RequestBody,
    remembering: Remembering | null,
  ): Promise<Response | typeof lost> => {
    const isCreated = current === null
    const writeIds = remembering ? await remembering.remember(current, statusOf(isCreated, options)) : undefined
    const next = await change(current, body)
    if (isResponse(next)) return next
    if (next === undefined)
      throw new TypeError('Cannot write what change gave: undefined is no next state; return one, or a Response')
    const begun = Date.now()
    const state = await swapIn(request, resource, current, next, writeIds)
    if (state === null) return lost
    reportUnkept(current, state, writeIds, options)
    return writeAnswer(request, { state, isCreated, begun, validators: await validators(state) }, options)
  }
}
