import type { RequestLike } from '@ifmatch/core'
import { cacheControl } from '../documents.ts'
import type { Visit } from '../visits.ts'

// What a good engineer writes for one route, with the document's validators at hand. It knows no syntax: it splits a list
// on commas, takes whatever Date.parse takes, and says nothing of why.

/** The least that an evaluation can do: reading the four fields. */
export function fourReads({ request: { headers } }: Visit<RequestLike>): string | null {
  const match = headers.get('if-match')
  const noneMatch = headers.get('if-none-match')
  const modifiedSince = headers.get('if-modified-since')
  const unmodifiedSince = headers.get('if-unmodified-since')
  return match ?? noneMatch ?? modifiedSince ?? unmodifiedSince
}

/** The four fields in the order of RFC 9110, Section 13.2.2, by hand. */
export function statusByHand({
  request: { method, headers },
  document: { etag, modified },
}: Visit<RequestLike>): 304 | 412 | null {
  const match = headers.get('if-match')
  const noneMatch = headers.get('if-none-match')
  const modifiedSince = headers.get('if-modified-since')
  const unmodifiedSince = headers.get('if-unmodified-since')
  if (match !== null) {
    if (!lists(match, etag)) return 412
  } else if (unmodifiedSince !== null && modified > Date.parse(unmodifiedSince)) {
    return 412
  }
  const read = method === 'GET' || method === 'HEAD'
  if (noneMatch !== null) {
    if (listsWeakly(noneMatch, etag)) return read ? 304 : 412
  } else if (read && modifiedSince !== null && modified <= Date.parse(modifiedSince)) {
    return 304
  }
  return null
}

const failed = JSON.stringify({ type: 'about:blank', title: 'Precondition Failed', status: 412 })

/** The check with the answer that it leads to. */
export function checkByHand(visit: Visit<RequestLike>): Response | null {
  const status = statusByHand(visit)
  if (status === null) return null
  if (status === 304)
    return new Response(null, { status, headers: { ETag: visit.document.etag, 'Cache-Control': cacheControl } })
  return new Response(failed, { status, headers: { 'Content-Type': 'application/problem+json' } })
}

function lists(field: string, tag: string): boolean {
  return field === tag || field === '*' || field.split(',').some((member) => member.trim() === tag)
}

function listsWeakly(field: string, tag: string): boolean {
  return field === tag || field === '*' || field.split(',').some((member) => opaque(member.trim()) === opaque(tag))
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
