/** What the compiler says where a KVNamespace is handed to a store. */
export type WorkersKvCannotSwap =
  'Workers KV has no compare-and-swap, so updates would be lost: use R2, D1, or a Durable Object'

/** `Wanted`, and the reason where a KVNamespace is given in its place. */
export type Swapping<Given, Wanted> = Given & (Given extends KVNamespace ? WorkersKvCannotSwap : Wanted)

/**
 * Refuses Workers KV, with the reason: it has no compare-and-swap, and a read may be a minute old, so that every check before
 * a write would be made of a state that is gone. It is a place for what is read often and written by one.
 *
 * @throws TypeError, always
 * @see {@link https://developers.cloudflare.com/kv/concepts/how-kv-works/ How KV works}
 */
export function workersKv(_namespace: KVNamespace): never {
  const sentence: WorkersKvCannotSwap =
    'Workers KV has no compare-and-swap, so updates would be lost: use R2, D1, or a Durable Object'
  throw new TypeError(sentence)
}
