import { vi } from 'vitest'

/** What answers one request: an answer, an error in the place of one, or what makes one of them of the request. */
export type Step = Response | Error | ((request: Sent) => Response | Promise<Response>)

/** A request as it was sent. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: BodyInit | null
  readonly init: RequestInit
}

/** A `fetch` that answers by these steps, one for each request, and keeps what was sent. */
export function scripted(...steps: Step[]): { fetch: typeof fetch; sent: Sent[]; log: () => string[] } {
  const sent: Sent[] = []
  const send = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', headers, body = null } = init
    const request: Sent = { method, url: `${url as string}`, headers: new Headers(headers), body, init }
    sent.push(request)
    const step = steps.shift()
    if (step === undefined) throw new Error(`The script has no answer to ${method}`)
    if (step instanceof Error) throw step
    return typeof step === 'function' ? step(request) : step
  }
  return { fetch: send as typeof fetch, sent, log: () => sent.map(line) }
}

/** A request in one line: the method, its condition, its content. */
function line({ method, headers, body }: Sent): string {
  const condition = ['if-match', 'if-none-match'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [`${name}: ${value}`]
  })
  return [method, ...condition, ...(typeof body === 'string' ? [body] : [])].join(' | ')
}

/** A state: data and its tag. */
export function state(data: unknown, etag?: string): Response {
  return Response.json(data, { headers: etag === undefined ? {} : { etag } })
}

/** A write that was done. */
export function done(etag?: string): Response {
  return new Response(null, { status: 204, headers: etag === undefined ? {} : { etag } })
}

/** An answer without success. */
export function refusal(status: number, problem: object = {}, headers: Record<string, string> = {}): Response {
  return Response.json({ status, ...problem }, { status, headers })
}

/** What `fetch` throws where an answer is lost. */
export function lost(): Error {
  return new TypeError('fetch failed')
}

/** Takes every pause at its shortest, so that a test waits for nothing. */
export function withoutPauses(): void {
  vi.spyOn(Math, 'random').mockReturnValue(0)
}
