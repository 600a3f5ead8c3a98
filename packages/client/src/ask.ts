import type { Abortable } from './abort.ts'
import type { Code, Details } from './errors.ts'
import type { Options } from './options.ts'
import { pause } from './pause.ts'

/** What came back in the end. */
export interface Answer extends Details {
  /** 0 where nothing came back. */
  readonly status: number
  readonly ok?: boolean
  readonly etag?: string | null
  readonly headers?: Headers
  readonly body?: ArrayBuffer | null
  /** `cors`: fields that are not exposed were taken away. */
  readonly type?: ResponseType
  /** What an answer without success comes to. */
  readonly code: Code
  /** An answer was lost, or came from somebody on the way: what was asked for may have been done. */
  readonly isLost: boolean
}

/**
 * Sends a request and takes in the whole answer. Sends it again, within bounds, where that is lost or the server busy: what it
 * means if that does not help depends on the method.
 */
export async function ask(call: Abortable & Options, init: RequestInit): Promise<Answer> {
  const { url, signal, fetch: send = fetch, attempts = 10 } = call
  let isLost = false
  for (let n = 1; ; n++) {
    signal?.throwIfAborted()
    let answer: Omit<Answer, 'code' | 'isLost'>
    try {
      const response = await send(url, { ...init, signal })
      const { status, ok, headers, type } = response
      // The status of a write counts, whatever becomes of the rest.
      const body = await response.arrayBuffer().catch((cause) => (init.method ? null : Promise.reject(cause)))
      answer = {
        status,
        ok,
        etag: headers.get('etag'),
        headers,
        body,
        type,
        problem: ok ? null : await new Response(body).json().catch(() => null),
      }
    } catch (cause) {
      // An address that cannot be one is a mistake, and thrown as it is.
      if (!call.fetch) new Request(url)
      answer = { status: 0, cause }
    }
    const { status, headers } = answer
    const isTransient = [0, 429, 502, 503, 504].includes(status)
    isLost ||= isTransient && status !== 429
    const wait = Number(headers?.get('retry-after')) * 1000 || 0
    // Nobody waits longer than half a minute before a screen.
    if (!isTransient || n >= attempts || wait > 30_000) {
      const code = isTransient ? (status ? 'busy' : 'network') : [404, 410].includes(status) ? 'missing' : 'http'
      return { ...answer, code, isLost }
    }
    // Nobody is in the way, and what a server remembers of writes is soon forgotten where many write.
    await pause(n - 1, wait)
  }
}
