import type { Abortable } from './abort.ts'
import { ask } from './ask.ts'
import { type Codec, json } from './codec.ts'
import { IfMatchError } from './errors.ts'
import type { Loaded } from './loaded.ts'
import type { LoadOptions } from './options.ts'
import { type Past, pastCaches } from './past-caches.ts'

/**
 * Reads what is there now, or `since` itself where that is still it. Where nothing is, `reload` resolves to `null`, and
 * `no-cache` rejects. `toWrite`: to have no tag is an error.
 */
export async function read<T, P extends Past>(
  call: Abortable & LoadOptions<T>,
  past: P,
  toWrite?: boolean,
): Promise<P extends 'reload' ? Loaded<T> | null : Loaded<T>>
export async function read<T>(
  call: Abortable & LoadOptions<T>,
  past: Past,
  toWrite?: boolean,
): Promise<Loaded<T> | null> {
  const { url, codec = json as Codec<T>, since } = call
  const init = pastCaches(past)
  const known = since?.etag
  if (known) init.headers['if-none-match'] = known
  const answer = await ask(call, init)
  const { status, ok, etag = null, headers, body, code, type } = answer
  if (known && (status === 304 || (ok && etag === known))) return since
  if (code === 'missing' && past === 'reload') return null
  if (!ok) throw new IfMatchError(code, url, answer)
  if (toWrite && !etag) throw new IfMatchError(type === 'cors' ? 'etag-hidden' : 'no-etag', url, answer)
  try {
    return { url, data: await codec.parse(new Response(body, { headers: headers! })), etag }
  } catch (cause) {
    throw new IfMatchError('unreadable', url, { status, cause })
  }
}
