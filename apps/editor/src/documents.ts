import type { ByteRange } from '@ifmatch/core'

/** What is known of a document without opening it. */
export interface Document {
  readonly id: string
  /** Never stands for two states of anything in the store, not even after a delete. */
  readonly version: number
  /** Whole seconds, made by core's `nextLastModified`: up to a second ahead of the clock. */
  readonly lastModified: Date
  /** The media type, as it was sent. */
  readonly type: string
  /** The length in bytes. */
  readonly size: number
}

/** What a PUT stores. */
export interface Content {
  readonly type: string
  readonly bytes: Uint8Array
}

/**
 * Where documents are kept. Every change compares and swaps in one step: nobody can write without saying which state the
 * change was made from.
 *
 * Every method rejects with {@link Unavailable} where the store cannot be asked now; then nothing was changed.
 */
export interface Documents {
  /** All documents, in the order of their ids. */
  list(): Promise<readonly Document[]>
  read(id: string): Promise<Document | null>
  /** The bytes of this state, or those in `range`; `null`: it is no longer the current one. */
  open(document: Document, range?: ByteRange): Promise<Uint8Array | null>
  /** Replaces `current`, or creates where it is `null`. The new state, or `null`: someone was faster. */
  swap(id: string, current: Document | null, next: Content): Promise<Document | null>
  /** Removes `current`; `false`: someone was faster. */
  remove(current: Document): Promise<boolean>
}

/** The store cannot be asked now: it is locked, full, or gone. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

const longest = 128

/** Whether a text names a document: letters, digits, `.`, `_` and `-`, of which `.` and `..` are not segments of a path. */
export function isId(text: string): boolean {
  return text.length <= longest && /^[A-Za-z0-9._-]+$/.test(text) && text !== '.' && text !== '..'
}
