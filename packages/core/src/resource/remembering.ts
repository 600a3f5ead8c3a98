import { parseEntityTagList } from '../fields/entity-tag-list.ts'
import type { RequestLike } from '../fields/request.ts'
import { unusable } from '../fields/shown.ts'
import { isSatisfied } from '../evaluation/required.ts'
import type { Stop } from '../evaluation/precedence.ts'
import { addAlways, build } from '../responses/build.ts'
import { BodyTooLarge, type RequestBody, UnreadableBody, type WriteRequest } from './body.ts'
import { refuse } from './refusals.ts'
import type { Snapshot } from './resource.ts'
import { append, find, fingerprintOf, hashKey, hashVersion, mayBeForgotten, parseIdempotencyKey } from './write-ids.ts'
import type { WriteOptions } from './write-options.ts'

/** What Idempotency-Key asks of a write: that it is not applied a second time. */
export interface Remembering {
  /** The answer where this write was applied before, or its key used for another one; else `null`. */
  recall(current: Snapshot | null, stop: Stop | null): Promise<Response | null>
  /** Whether this write may have been applied before, and is forgotten: so many came since. */
  mayBeForgotten(current: Snapshot | null): Promise<boolean>
  /** The list to keep with the new state, this write in it. */
  remember(current: Snapshot | null, status: number): Promise<readonly string[]>
}

/** Whether the request has an Idempotency-Key that is no Structured Field string. DELETE has none that counts. */
export function isUnreadableKey({ method, headers }: RequestLike): boolean {
  const field = headers.get('idempotency-key')
  return method !== 'DELETE' && field !== null && parseIdempotencyKey(field) === null
}

/** The memory of writes for this request, or `null` where it asks for none. */
export function remember<S extends Snapshot>(
  request: WriteRequest,
  body: RequestBody,
  options: WriteOptions<S>,
): Remembering | null {
  const named = options.idempotencyKey as boolean | ((request: WriteRequest) => string) | undefined
  if (!named || request.method === 'DELETE') return null
  const field = request.headers.get('idempotency-key')
  const key = field === null ? null : parseIdempotencyKey(field)
  if (key === null) return null
  const caller: unknown = typeof named === 'function' ? named(request) : ''
  if (typeof caller !== 'string') throw unusable('idempotencyKey()', caller, 'is no text that names the caller')
  let hashed: Promise<string> | null = null
  let fingerprint: Promise<string> | null = null
  const keyed = (): Promise<string> => (hashed ??= hashKey(caller, key))
  const printed = (): Promise<string> =>
    (fingerprint ??= body.bytes().then((bytes) => fingerprintOf(request.method, bytes)))
  return {
    async recall(current, stop) {
      if (current === null || stop?.decision.status === 400 || namesState(request, current, stop)) return null
      const known = find(idsOf(current), await keyed())
      if (known === null) return null
      // A body that cannot be read proves nothing: then the condition decides.
      const sent = await printed().catch((error) => (stop && isUnread(error) ? null : Promise.reject(error)))
      if (sent === null) return null
      if (sent === known.fingerprint) return build(null, known.status, addAlways(new Headers(), options), options)
      return refuse(
        request,
        422,
        'This Idempotency-Key was used for another write: use a new key for each write.',
        options,
      )
    },
    async mayBeForgotten(current) {
      return current !== null && mayBeForgotten(idsOf(current), await Promise.all(listedIn(request).map(hashVersion)))
    },
    async remember(current, status) {
      const replaced = await hashVersion(current ? `${current.version}` : '')
      return append(current ? idsOf(current) : [], await keyed(), await printed(), status, replaced)
    },
  }
}

// A write that holds against the current state by its tag was made after whatever is remembered in it.
function namesState(request: RequestLike, current: Snapshot, stop: Stop | null): boolean {
  return stop === null && isSatisfied(request.headers.get('if-match'), null, current)
}

/** The versions that a write says it replaces; `''`: nothing is there. */
function listedIn({ headers }: RequestLike): string[] {
  const tags = parseEntityTagList(headers.get('if-match') ?? '')
  if (Array.isArray(tags)) return tags.map(({ opaque }) => opaque.split('~')[0]!)
  return headers.get('if-none-match') === '*' ? [''] : []
}

function isUnread(error: unknown): boolean {
  return error instanceof UnreadableBody || error instanceof BodyTooLarge
}

function idsOf({ writeIds }: Snapshot): readonly string[] {
  if (Array.isArray(writeIds)) return writeIds
  throw unusable('the store', writeIds, 'is no list of writeIds, which idempotencyKey needs')
}
