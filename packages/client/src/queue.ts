import type { Loaded } from './loaded.ts'

/**
 * The writes of one resource: they wait for each other, and each goes on from the one before. It lasts while there are any:
 * what is saved from an old state after that is a conflict, like anybody's.
 */
export interface Queue {
  /** Settles after all of them. */
  end: Promise<unknown>
  /** What the last one left there. */
  last?: Loaded<unknown> | null
  /** What the last save was given: the next one was made from that. */
  mine?: unknown
  /** The tags that the saves began with, and came to. */
  tags: (string | null)[]
}

/** Makes what runs works on one resource one after the other, and each with their queue. */
export function queues(): <R>(url: string, work: (queue: Queue) => Promise<R>) => Promise<R> {
  const all = new Map<string, Queue>()
  return (spelled, work) => {
    const url = resolved(spelled)
    const queue = all.get(url) ?? { end: Promise.resolve(), tags: [] }
    all.set(url, queue)
    const done = queue.end.then(() => work(queue))
    const leave = (): void => {
      if (queue.end === end) all.delete(url)
    }
    const end = (queue.end = done.then(leave, leave))
    return done
  }
}

/** An address as the page resolves it, so that one resource has one queue, however it is spelled. */
function resolved(url: string): string {
  try {
    return new Request(url).url.split('#')[0]!
  } catch {
    // Where nothing resolves it but the caller's own fetch.
    return url
  }
}

/** What a save was really made from: where `base` is a state before or between saves of our own, the last of these. */
export function baseIn<T>({ last, mine, tags }: Queue, base: Loaded<T>): Loaded<T> {
  const { url, etag } = base
  return last && etag && etag !== last.etag && tags.includes(etag)
    ? // What was merged, or only read back, was not seen by who made this: without a tag it is looked at first.
      { url, data: mine as T, etag: last.data === mine ? last.etag : null }
    : base
}

/** Keeps what a save has left there. */
export function keep<T>(queue: Queue, base: Loaded<T> | null, mine: T, saved: Loaded<T>): Loaded<T> {
  queue.tags.push(base && base.etag, saved.etag)
  queue.mine = mine
  return (queue.last = saved)
}
