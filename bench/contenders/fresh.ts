import type { RequestLike } from '@ifmatch/core'
import fresh from 'fresh'
import { cacheControl } from '../documents.ts'
import type { Visit } from '../visits.ts'

/** `fresh` takes objects of fields, so the three that it looks at are read from the request first. */
export function isFresh({
  request: { method, headers },
  document: { etag, modifiedField },
}: Visit<RequestLike>): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const fields = {
    'if-none-match': headers.get('if-none-match') ?? undefined,
    'if-modified-since': headers.get('if-modified-since') ?? undefined,
    'cache-control': headers.get('cache-control') ?? undefined,
  }
  return fresh(fields, { etag, 'last-modified': modifiedField })
}

/** With the 304 that its user builds. */
export function freshAnswer(visit: Visit<RequestLike>): Response | null {
  if (!isFresh(visit)) return null
  return new Response(null, { status: 304, headers: { ETag: visit.document.etag, 'Cache-Control': cacheControl } })
}
