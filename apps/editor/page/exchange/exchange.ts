/** One request and its answer, as far as they say something about preconditions. */
export interface Exchange {
  readonly method: string
  readonly path: string
  /** The conditional fields of the request, in the order in which they are evaluated. */
  readonly conditions: readonly (readonly [name: string, value: string])[]
  /** The Idempotency-Key of a write: the server knows by it a write that it has done. */
  readonly key: string | null
  /** The length of the content that was sent, in characters; `null`: none was. */
  readonly sent: number | null
  /** `null`: there was no answer. */
  readonly status: number | null
  readonly etag: string | null
  /** The length of the content that came, in bytes, where the answer says it. */
  readonly received: number | null
  /** The problem document of the answer. */
  readonly problem: Problem | null
  readonly milliseconds: number
}

/** What is read of a problem document. */
export interface Problem {
  readonly detail: string | null
  readonly reason: string | null
  /** The current tag; `undefined` where the problem does not speak of it. */
  readonly current: string | null | undefined
}

const conditional = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'If-Modified-Since', 'If-Range']

/** Wraps fetch, so that each exchange is told as soon as its answer's head is there. What fetch does stays the same. */
export function watchedFetch(fetch: typeof globalThis.fetch, tell: (exchange: Exchange) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { method, headers } = request
    const begun = performance.now()
    const path = new URL(request.url).pathname
    const conditions = conditional.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    const sent = typeof init?.body === 'string' ? init.body.length : null
    const asked = { method, path, conditions, key: headers.get('idempotency-key'), sent }
    const since = (): number => Math.round(performance.now() - begun)
    let response: Response
    try {
      response = await fetch(request)
    } catch (error) {
      tell({ ...asked, status: null, etag: null, received: null, problem: null, milliseconds: since() })
      throw error
    }
    const { status } = response
    const milliseconds = since()
    const length = response.headers.get('content-length')
    const received = status === 304 || status === 204 ? 0 : length === null ? null : Number(length)
    const problem = await problemOf(response)
    tell({ ...asked, status, etag: response.headers.get('etag'), received, problem, milliseconds })
    return response
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null
  try {
    const problem = (await response.clone().json()) as Record<string, unknown>
    const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    const { detail, reason, current } = problem
    return {
      detail: textOf(detail),
      reason: textOf(reason),
      current: 'current' in problem ? textOf(current) : undefined,
    }
  } catch {
    return null
  }
}
