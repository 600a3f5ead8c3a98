import type { Resource, Stored, Upload } from '@ifmatch/core'
import { bytesOf, isKey } from './r2-bytes.ts'
import { prepareContent, sendPrepared } from './r2-content.ts'
import { lastModifiedOf, nextMetadata, writeIdsOf } from './r2-metadata.ts'
import type { Swapping } from './workers-kv.ts'

/**
 * An object of a bucket as a document: for the methods of core's `documents()`, or for an `update` that streams.
 *
 * - Its version is that of the object, which R2 never repeats.
 * - A write is one conditional `put`: while this upload, by its time, is the current one, or while nothing is there.
 *   What that guarantees is written down in docs/decisions/r2.md.
 * - R2 has no conditional delete, so there is no `remove`: DELETE is 405.
 * - A stream needs a size; without one it is held in memory, and refused over 16 MiB (411).
 *
 * @example A stream goes to R2 as it comes
 * ```ts no-run
 * import { update } from '@ifmatch/core'
 * import { r2 } from '@ifmatch/cloudflare'
 *
 * export default {
 *   fetch: (request, env) =>
 *     update(
 *       request,
 *       r2(env.FILES, new URL(request.url).pathname.slice(1)),
 *       (_, body) =>
 *         body.size === null
 *           ? new Response(null, { status: 411 })
 *           : { type: body.type, size: body.size, body: body.stream() },
 *       { create: true },
 *     ),
 * } satisfies ExportedHandler<{ FILES: R2Bucket }>
 * ```
 */
export function r2<Given extends object = R2Bucket>(
  bucket: Swapping<Given, R2Bucket>,
  key: string,
): Resource<Stored, Upload> {
  return resourceOf(bucket as R2Bucket, key)
}

// The object that a state was made of.
const objects = new WeakMap<Stored, R2Object>()

function resourceOf(bucket: R2Bucket, key: string): Resource<Stored, Upload> {
  return {
    async read() {
      const object = isKey(key) ? await bucket.head(key) : null
      return object && stateOf(bucket, object)
    },
    async swap(current, upload, writeIds) {
      if (!isKey(key)) throw new TypeError('Cannot store an object: R2 takes keys of 1 to 1,024 bytes')
      const before = current && (objects.get(current) ?? (await bucket.head(key)))
      if (current !== null && before?.version !== current.version) return null
      if (before) await afterUpload(before)
      const options = { onlyIf: conditionOf(before), ...nextMetadata(before, upload.type, writeIds) }
      const object = await sendPrepared(await prepareContent(upload), (content) => bucket.put(key, content, options))
      return object && stateOf(bucket, object)
    },
  }
}

function stateOf(bucket: R2Bucket, object: R2Object): Stored {
  const { contentType, contentEncoding } = object.httpMetadata ?? {}
  if (contentEncoding !== undefined && contentEncoding !== 'identity') {
    throw new TypeError(
      `Cannot read ${object.key}: it is stored with Content-Encoding ${contentEncoding}, which a document has not; serve it by r2Object`,
    )
  }
  const state: Stored = {
    version: object.version,
    lastModified: lastModifiedOf(object),
    writeIds: writeIdsOf(object),
    ...(contentType !== undefined && { type: contentType }),
    size: object.size,
    body: (range) => bytesOf(bucket, object, range),
  }
  objects.set(state, object)
  return state
}

/**
 * Holds while this upload is the current one, or while nothing is there. Equal bytes have equal etags, so the time says
 * which upload it is. R2 would ignore the later bound beside an etag (RFC 9110, Section 13.2.2, step 2).
 */
function conditionOf(before: R2Object | null): R2Conditional | Headers {
  if (before === null) return new Headers({ 'If-None-Match': '*' })
  const time = before.uploaded.getTime()
  return { uploadedAfter: new Date(time - 1), uploadedBefore: new Date(time + 1) }
}

/** Lets the clock go on where an upload has only just been: two in one millisecond could not be told apart. */
async function afterUpload({ uploaded }: R2Object): Promise<void> {
  const age = Date.now() - uploaded.getTime()
  if (Math.abs(age) < 2) await new Promise((resolve) => setTimeout(resolve, 2 - age))
}
