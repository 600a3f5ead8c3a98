import { missing } from './ask.ts'
import type { Loaded } from './loaded.ts'
import type { CreateOptions, LoadOptions, Options, RemoveOptions, SaveOptions, WriteOptions } from './options.ts'
import { Queues } from './queue.ts'
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
  const queues = new Queues()

  async function find<T>(address: string, options: LoadOptions<T>, toWrite: boolean): Promise<Loaded<T>> {
    const found = await read(address, 'no-cache', options, toWrite)
    if (!found) throw missing(address)
    return found
  }

  return {
    load: (url, options) => find(`${url}`, { ...defaults, ...options }, false),

    save<T>(base: Loaded<T>, mine: T, options?: SaveOptions<T>) {
      const { url } = base
      const all = { ...defaults, ...options }
      return queues.run(url, all.signal, async (queue) =>
        queue.keep(base, mine, await write(url, queue.from(base), mine, all.merge, all)),
      )
    },

    edit<T>(url: string | URL, change: (current: T) => T | Promise<T>, options?: WriteOptions<T>) {
      const all = { ...defaults, ...options }
      return queues.run(`${url}`, all.signal, async (queue) => {
        const from = queue.last?.etag ? (queue.last as Loaded<T>) : await find(`${url}`, all, true)
        const again: Merge<T> = (_, __, theirs) => change(theirs)
        return (queue.last = await write(`${url}`, from, await change(from.data), again, all))
      })
    },

    create<T>(url: string | URL, data: T, options?: CreateOptions<T>) {
      const all = { ...defaults, ...options }
      return queues.run(`${url}`, all.signal, async (queue) =>
        queue.keep(null, data, await write(`${url}`, null, data, all.merge as Merge<T> | undefined, all)),
      )
    },

    remove<T>(base: Loaded<T>, options?: RemoveOptions<T>) {
      const { url } = base
      const all = { ...defaults, ...options }
      return queues.run(url, all.signal, async (queue) => {
        await write(url, queue.from(base), undefined as T, undefined, all, 'DELETE')
        queue.clear()
      })
    },
  }
}
