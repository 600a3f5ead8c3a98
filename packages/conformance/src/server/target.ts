import { type Answer, type Asked, type Field, field, sameBytes } from './message.ts'
import { type State, stateOf } from './state.ts'
import { NoAnswer, type Transport } from './transport.ts'

/** What is asked for by whoever starts the checks. */
export interface TargetOptions {
  readonly headers: readonly Field[]
  readonly proxyInBetween: boolean
  /** The target knows Idempotency-Key. */
  readonly idempotencyKey: boolean
  /** A URL where nothing is, and something may be created. */
  readonly missing?: string
  /** A URL that redirects. */
  readonly redirecting?: string
}

/** The target cannot be checked: it lacks what every case needs. */
export class CannotProbe extends Error {
  override readonly name = 'CannotProbe'
}

/** A request to the target, or to another URL. */
export type Question = Omit<Asked, 'url'> & { readonly url?: URL }

/** How long a server that gave no answer is waited for, in milliseconds, before it is asked again. */
const waits = [0, 500, 2000]

/** The server that is asked. */
export class Target {
  readonly url: URL
  /** Where nothing is: a name beside the target that nobody has. */
  readonly missingUrl: URL
  readonly transport: Transport
  readonly options: TargetOptions
  #probed: Promise<State> | null = null
  #stable = true
  #latest: State | null = null

  constructor(url: URL, transport: Transport, options: TargetOptions) {
    this.url = url
    this.missingUrl = new URL(options.missing ?? nameBeside(url), url)
    this.transport = transport
    this.options = options
  }

  /** Whether two GETs gave the same bytes: only then contents can be compared. */
  get stable(): boolean {
    return this.#stable
  }

  /** Sends a request that no case is about; a read whose answer is lost is asked once more. */
  async send(question: Question): Promise<Answer> {
    const asked = this.complete(question)
    return this.transport.exchange(asked).catch((error: unknown) => {
      if (!(error instanceof NoAnswer) || question.method !== 'GET') throw error
      return this.transport.exchange(asked)
    })
  }

  /**
   * Demands that the server is still there, after an answer was lost: how, says a sentence.
   *
   * @throws CannotProbe
   */
  async demandLife(lost: string): Promise<void> {
    for (const wait of waits) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      try {
        await this.send({ method: 'GET', fields: [] })
        return
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        if (wait === waits.at(-1)) throw new CannotProbe(`The server is gone: ${error.message}; before that: ${lost}`)
      }
    }
  }

  /** The request with the fields that every request has, unless it has them itself. */
  complete(question: Question): Asked {
    const given = new Set(question.fields.map(([name]) => name.toLowerCase()))
    const usual: Field[] = [
      ['User-Agent', 'ifmatch-conformance'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'identity'],
      ...this.options.headers,
    ]
    const fields = [...usual.filter(([name]) => !given.has(name.toLowerCase())), ...question.fields]
    return { url: this.url, ...question, fields }
  }

  /**
   * The state that the first GETs showed.
   *
   * @throws CannotProbe
   */
  probe(): Promise<State> {
    return (this.#probed ??= this.#probe())
  }

  /** The state now; `null` where GET is not answered 200. */
  async read(url: URL = this.url): Promise<State | null> {
    const answer = await this.send({ method: 'GET', fields: [], url })
    const state = answer.status === 200 ? stateOf(answer) : null
    if (url === this.url && state) this.#latest = state
    return state
  }

  /** The state that was read last, which may have changed since. */
  async latest(): Promise<State> {
    return this.#latest ?? this.probe()
  }

  async #probe(): Promise<State> {
    const first = await this.#firstAnswer()
    if (first.status !== 200) {
      throw new CannotProbe(`GET is answered ${first.status}: ${advice(first)}`)
    }
    const state = stateOf(first)
    // A date may be kept back until its second is over: what was written just now has one in a second.
    if (state.date === null) await new Promise((resolve) => setTimeout(resolve, 1100))
    const again = stateOf(await this.#firstAnswer())
    if (again.etag === null && again.date === null) {
      throw new CannotProbe('The target has no validators: the answer to GET has no ETag and no Last-Modified')
    }
    this.#stable = sameBytes(state.content, again.content)
    if (state.etag !== again.etag && this.#stable) {
      const tags = `${state.etag ?? 'none'} and ${again.etag ?? 'none'}`
      throw new CannotProbe(`The target has no stable ETag: two GETs of the same content gave ${tags}`)
    }
    return again
  }

  async #firstAnswer(): Promise<Answer> {
    try {
      return await this.send({ method: 'GET', fields: [] })
    } catch (error) {
      throw new CannotProbe(error instanceof Error ? error.message : String(error))
    }
  }
}

/** What helps where a GET is not answered 200. */
function advice(answer: Answer): string {
  const location = field(answer, 'location')
  if (answer.status === 401) return 'send credentials with it, in a field that every request has'
  if (location !== null) return `name the URL that it leads to, ${location}`
  return 'name a URL that is answered 200'
}

/** A new name in the same folder, with the same extension. */
function nameBeside(url: URL): string {
  const extension = /\.[a-z\d]+$/i.exec(url.pathname)?.[0] ?? ''
  return `ifmatch-conformance-${crypto.randomUUID().slice(0, 8)}${extension}`
}
