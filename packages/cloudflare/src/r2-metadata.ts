import { nextLastModified } from '@ifmatch/core'

const LAST_MODIFIED = 'ifmatch-last-modified'
const WRITE_IDS = 'ifmatch-write-ids'

/** What R2 keeps beside the bytes, and writes in the same step. */
export type Metadata = Pick<R2PutOptions, 'customMetadata' | 'storageClass'> & { httpMetadata: R2HTTPMetadata }

/**
 * When the object changed, in whole seconds, rounded up: as it was stamped before its upload, or the end of that upload,
 * whichever is later. Before that end nobody has seen it.
 */
export function lastModifiedOf({ uploaded, customMetadata = {} }: R2Object): Date {
  const stamped = Number(customMetadata[LAST_MODIFIED] ?? 0)
  const visible = Math.floor(uploaded.getTime() / 1000) * 1000 + 1000
  return new Date(stamped > visible ? stamped : visible)
}

/** The write ids, or none where somebody else's text is in their place. */
export function writeIdsOf({ customMetadata = {} }: R2Object): readonly string[] {
  const text = customMetadata[WRITE_IDS]
  const ids = text === undefined ? [] : parse(text)
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : []
}

/**
 * The metadata of an object that takes the place of `before`. What the application set beside ours stays, apart from what
 * was said of the old bytes: their type, language and coding.
 */
export function nextMetadata(before: R2Object | null, type: string | null, writeIds?: readonly string[]): Metadata {
  const ids = writeIds ?? (before ? writeIdsOf(before) : [])
  const { [WRITE_IDS]: _, ...customMetadata } = before?.customMetadata ?? {}
  const { contentType, contentLanguage, contentEncoding, ...httpMetadata } = before?.httpMetadata ?? {}
  const lastModified = nextLastModified(before ? lastModifiedOf(before) : undefined)
  return {
    customMetadata: {
      ...customMetadata,
      [LAST_MODIFIED]: String(lastModified.getTime()),
      ...(ids.length > 0 && { [WRITE_IDS]: JSON.stringify(ids) }),
    },
    httpMetadata: { ...httpMetadata, ...(type !== null && { contentType: type }) },
    ...(before?.storageClass && { storageClass: before.storageClass }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
