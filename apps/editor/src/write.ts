import {
  evaluatePreconditions,
  formatHttpDate,
  type Options,
  parseEntityTagList,
  type RequestLike,
  validatorFields,
} from '@ifmatch/core'
import type { Document, Documents } from './documents.ts'
import { problem } from './problem.ts'
import { readUpload, refusedUpload } from './upload.ts'

const attempts = 10

/**
 * Performs a PUT or a DELETE: evaluates its preconditions, and changes the document only where it is still the one that
 * they were evaluated against. Where somebody was faster, they are evaluated again.
 *
 * @returns 201, 204; 400, 404, 412, 413, 415, 428, and then nothing was changed; 503 where others were always faster
 */
export async function write(request: Request, documents: Documents, id: string, options: Options): Promise<Response> {
  const isPut = request.method === 'PUT'
  const refused = isPut ? refusedUpload(request) : null
  if (refused) return refused
  const change = isPut ? replacing(request, documents, id) : removing(documents)

  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await jitter(attempt)
    const current = await documents.read(id)
    if (current === null && !isPut) return problem(404, 'Nothing is here.')
    const stopped = evaluate(request, current, { ...options, create: isPut })
    if (stopped) return stopped
    const answer = await change(current)
    if (answer) return answer
  }
  return problem(503, 'Others were always faster, so nothing was changed: try again.', { 'retry-after': '1' })
}

function evaluate(request: RequestLike, current: Document | null, options: Options): Response | null {
  const selected = current && validatorsOf(current)
  const none = request.headers.get('if-none-match')
  if (none === null || parseEntityTagList(none) !== null) return evaluatePreconditions(request, selected, options)
  // By Section 13.1.2 it would match nothing, and the write would overwrite. If-Match has no such trouble: it is false.
  const alone = { method: request.method, headers: { get: (name: string) => (name === 'if-none-match' ? none : null) } }
  return evaluatePreconditions(alone, selected, { ...options, unreadable: 'reject' })
}

/** What core knows a document by. Its date is strong: nothing changes in the second that it names, once that has come. */
export function validatorsOf({ version, lastModified }: Document): {
  version: number
  lastModified: Date
  dateIsStrong: true
} {
  return { version, lastModified, dateIsStrong: true }
}

/** Changes `current`, the state that was evaluated. `null`: it was not the current one any more. */
type Change = (current: Document | null) => Promise<Response | null>

function replacing(request: Request, documents: Documents, id: string): Change {
  let upload: Awaited<ReturnType<typeof readUpload>> | null = null
  return async (current) => {
    upload ??= await readUpload(request)
    if (upload instanceof Response) return upload
    const stored = await documents.swap(id, current, upload)
    // The bytes are stored as they were sent, so the answer may name the new state (RFC 9110, Section 9.3.4).
    return stored && done(current ? 204 : 201, validatorFields(validatorsOf(stored)))
  }
}

function removing(documents: Documents): Change {
  return async (current) => ((await documents.remove(current!)) ? done(204, new Headers()) : null)
}

function done(status: 201 | 204, headers: Headers): Response {
  // By the clock that Last-Modified is judged by.
  headers.set('date', formatHttpDate(new Date()))
  if (status === 201) headers.set('content-length', '0')
  return new Response(null, { status, headers })
}

/** Waits a random time, longer from attempt to attempt, so that those who met do not meet again. */
function jitter(attempt: number): Promise<void> {
  const longest = Math.min(5 * 2 ** (attempt - 1), 200)
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
}
