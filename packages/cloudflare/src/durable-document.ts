import type { Resource, Stored, Upload } from '@ifmatch/core'
import { DocumentTable, type Head } from './document-table.ts'
import type { SqlStorageLike } from './durable-table.ts'
import { bytesOfPrepared, prepareContent, type Prepared, sendPrepared } from './r2-content.ts'
import type { Swapping } from './workers-kv.ts'

// What a row of a Durable Object takes is 2 MB; what is longer than this is cheaper to read in a bucket.
const INLINE = 128 * 1024

// An upload that has not come to its end after so long, in milliseconds, never will.
const UPLOAD_TIME = 24 * 60 * 60 * 1000

// Who has just been told of an object may still open it for so long, after it was replaced.
const GRACE = 60 * 1000

const AGAIN = 30 * 1000

/** What is called of a Durable Object's storage. */
export type DocumentStorageLike = SqlStorageLike & Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>

/** Where a document keeps its bytes. */
export interface DocumentOptions<Bucket extends object = R2Bucket> {
  /** For bodies over `inline` bytes. Without it they are all in the object's own row, which takes 2 MB. */
  readonly bucket?: Swapping<Bucket, R2Bucket>
  /** What the keys in the bucket begin with, such as the document's name. */
  readonly prefix?: string
  /** So many bytes stay in the Durable Object: 128 KiB unless said. */
  readonly inline?: number
}

/** A document in a Durable Object, with what its `alarm()` has to call. */
export interface DurableDocument extends Required<Resource<Stored, Upload>> {
  /**
   * Deletes objects that were replaced, or whose upload broke off, and sets the alarm for those that are left. Call it
   * in `alarm()`; it never throws.
   */
  sweep(): Promise<void>
}

/**
 * The document of a Durable Object, of bytes of any media type: for the methods of core's `documents()`. The version, the
 * comparison and a short body are in the object's SQLite; a long body is in R2.
 *
 * - A long body is stored first, under a key that is never used again. Then the head is swapped, in one step. A body that
 *   nobody points to is deleted by {@link DurableDocument.sweep}: its key was noted before it was stored.
 * - A version never stands for two states, not even after a delete or `deleteAll()`. `deleteAll()` forgets the bucket's
 *   objects: delete the document first.
 * - A write sets the alarm where an object has to be deleted, never to a later time than it is set to.
 *
 * @example
 * ```ts no-run
 * import { DurableObject } from 'cloudflare:workers'
 * import { documents, handleResource } from '@ifmatch/core'
 * import { durableDocument } from '@ifmatch/cloudflare'
 *
 * interface Env {
 *   DOCUMENTS: DurableObjectNamespace<Document>
 *   BODIES: R2Bucket
 * }
 *
 * export class Document extends DurableObject<Env> {
 *   document = durableDocument(this.ctx.storage, { bucket: this.env.BODIES, prefix: `${this.ctx.id}/` })
 *
 *   override fetch(request: Request): Promise<Response> {
 *     return handleResource(request, this.document, documents())
 *   }
 *
 *   override alarm(): Promise<void> {
 *     return this.document.sweep()
 *   }
 * }
 * ```
 */
export function durableDocument<Bucket extends object = R2Bucket>(
  storage: DocumentStorageLike,
  options: DocumentOptions<Bucket> = {},
): DurableDocument {
  const { prefix = '', inline = INLINE } = options
  const bucket = options.bucket as R2Bucket | undefined
  const table = new DocumentTable(storage)

  /** What calls for the alarm: at once, so that it is set in the same step as what was written before. */
  async function alarm(): Promise<(due: number) => Promise<void>> {
    const at = await storage.getAlarm()
    return async (due) => (at === null || at > due ? storage.setAlarm(due) : undefined)
  }

  async function store(content: Prepared, to: R2Bucket): Promise<string> {
    const object = `${prefix}${crypto.randomUUID()}`
    const due = Date.now() + UPLOAD_TIME
    const wake = await alarm()
    table.reserve(object, due)
    await wake(due)
    try {
      await sendPrepared(content, (body) => to.put(object, body))
      return object
    } catch (error) {
      table.discard(object, Date.now())
      throw error
    }
  }

  function stored(head: Head): Stored {
    const { version, lastModified, writeIds, type, size, object } = head
    return {
      version,
      lastModified,
      writeIds,
      ...(type !== null && { type }),
      size,
      async body(range) {
        if (object === null) return table.bytes(version, range) as Uint8Array<ArrayBuffer> | null
        if (!bucket) throw new TypeError('Cannot read a document: its body is in a bucket, and none was given')
        const found = await bucket.get(object, range && { range })
        return found && found.body
      },
    }
  }

  return {
    async read() {
      const head = table.read()
      return head && stored(head)
    },
    async swap(current, upload, writeIds) {
      const content = await prepareContent(upload)
      const { size } = content
      const object = bucket && size > inline ? await store(content, bucket) : null
      const bytes = object === null ? await bytesOfPrepared(content) : null
      const wake = await alarm()
      // From here on nothing waits.
      const now = Date.now()
      const head = table.swap(current, { type: upload.type, size, bytes, object, writeIds }, now + GRACE)
      const due = table.nextDue()
      if (due !== null) await wake(Math.max(due, now + GRACE))
      return head && stored(head)
    },
    async remove(current) {
      const wake = await alarm()
      const now = Date.now()
      const isRemoved = table.remove(current, now + GRACE)
      const due = table.nextDue()
      if (due !== null) await wake(Math.max(due, now + GRACE))
      return isRemoved
    },
    async sweep() {
      const objects = table.condemn(Date.now())
      let isDone = true
      if (objects.length > 0) {
        isDone = await (bucket?.delete([...objects]) ?? Promise.reject(new Error('no bucket'))).then(
          () => true,
          () => false,
        )
        if (isDone) table.forget(objects)
      }
      const due = table.nextDue()
      if (due === null) return
      const wake = await alarm()
      await wake(isDone ? due : Date.now() + AGAIN)
    },
  }
}
