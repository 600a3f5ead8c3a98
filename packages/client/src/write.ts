import { ask, failure, isMissing, isTransient, missing, retryAfter } from './ask.ts'
import { type Codec, json } from './codec.ts'
import { ConflictError, type Details, IfMatchError, UnknownOutcomeError } from './errors.ts'
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
  url: string,
  from: Loaded<T> | null,
  mine: T,
  merge: Merge<T> | undefined,
  options: WriteOptions<T>,
  method: 'PUT' | 'DELETE' = 'PUT',
): Promise<Loaded<T>> {
  const { attempts = 10, codec = json as Codec<T>, signal, idempotencyKey = false } = options
  const isPut = method === 'PUT'
  const isCreation = from === null
  const base = from?.data
  const format = (data: T): BodyInit | null => (isPut ? codec.format(data) : null)
  let key = typeof idempotencyKey === 'string' ? idempotencyKey : newKey()
  let value = mine
  let body = format(value)
  /** An answer was lost since the last that told something: this body may have been applied. */
  let isLost = false
  /** The tag was refused, and read again: once may be chance. */
  let isSuspect = false
  let sent = 0
  const unknown = (details: Details): IfMatchError =>
    new UnknownOutcomeError(url, value, isPut && idempotencyKey ? key : null, details)
  for (;;) {
    let details: Details = {}
    if (!from || from.etag) {
      sent++
      const headers = {
        ...(from ? { 'if-match': spellings(from.etag!) } : { 'if-none-match': '*' }),
        ...(isPut && { 'content-type': codec.type }),
        ...(isPut && idempotencyKey && { 'idempotency-key': JSON.stringify(key) }),
      }
      const answer = await ask(url, { method, headers, body }, options)
      const etag = answer.headers.get('etag')
      if (!isPut && (answer.ok || isMissing(answer))) return from!
      if (answer.ok && etag) return { url, data: value, etag }
      if (answer.ok) {
        // What is stored is not what was sent, or there is no tag yet to go on from.
        const stored = await read(url, 'reload', options, false).catch(() => null)
        return stored ?? { url, data: value, etag }
      }
      const isRefused = answer.status === 412 || answer.status === 428
      if (isTransient(answer) && answer.status !== 429) isLost = true
      if (isTransient(answer) && sent < attempts) {
        await pause(sent, url, signal, retryAfter(answer))
        continue
      }
      if (isLost && !(isRefused && idempotencyKey && isPut)) throw unknown(answer)
      if (!isRefused) throw failure(url, answer)
      details = answer
      if (answer.problem?.reason === 'weak') throw refused(url, true, answer)
      if (sent < attempts && (merge || isSuspect)) await pause(sent, url, signal)
    }
    const theirs = await read(url, 'reload', options, true)
    if (!theirs) {
      if (!isPut) return from!
      if (isLost) throw unknown(details)
      if (!isCreation || sent >= attempts) throw missing(url, details)
      from = null
      continue
    }
    if (from && theirs.etag === from.etag) {
      if (isSuspect || sent >= attempts) throw refused(url, from.etag!.startsWith('W/'), details)
      isSuspect = true
      continue
    }
    isSuspect = false
    const isWhatItWas = from?.etag === null && isSame(codec.format(from.data), codec.format(theirs.data))
    if (!isWhatItWas) {
      if (!merge || sent >= attempts) throw new ConflictError(base as T, mine, theirs, details)
      value = await merge(from?.data as T, value, theirs.data)
      body = format(value)
      key = newKey()
      isLost = false
    }
    from = theirs
  }
}

// A proxy that compresses weakens the tag, and the server knows the strong one alone: one of the two is listed as it was made.
function spellings(etag: string): string {
  return etag.startsWith('W/') ? `${etag}, ${etag.slice(2)}` : etag
}

function refused(url: string, isWeak: boolean, details: Details): IfMatchError {
  return isWeak
    ? new IfMatchError(
        'weak-tag',
        url,
        'has a weak ETag, which guards no write: the server has to send a strong one',
        details,
      )
    : new IfMatchError(
        'mangled-tag',
        url,
        'refuses the ETag that it sends: a proxy changes tags, or a cache is stale',
        details,
      )
}

// crypto.randomUUID is only there on https.
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

function isSame(a: BodyInit, b: BodyInit): boolean {
  return typeof a === 'string' && a === b
}
