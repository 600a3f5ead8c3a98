import type { Codec } from './codec.ts'
import type { Loaded } from './loaded.ts'

/** What every call takes. */
export interface Options {
  /** Ends the call with the code `aborted`, wherever it is. */
  signal?: AbortSignal | undefined
  /** Sends the requests in place of the global `fetch`: the place for credentials, a base URL, logs. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** How often a request is sent at most, where an answer is lost, the server is busy, or somebody else was faster. 10 unless said. */
  attempts?: number | undefined
}

/** How to load. */
export interface LoadOptions<T> extends Options {
  /** Reads the data; JSON unless said. */
  codec?: Codec<T> | undefined
  /** What is there already: it is asked for by If-None-Match, and given back, the same object, if nothing has changed. */
  since?: Loaded<T> | null | undefined
}

/** How to write. */
export interface WriteOptions<T> extends Options {
  /** Reads and writes the data; JSON unless said. */
  codec?: Codec<T> | undefined
  /**
   * The server remembers writes by Idempotency-Key, so that one whose answer was lost is asked again and not applied twice.
   * Where the server does not, leave it out: such a write may end as `unknown`. A text is the key itself, to ask again
   * later for a write that ended so: {@link UnknownOutcomeError.idempotencyKey}.
   */
  idempotencyKey?: boolean | string | undefined
}

/** How to save. */
export interface SaveOptions<T> extends WriteOptions<T> {
  /** Makes one of two states that were made from `base`. It may run several times. Without it: `ConflictError`. */
  merge?: ((base: T, mine: T, theirs: T) => T | Promise<T>) | undefined
}

/** How to create. */
export interface CreateOptions<T> extends WriteOptions<T> {
  /** Makes one of two states where somebody else created first: there is no `base`. Without it: `ConflictError`. */
  merge?: ((base: undefined, mine: T, theirs: T) => T | Promise<T>) | undefined
}

/** How to remove. */
export interface RemoveOptions<T> extends Options {
  /** Reads what is there instead, where somebody else has changed it; JSON unless said. */
  codec?: Codec<T> | undefined
}
