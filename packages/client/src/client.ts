import { type Abortable, unlessAborted } from './abort.ts'
import type { Loaded } from './loaded.ts'
import type { CreateOptions, LoadOptions, Options, RemoveOptions, SaveOptions, WriteOptions } from './options.ts'
import { baseIn, keep, type Queue, queues } from './queue.ts'
import { read } from './read.ts'
import { type Merge, write } from './write.ts'

/** The calls, with defaults of their own, and a queue of their own for every resource. */
export interface Client {
  /** Loads what is there, with its tag. */
  load<T>(url: string | URL, options?: LoadOptions<T>): Promise<Loaded<T>>
  /** Writes what was made from `base`. */
  save<T>(base: Loaded<T>, mine: T, options?: SaveOptions<T>): Promise<Loaded<T>>
  /** Changes whatever is there. */
  edit<T>(url: string | URL, change: (current: T) => T | Promise<T>, options?: WriteOptions<T>): Promise<Loaded<T>>
  /** Writes where nothing is. */
  create<T>(url: string | URL, data: T, options?: CreateOptions<T>): Promise<Loaded<T>>
  /** Removes what was loaded, if it is still that. */
  remove<T>(base: Loaded<T>, options?: RemoveOptions<T>): Promise<void>
}

/** What holds for every call of a client. */
export type Defaults = Options & Pick<WriteOptions<unknown>, 'idempotencyKey'>

/**
 * Makes a client of its own: its calls have these defaults, and its writes wait for each other alone.
 *
 * @example Every call with credentials, to a server that remembers writes
 * ```ts
 * import { createClient } from '@ifmatch/client'
 *
 * const notes = createClient({
 *   idempotencyKey: true,
 *   fetch: (url, init) => fetch(url, { ...init, credentials: 'include' }),
 * })
 * ```
 */
export function createClient(defaults: Defaults = {}): Client {
  const inQueue = queues()

  function start<O extends Options, R>(
    url: string | URL,
    options: O | undefined,
    work: (call: Call<O>) => Promise<R>,
  ): Promise<R> {
    const call = { ...defaults, ...options, url: `${url}` } as Call<O>
    return unlessAborted(call, work(call))
  }

  function inTurn<O extends Options, R>(
    url: string | URL,
    options: O | undefined,
    work: (call: Call<O>, queue: Queue) => Promise<R>,
  ): Promise<R> {
    return start(url, options, (call) =>
      // The next one waits for nothing that was given up: a merge, say, that nobody will end.
      inQueue(call.url, (queue) => unlessAborted(call, work(call, queue))),
    )
  }

  return {
    load: <T>(url: string | URL, options?: LoadOptions<T>) => start(url, options, (call) => read(call, 'no-cache')),

    save: <T>(base: Loaded<T>, mine: T, options?: SaveOptions<T>) =>
      inTurn(base.url, options, async (call, queue) =>
        keep(queue, base, mine, await write(call, baseIn(queue, base), mine, call.merge)),
      ),

    edit: <T>(url: string | URL, change: (current: T) => T | Promise<T>, options?: WriteOptions<T>) =>
      inTurn(url, options, async (call, queue) => {
        const from = queue.last?.etag ? (queue.last as Loaded<T>) : await read(call, 'no-cache', true)
        const again: Merge<T> = (_, __, theirs) => change(theirs)
        return (queue.last = await write(call, from, await change(from.data), again))
      }),

    create: <T>(url: string | URL, data: T, options?: CreateOptions<T>) =>
      inTurn(url, options, async (call, queue) =>
        keep(queue, null, data, await write(call, null, data, call.merge as Merge<T> | undefined)),
      ),

    remove: <T>(base: Loaded<T>, options?: RemoveOptions<T>) =>
      inTurn(base.url, options, async (call, queue) => {
        await write(call, baseIn(queue, base), undefined as T, undefined, 'DELETE')
        queue.last = null
        queue.tags = []
      }),
  }
}

type Call<O> = Defaults & O & Abortable
