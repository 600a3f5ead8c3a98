import type { Counters, Dated } from './stores.ts'
import type { Writer } from './writers.ts'

// What somebody writes who wants by hand, for one route, what `update` does there for its user. What it leaves out: the
// syntax of tags and dates (a comma in a tag, a date that Date.parse takes and RFC 9110 does not), variants of a tag, and the
// options.

const LIMIT = 1024 * 1024
const ATTEMPTS = 10

/** All of a write over HTTP by hand: limit, coding, conditions, 428, dates, the swap, and again where it was lost. */
export function wholeByHand(counters: Counters): Writer {
  return async (request, key) => {
    const { method, headers } = request
    const length = headers.get('content-length')
    if (length !== null && Number(length) > LIMIT) return problem(413, 'Content Too Large', 'Send less.')
    if (headers.get('content-encoding') !== null) return problem(415, 'Unsupported Media Type', 'Send it uncoded.')
    let text: string | null = null
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** attempt))
      let seen: Dated
      try {
        seen = await counters.readDated(key)
      } catch (error) {
        return unavailable(error)
      }
      const field = falseField(headers, seen)
      if (field !== null)
        return problem(412, 'Precondition Failed', `${field} did not hold: fetch it again, and retry.`)
      const match = headers.get('if-match')
      if (method === 'PUT' && (match === null || match.trim() === '*'))
        return problem(428, 'Precondition Required', 'Send If-Match with the tag that you saw.')
      text ??= length === null ? await readCounted(request) : await request.text()
      if (text === null) return problem(413, 'Content Too Large', 'Send less.')
      const begun = Date.now()
      try {
        const state = await counters.swapDated(key, seen, seen.value + Number(text), nextDate(seen.modified))
        if (state !== null) return noContent(state, begun)
      } catch (error) {
        return unavailable(error)
      }
    }
    return problem(503, 'Service Unavailable', 'Too many wrote at the same time: send it again.', {
      'Retry-After': '1',
    })
  }
}

/** The field that is false, or `null`. */
function falseField(headers: Headers, { version, modified }: Dated): string | null {
  const tag = `"${version}"`
  const match = headers.get('if-match')
  if (match !== null) {
    if (!lists(match, tag)) return 'If-Match'
  } else {
    const since = headers.get('if-unmodified-since')
    if (since !== null && modified > Date.parse(since)) return 'If-Unmodified-Since'
  }
  const none = headers.get('if-none-match')
  return none !== null && lists(none.replaceAll('W/', ''), tag) ? 'If-None-Match' : null
}

function lists(field: string, tag: string): boolean {
  if (field === tag || field.trim() === '*') return true
  return field.split(',').some((member) => member.trim() === tag)
}

/** The content as text; `null` where it is longer than the limit. */
async function readCounted(request: Request): Promise<string | null> {
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let [text, length] = ['', 0]
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    length += value!.byteLength
    if (length > LIMIT) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
  return text + decoder.decode()
}

/** The next whole second, or one that is later than a date before that was still to come. */
function nextDate(before: number): number {
  const now = Date.now()
  const next = Math.floor(now / 1000) * 1000 + 1000
  if (before < next) return next
  const soon = Math.floor((now + 250) / 1000) * 1000 + 1000
  return before <= soon ? soon : before + 1000
}

function noContent({ version, modified }: Dated, begun: number): Response {
  const headers: Record<string, string> = { ETag: `"${version}"`, Date: new Date().toUTCString() }
  if (modified <= begun) headers['Last-Modified'] = new Date(modified).toUTCString()
  return new Response(null, { status: 204, headers })
}

function unavailable(error: unknown): Response {
  console.error(error)
  return problem(503, 'Service Unavailable', 'The store does not answer: send it again.', { 'Retry-After': '1' })
}

function problem(status: number, title: string, detail: string, fields?: Record<string, string>): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', Date: new Date().toUTCString(), ...fields },
  })
}
