import { copyFields } from '../fields/copy-fields.ts'

// What a 200 says of its representation, its content, or its freshness.
const REPRESENTATION = [
  'accept-ranges',
  'age',
  'cache-control',
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'content-digest',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'pragma',
  'repr-digest',
  'surrogate-control',
  'trailer',
  'transfer-encoding',
]

/**
 * The fields of a 200 that an error in its place has too (CORS, security, cookies): freshness or validators on a 412 could
 * be stored, and then answer plain GETs.
 */
export function withoutRepresentation(fields: Headers): Headers {
  const headers = copyFields(fields)
  for (const name of REPRESENTATION) headers.delete(name)
  return headers
}
