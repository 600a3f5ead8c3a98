import { unlessAborted } from './abort.ts'
import type { Loaded } from './loaded.ts'

/**
 * The writes of one resource: they wait for each other, and each goes on from the one before. It lasts while there are any:
 * what is saved from an old state after that is a conflict, like anybody's.
 */
export class Queue {
  /** What the last write left there. */
  last: Loaded<unknown> | null = null
  /** What the last save was given: the next one was made from that. */
  #mine: unknown
  /** The tags that our saves began with, and came to. */
  readonly #tags = new Set<string>()
  #end: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** What a save was really made from: where `base` is a state before or between saves of our own, the last of these. */
  from<T>(base: Loaded<T>): Loaded<T> {
    const { last } = this
    if (!last || !base.etag || base.etag === last.etag || !this.#tags.has(base.etag)) return base
    // What was merged, or only read back, was not seen by who made this: without a tag it is looked at first.
    return { url: base.url, data: this.#mine as T, etag: last.data === this.#mine ? last.etag : null }
  }

  /** Keeps what a save has left there. */
  keep<T>(base: Loaded<T> | null, mine: T, saved: Loaded<T>): Loaded<T> {
    for (const state of [base, saved]) if (state?.etag) this.#tags.add(state.etag)
    this.#mine = mine
    return (this.last = saved)
  }

  /** Nothing is there any more. */
  clear(): void {
    this.last = null
    this.#tags.clear()
  }

  /** Does the work after all that was added before. */
  add<R>(work: () => Promise<R>, whenEmpty: () => void): Promise<R> {
    this.#waiting++
    const done = this.#end.then(work)
    const leave = (): void => {
      if (--this.#waiting === 0) whenEmpty()
    }
    this.#end = done.then(leave, leave)
    return done
  }
}

/** The queues of a client, by address. */
export class Queues {
  readonly #queues = new Map<string, Queue>()

  run<R>(url: string, signal: AbortSignal | undefined, work: (queue: Queue) => Promise<R>): Promise<R> {
    const queue = this.#queues.get(url) ?? new Queue()
    this.#queues.set(url, queue)
    const done = queue.add(
      () => work(queue),
      () => this.#queues.delete(url),
    )
    return unlessAborted(url, signal, done)
  }
}
