import { documents, type Methods, type Stored, type Upload } from '@ifmatch/core'
import { jsonPatchDocument } from '@ifmatch/core/json-patch'
import { always } from './always.ts'
import type { Settings } from './settings.ts'

/** What a document answers, in any store. */
export function documentMethods({ require }: Pick<Settings, 'require'>): Methods<Stored, Upload> {
  // Where it is on, core decides which methods need a condition: a PATCH says itself what it changes.
  const methods = documents({ ...(require ? {} : { require }), always, onError: reportStoreError })
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
    patch: { ...methods.patch, 'application/json-patch+json': jsonPatchDocument() },
  }
}

/** Says in one line why the store does not answer: the client is told 503, and nothing of the reason. */
export function reportStoreError(error: unknown): void {
  console.error(`The documents cannot be asked now: ${error instanceof Error ? error.message : String(error)}`)
}
