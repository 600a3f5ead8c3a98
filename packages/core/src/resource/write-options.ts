import type { Options } from '../responses/options.ts'
import type { Representation } from '../responses/representation.ts'
import type { WriteRequest } from './body.ts'

/** What `change` gives: the next state, or a Response that ends the write without a swap. It may run again. */
export type Next<N> = N | Response | Promise<N | Response>

/** How a write over HTTP is carried out. `require` left out is on for PUT and DELETE. */
export interface WriteOptions<S> extends Options {
  /** Asked on every read, before any precondition: a Response refuses, `null` goes on. */
  authorize?(current: S | null): Response | null | Promise<Response | null>
  /** What the answer carries, in place of an empty 204 or 201. */
  answer?(state: S): Representation | Response | Promise<Representation | Response>
  /** The bytes of a PUT are stored as they were sent, so that its answer may carry ETag and Last-Modified (Section 9.3.4). */
  storedAsSent?: boolean
  /** Bytes of a buffered body, 1 MiB unless said: 413. A stream has none unless said. */
  limit?: number
  /**
   * Remember writes by Idempotency-Key, where snapshots carry `writeIds`. A function names the caller that a key belongs to.
   * The status is remembered before the swap: 201, 204, or 200 with an `answer`, also where that is a Response of another one.
   */
  idempotencyKey?: S extends { readonly writeIds: readonly string[] }
    ? boolean | ((request: WriteRequest) => string)
    : false
}
