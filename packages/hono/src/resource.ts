import { handleResource, type Methods, type Resource, type Snapshot } from '@ifmatch/core'
import type { Context, Env, Input } from 'hono'
import { unread } from './unread.ts'

/**
 * Answers every method of one resource, whole and race-free: the handler of `app.all`. The content comes from `c.req`, so
 * that a validator which has read it before does no harm.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { memoryResource } from '@ifmatch/core'
 * import { resource } from '@ifmatch/hono'
 * import { Hono } from 'hono'
 *
 * const note = memoryResource('first')
 * const app = new Hono()
 * app.all(
 *   '/note',
 *   resource(() => note, {
 *     get: ({ version, value }) => ({ version, type: 'text/plain', body: () => value }),
 *     put: { 'text/plain': (_, body) => body.text() },
 *   }),
 * )
 *
 * const save = (tag: string, body: string) =>
 *   app.request('/note', { method: 'PUT', headers: { 'If-Match': tag, 'Content-Type': 'text/plain' }, body })
 * assert.equal((await save('"1"', 'second')).status, 204)
 * assert.equal((await save('"1"', 'third')).status, 412)
 * ```
 *
 * @throws whatever `open` and the methods throw, to `app.onError`; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3 RFC 9110, Section 9.3}
 */
export function resource<
  // Without the defaults, methods that were typed elsewhere are compared with a bare Snapshot, before `open` is looked at.
  S extends Snapshot = any,
  N = any,
  E extends Env = Env,
  P extends string = string,
  I extends Input = {},
>(
  open: (c: Context<E, P, I>) => Resource<S, N>,
  methods: Methods<NoInfer<S>, NoInfer<N>> | ((c: Context<E, P, I>) => Methods<NoInfer<S>, NoInfer<N>>),
): (c: Context<E, P, I>) => Promise<Response> {
  return async (c) => handleResource(await unread(c), open(c), typeof methods === 'function' ? methods(c) : methods)
}
