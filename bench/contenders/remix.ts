import type { RequestLike } from '@ifmatch/core'
import { IfMatch, IfNoneMatch } from '@remix-run/headers'
import { createFileResponse } from '@remix-run/response/file'
import { cacheControl, documents } from '../documents.ts'
import type { Visit } from '../visits.ts'

// The digest is given, so that nothing is hashed and the tag is everybody's.
const files = documents.map(({ content, modified, opaque }) => ({
  file: new File([content], 'document.txt', { type: 'text/plain', lastModified: modified }),
  options: { cacheControl, etag: 'strong', digest: async () => opaque } as const,
}))

/** A file's whole answer. */
export function fileResponse({ request, document }: Visit<Request>): Promise<Response> {
  const { file, options } = files[document.id] as (typeof files)[number]
  return createFileResponse(file, request, options)
}

/** The two tag lists by @remix-run/headers, put in order by hand; it leaves dates to its user. */
export function statusByHeaders({
  request: { method, headers },
  document: { etag },
}: Visit<RequestLike>): 304 | 412 | null {
  const match = headers.get('if-match')
  if (match !== null && !IfMatch.from(match).matches(etag)) return 412
  const noneMatch = headers.get('if-none-match')
  if (noneMatch === null || !IfNoneMatch.from(noneMatch).matches(etag)) return null
  return method === 'GET' || method === 'HEAD' ? 304 : 412
}
