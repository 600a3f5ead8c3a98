import type { Abortable } from './abort.ts'
import { type Answer, ask } from './ask.ts'
import { type Codec, json } from './codec.ts'
import { ConflictError, IfMatchError, UnknownOutcomeError } from './errors.ts'
import type { Loaded } from './loaded.ts'
import type { WriteOptions } from './options.ts'
import { pause } from './pause.ts'
import { read } from './read.ts'

/** Makes what to write on what somebody else wrote meanwhile. */
export type Merge<T> = (base: T, mine: T, theirs: T) => T | Promise<T>

/**
 * Writes `mine`, which was made from `from`, or where nothing is (`null`). Sends it again, with the same tag and the same
 * write id, where the answer is lost; goes on from what is there where somebody else was faster.
 *
 * @returns what is there then; after DELETE, what was
 */
export async function write<T>(
  call: Abortable & WriteOptions<T>,
  from: Loaded<T> | null,
  mine: T,
  merge?: Merge<T>,
  method?: 'DELETE',
): Promise<Loaded<T>> {
  const { url, attempts = 10, codec = json as Codec<T>, idempotencyKey } = call
  const isPut = !method
  const base = from
  let value = mine
  let key = isPut && (idempotencyKey === true ? newKey() : idempotencyKey)
  let refused: string | undefined
  let answer: Answer | undefined
  for (let n = 1; ; n++) {
    const body = isPut ? codec.format(value) : null
    // A merge or a change without return would empty the resource.
    if (body === undefined) throw new TypeError('The data is missing')
    if (from?.etag !== null) {
      answer = await ask(call, {
        method: method ?? 'PUT',
        body,
        headers: {
          ...(from ? { 'if-match': spellings(from.etag) } : { 'if-none-match': '*' }),
          ...(isPut && { 'content-type': codec.type }),
          ...(key && { 'idempotency-key': JSON.stringify(key) }),
        },
      })
      const { status, ok, etag = null, code, isLost, problem } = answer
      if (!isPut && (ok || code === 'missing')) return from!
      if (ok) {
        // Without a tag: what is stored is not what was sent.
        const stored = etag ? null : await read(call, 'reload').catch(() => null)
        return stored ?? { url, data: value, etag }
      }
      const isRefused = [412, 428].includes(status)
      // A server that remembers the key would have known the write, unless it says that too many came since.
      const isForgotten = problem?.idempotencyKey === 'forgotten' && (isLost || key === idempotencyKey)
      if (isForgotten || (isLost && !(isRefused && key)))
        throw new UnknownOutcomeError(url, { mine: value, idempotencyKey: key || null }, answer)
      if (!isRefused) throw new IfMatchError(code, url, answer)
      if (merge) await pause(n, 0)
    }
    const theirs = await read(call, 'reload', true)
    if (!theirs) {
      if (!isPut) return from!
      if (base || n >= attempts) throw new IfMatchError('missing', url, answer)
      from = null
    } else if (from && theirs.etag === from.etag) {
      // Once may be chance: what was there before came back.
      if (refused === from.etag) throw new IfMatchError(isWeak(refused) ? 'weak-tag' : 'mangled-tag', url, answer)
      refused = from.etag!
    } else {
      if (from?.etag !== null || codec.format(from.data) !== codec.format(theirs.data)) {
        if (!merge || n >= attempts) throw new ConflictError({ base: base?.data as T, mine, theirs }, answer)
        value = await merge(from?.data as T, value, theirs.data)
        key &&= newKey()
      }
      from = theirs
    }
  }
}

function isWeak(etag: string): boolean {
  return etag[0] === 'W'
}

// A proxy that compresses weakens the tag, and the server knows the strong one alone.
function spellings(etag: string): string {
  return isWeak(etag) ? `${etag}, ${etag.slice(2)}` : etag
}

// crypto.randomUUID is there on https alone.
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
