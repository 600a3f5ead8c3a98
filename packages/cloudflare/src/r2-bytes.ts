import type { ByteRange, Content } from '@ifmatch/core'

// R2 refuses longer keys.
const LONGEST_KEY = 1024

/** Whether R2 can have an object at this key. */
export function isKey(key: string): boolean {
  return key !== '' && new TextEncoder().encode(key).byteLength <= LONGEST_KEY
}

/** The bytes of that version, or `null` where another one, or none, is in its place. */
export async function bytesOf(
  bucket: R2Bucket,
  { key, etag, version, size }: R2Object,
  range?: ByteRange,
): Promise<Content> {
  // R2 refuses every range of an empty object.
  const object = await bucket.get(key, { onlyIf: { etagMatches: etag }, ...(range && size > 0 && { range }) })
  if (object === null || !('body' in object)) return null
  if (object.version === version) return object.body
  // The same bytes were stored again, perhaps with other metadata.
  await object.body.cancel()
  return null
}
