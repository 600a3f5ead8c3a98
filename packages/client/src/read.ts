import { refuseAborted } from './abort.ts'
import { ask, failure, isMissing, isTransient, retryAfter } from './ask.ts'
import { type Codec, json } from './codec.ts'
import { IfMatchError } from './errors.ts'
import type { Loaded } from './loaded.ts'
import type { LoadOptions } from './options.ts'
import { type Past, pastCaches } from './past-caches.ts'
import { pause } from './pause.ts'

/**
 * Reads what is there now: `null` where nothing is, and `since` itself where that is still it. `toWrite`: without a tag it is
 * an error.
 */
export async function read<T>(
  url: string,
  past: Past,
  options: LoadOptions<T>,
  toWrite: boolean,
): Promise<Loaded<T> | null> {
  const { attempts = 10, codec = json as Codec<T>, signal, since } = options
  const init = pastCaches(past)
  if (since?.etag) init.headers['if-none-match'] = since.etag
  for (let n = 1; ; n++) {
    const answer = await ask(url, init, options)
    const { status, ok, headers, content } = answer
    const etag = headers.get('etag')
    if (since?.etag && (status === 304 || (ok && etag === since.etag))) return since
    if (isMissing(answer)) return null
    if (ok) {
      if (toWrite && !etag) throw noTag(url, answer)
      try {
        return { url, data: await codec.parse(new Response(content, { headers })), etag }
      } catch (cause) {
        refuseAborted(url, signal)
        throw new IfMatchError('unreadable', url, 'is not what the codec reads', { status, cause })
      }
    }
    if (n >= attempts || !isTransient(answer)) throw failure(url, answer)
    await pause(n, url, signal, retryAfter(answer))
  }
}

function noTag(url: string, { status, isCors }: { status: number; isCors: boolean }): IfMatchError {
  return isCors
    ? new IfMatchError(
        'etag-hidden',
        url,
        'shows no ETag to this origin: Access-Control-Expose-Headers has to list it',
        {
          status,
        },
      )
    : new IfMatchError('no-etag', url, 'has no ETag, so nothing can be saved safely', { status })
}
