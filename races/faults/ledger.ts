import { pause } from '../scenarios/requests.ts'

/** What a client knows of a document that only this client writes. */
interface Entry {
  /** The number that was acknowledged last; `null`: none yet. */
  done: number | null
  etag: string | null
  /** The number whose write was begun, and not answered. */
  open: number | null
}

/** What became of one write. */
export type Outcome = 'done' | 'refused' | 'unanswered'

// More than a page of SQLite's, so that half a write would be seen.
const lines = 600

const textOf = (n: number): string => `${n}\n`.repeat(lines)

/**
 * Writes documents, each by one client alone, and knows of every write whether it was acknowledged. After a fault it says
 * what is wrong: an acknowledged write that is not there, a state that nobody wrote, half a state, a tag that was given twice.
 */
export class Ledger {
  acknowledged = 0
  readonly wrongs: string[] = []
  readonly #documents = new Map<string, Entry>()
  readonly #tags = new Map<string, number>()

  constructor(name: string, count: number) {
    for (let n = 0; n < count; n++) this.#documents.set(`${name}-${n}`, { done: null, etag: null, open: null })
  }

  get documents(): readonly string[] {
    return [...this.#documents.keys()]
  }

  /** Writes the next number into a document. */
  async write(origin: string, document: string): Promise<Outcome> {
    const entry = this.#documents.get(document)!
    const next = (entry.open = (entry.done ?? 0) + 1)
    const condition: Record<string, string> =
      entry.etag === null ? { 'If-None-Match': '*' } : { 'If-Match': entry.etag }
    const headers = { 'Content-Type': 'text/plain', ...condition }
    const init = { method: 'PUT', headers, body: textOf(next) }
    const answer = await fetch(urlOf(origin, document), init).catch(() => null)
    const problem = answer && (await answer.text().catch(() => null))
    if (answer === null || problem === null) return 'unanswered'
    if (answer.status === 503) {
      this.#check(isProblem(answer, problem), `${document} was answered 503 without a problem document: ${problem}`)
      return 'refused'
    }
    this.#check(answer.ok, `${document} was answered ${answer.status}: ${problem}`)
    this.#settle(document, next, answer.headers.get('etag')!)
    this.acknowledged++
    return 'done'
  }

  /** Reads a document until it is answered, and compares it with what was acknowledged. */
  async verify(origin: string, document: string): Promise<void> {
    const { done, open, etag } = this.#documents.get(document)!
    const answer = await answered(urlOf(origin, document))
    if (answer.status === 404) {
      this.#check(done === null, `${document}: ${done} was acknowledged, and nothing is there`)
      return
    }
    const text = await answer.text()
    const found = Number(text.slice(0, text.indexOf('\n')))
    this.#check(text === textOf(found), `${document}: a state that nobody wrote, of ${text.length} characters`)
    this.#check(found === done || found === open, `${document}: ${done} was acknowledged, and ${found} is there`)
    const tag = answer.headers.get('etag')!
    this.#check(found !== done || tag === etag, `${document}: ${done} had the tag ${etag}, and has ${tag}`)
    this.#settle(document, found, tag)
  }

  #settle(document: string, n: number, etag: string): void {
    const name = `${document} ${etag}`
    const before = this.#tags.get(name)
    this.#check(
      before === undefined || before === n,
      `${document}: ${etag} was the tag of ${before}, and is that of ${n}`,
    )
    this.#tags.set(name, n)
    this.#documents.set(document, { done: n, etag, open: null })
  }

  #check(holds: boolean, wrong: string): void {
    if (!holds) this.wrongs.push(wrong)
  }
}

/** The answer of a GET, once the service gives one that is not 503. */
async function answered(url: string): Promise<Response> {
  for (const begun = performance.now(); ;) {
    const answer = await fetch(url).catch(() => null)
    if (answer && answer.status !== 503) return answer
    if (performance.now() - begun > 60_000) throw new Error(`GET ${url} is not answered: ${answer?.status}`)
    await answer?.text()
    await pause(100)
  }
}

/** Whether an answer is a 503 with a problem document and a time to come again. */
export function isProblem({ status, headers }: Response, text: string): boolean {
  const isDocument = headers.get('content-type') === 'application/problem+json'
  return (
    status === 503 && isDocument && /^\d+$/.test(headers.get('retry-after') ?? '') && JSON.parse(text).status === 503
  )
}

export function urlOf(origin: string, document: string): string {
  return `${origin}/documents/${document}`
}
