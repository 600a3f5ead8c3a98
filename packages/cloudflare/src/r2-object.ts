import { type ByteRange, type Content, formatHttpDate, type Representation } from '@ifmatch/core'

// R2 refuses longer keys.
const LONGEST_KEY = 1024

/**
 * An object of a bucket as a representation to `respond` with: a strong tag of its version, the time of its upload, its
 * size, and the metadata that it was stored with. R2 is never given the request's conditions: it reads them otherwise.
 *
 * @returns `null` where there is no such object
 * @see {@link https://developers.cloudflare.com/r2/api/workers/workers-api-reference/ R2, Workers API reference}
 */
export async function r2Object(bucket: R2Bucket, key: string): Promise<Representation | null> {
  if (!isKey(key)) return null
  const object = await bucket.head(key)
  if (object === null) return null
  const type = object.httpMetadata?.contentType
  return {
    version: object.version,
    lastModified: object.uploaded,
    headers: metadataFields(object),
    ...(type === undefined ? null : { type }),
    size: object.size,
    body: (range) => bytesOf(bucket, object, range),
  }
}

function isKey(key: string): boolean {
  return key !== '' && new TextEncoder().encode(key).byteLength <= LONGEST_KEY
}

function metadataFields({ httpMetadata = {} }: R2Object): Headers {
  const { cacheControl, cacheExpiry, contentDisposition, contentEncoding, contentLanguage } = httpMetadata
  const headers = new Headers()
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.set(name, value)
  }
  set('cache-control', cacheControl)
  set('content-disposition', contentDisposition)
  set('content-encoding', contentEncoding)
  set('content-language', contentLanguage)
  set('expires', cacheExpiry && formatHttpDate(cacheExpiry))
  return headers
}

/** The bytes of that version, or `null` where another one, or none, is in its place. */
async function bytesOf(bucket: R2Bucket, { key, etag, version }: R2Object, range?: ByteRange): Promise<Content> {
  const object = await bucket.get(key, { onlyIf: { etagMatches: etag }, ...(range && { range }) })
  if (object === null || !('body' in object)) return null
  if (object.version === version) return object.body
  // The same bytes were stored again, perhaps with other metadata.
  await object.body.cancel()
  return null
}
