import { type Body, documents, type Methods, type Next, type Stored, type Upload } from '@ifmatch/core'
import { jsonPatchDocument } from '@ifmatch/core/json-patch'
import { always } from './always.ts'
import { problem } from './problem.ts'
import type { Settings } from './settings.ts'

/** The longest document, in bytes. */
const limit = 1024 * 1024

/** What a document answers, in any store. */
export function documentMethods({ require }: Pick<Settings, 'require'>): Methods<Stored, Upload> {
  // Where it is on, core decides which methods need a condition: a PATCH says itself what it changes.
  const methods = documents({
    limit,
    idempotencyKey: true,
    ...(require ? {} : { require }),
    always,
    onError: reportStoreError,
  })
  const patches = { ...methods.patch, 'application/json-patch+json': jsonPatchDocument() }
  return {
    ...methods,
    get: ({ version, lastModified, type = 'application/octet-stream', size, body }) => ({
      version,
      ...(lastModified && { lastModified }),
      headers: { 'cache-control': 'no-cache' },
      type,
      ...(size !== undefined && { size }),
      body,
    }),
    patch: Object.fromEntries(Object.entries(patches).map(([type, change]) => [type, withinLimit(change)])),
  }
}

type Change = (current: Stored, body: Body) => Next<Upload>

/** Refuses a patch that is short itself, and makes the document too long. */
function withinLimit(change: Change): Change {
  return async (current, body) => {
    const next = await change(current, body)
    if (next instanceof Response || (next.size ?? 0) <= limit) return next
    return problem(413, `A document has at most ${limit} bytes, so nothing was changed: make the patch add less.`)
  }
}

/** Says in one line why the store does not answer: the client is told 503, and nothing of the reason. */
export function reportStoreError(error: unknown): void {
  console.error(`The documents cannot be asked now: ${error instanceof Error ? error.message : String(error)}`)
}
