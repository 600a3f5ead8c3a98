import { type IncomingMessage, request } from 'node:http'

/** A document as a client has read it. */
export interface Seen {
  readonly text: string
  readonly etag: string
  /** Absent for up to a second after a change. */
  readonly lastModified: string | null
}

/** Reads a document that is there; `null` where the store says that it is busy. */
export async function get(url: string): Promise<Seen | null> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (answer.status === 503) return null
  if (answer.status !== 200) throw new Error(`GET ${url} was answered ${answer.status}: ${text}`)
  return { text, etag: answer.headers.get('etag')!, lastModified: answer.headers.get('last-modified') }
}

/** Reads a document until the store is not busy. */
export async function getNow(url: string): Promise<Seen> {
  for (;;) {
    const seen = await get(url)
    if (seen) return seen
    await pause(20)
  }
}

/** Writes a text: the answer, with nothing left to read. */
export async function put(url: string, text: string, condition: Record<string, string>): Promise<Response> {
  const headers = { 'Content-Type': 'text/plain', ...condition }
  const answer = await fetch(url, { method: 'PUT', headers, body: text })
  const refusal = await answer.text()
  if (![201, 204, 412, 503].includes(answer.status)) {
    throw new Error(`PUT ${url} was answered ${answer.status}: ${refusal}`)
  }
  return answer
}

/**
 * Writes a text over a slow line: the content comes some milliseconds after the fields.
 *
 * @returns the status, also of an answer that comes before the content; `null` where the connection was closed without one
 */
export async function putSlowly(url: string, text: string, condition: Record<string, string>): Promise<number | null> {
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(text), ...condition }
  // A connection for each: some servers close one on which they answered before the content was there.
  const writing = request(url, { method: 'PUT', headers, agent: false })
  const answered = new Promise<number | null>((resolve, reject) => {
    let isAnswered = false
    writing.on('error', (error: NodeJS.ErrnoException) => {
      // A server may close the connection on the content that it has refused by then.
      if (isAnswered) return
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(null)
      else reject(error)
    })
    writing.once('response', (answer: IncomingMessage) => {
      isAnswered = true
      answer
        .on('error', () => {})
        .once('close', () => resolve(answer.statusCode!))
        .resume()
    })
  })
  // The answer may be there before it is waited for.
  answered.catch(() => {})
  writing.flushHeaders()
  await pause(5)
  writing.end(text)
  return answered
}

/** Creates a document that nobody else creates. */
export async function create(url: string, text: string): Promise<Response> {
  for (;;) {
    const answer = await put(url, text, { 'If-None-Match': '*' })
    if (answer.status === 201) return answer
    if (answer.status !== 503) throw new Error(`${url} could not be created: ${answer.status}`)
    await pause(20)
  }
}

/** Whether a write was done. */
export function isDone(status: number | null): boolean {
  return status === 201 || status === 204
}

/** Waits a random time of up to so many milliseconds. */
export function pause(longest: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
}

/** Runs so many at once, and gives what each of them gave. */
export function together<T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => run(n)))
}
