import { refuseAborted } from './abort.ts'
import { type Details, IfMatchError, type Problem } from './errors.ts'
import type { Options } from './options.ts'

/** What came back. */
export interface Answer extends Details {
  /** 0 where nothing came back. */
  readonly status: number
  readonly ok: boolean
  readonly headers: Headers
  readonly content: ArrayBuffer | null
  readonly problem: Problem | null
  /** Fields that are not exposed were taken away, possibly. */
  readonly isCors: boolean
}

/** Sends one request and takes in the whole answer. A lost one is no error yet: what it means depends on the method. */
export async function ask(url: string, init: RequestInit, options: Options): Promise<Answer> {
  const { signal, fetch: send = fetch } = options
  refuseAborted(url, signal)
  try {
    const response = await send(url, { ...init, ...(signal && { signal }) })
    const { status, ok, headers, type } = response
    // The status of a write counts, whatever becomes of the rest.
    const content = await response.arrayBuffer().catch((cause) => (init.method ? null : Promise.reject(cause)))
    return { status, ok, headers, content, problem: ok ? null : parseProblem(content), isCors: type === 'cors' }
  } catch (cause) {
    refuseAborted(url, signal)
    // An address that cannot be one is a mistake, and thrown as it is.
    if (!options.fetch) new Request(url)
    return { status: 0, ok: false, headers: new Headers(), content: null, problem: null, isCors: false, cause }
  }
}

function parseProblem(content: ArrayBuffer | null): Problem | null {
  try {
    const problem: unknown = JSON.parse(new TextDecoder().decode(content!))
    return typeof problem === 'object' ? (problem as Problem | null) : null
  } catch {
    return null
  }
}

/** Whether it may help to ask again. */
export function isTransient({ status }: Answer): boolean {
  return [0, 429, 502, 503, 504].includes(status)
}

/** How long the server asks to wait, in milliseconds. */
export function retryAfter({ headers }: Answer): number {
  return Number(headers.get('retry-after')) * 1000 || 0
}

/** Whether nothing is there. */
export function isMissing({ status }: Answer): boolean {
  return status === 404 || status === 410
}

export function missing(url: string, details?: Details): IfMatchError {
  return new IfMatchError('missing', url, 'is not there', details)
}

/** The error that an answer comes to. */
export function failure(url: string, answer: Answer): IfMatchError {
  const { status, problem } = answer
  if (status === 0) return new IfMatchError('network', url, 'cannot be reached', answer)
  if (isMissing(answer)) return missing(url, answer)
  if (isTransient(answer)) return new IfMatchError('busy', url, 'is busy: try again later', answer)
  return new IfMatchError('http', url, `answered ${status}: ${problem?.detail ?? problem?.title}`, answer)
}
