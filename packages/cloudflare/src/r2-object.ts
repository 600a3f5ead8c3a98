import { formatHttpDate, type Representation } from '@ifmatch/core'
import { bytesOf, isKey } from './r2-bytes.ts'

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
