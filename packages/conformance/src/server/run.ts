import type { Case } from './case.ts'
import { allCases } from './cases/all.ts'
import { HandlerTransport, type Handler } from './handler-transport.ts'
import type { Field } from './message.ts'
import type { CheckResult, Probe } from './report.ts'
import { runCase } from './run-case.ts'
import { SocketTransport } from './socket-transport.ts'
import { Target } from './target.ts'
import { field } from './message.ts'
import { Writing } from './writing.ts'

/** What is checked, and how. */
export interface ServerOptions {
  /** The URL of the resource, where the target is a handler. `http://localhost/` unless given. */
  readonly url?: string
  /** Writes, too: PUT, PATCH, POST, DELETE and creation; everything is put back. */
  readonly write?: boolean
  /** The races, too; they write. */
  readonly race?: boolean
  /** Fields that every request has. */
  readonly headers?: Readonly<Record<string, string>> | readonly Field[]
  /** An intermediary that weakens entity tags lies between, and is accepted. */
  readonly proxyInBetween?: boolean
  /** The target knows Idempotency-Key: writes that are repeated are looked at, too. */
  readonly idempotencyKey?: boolean
  /** Only cases of this section (`13.1.2`, with all below it), or with this text in their name. */
  readonly only?: string
  /** A URL where nothing is: by default a new name beside the target. */
  readonly missing?: string
  /** A URL that redirects: by default one is looked for beside the target. */
  readonly redirecting?: string
  /** Certificates of authorities that are trusted beside those that the runtime trusts, as PEM. */
  readonly ca?: string
  /** Trusts any certificate. */
  readonly insecure?: boolean
}

/** What `serverChecks` and `runServerChecks` take as target: a URL, or a handler in fetch style. */
export type ServerTarget = string | URL | Handler

/** Everything that one run of checks shares. */
export class Run {
  readonly target: Target
  readonly writing: Writing
  readonly cases: readonly Case[]
  /** One case after the other: those that write change what others look at. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(target: ServerTarget, options: ServerOptions = {}) {
    const { url = 'http://localhost/', headers = {}, only } = options
    const isHandler = typeof target === 'function'
    this.target = new Target(
      parseUrl(isHandler ? url : target),
      isHandler ? new HandlerTransport(target) : new SocketTransport(options),
      {
        headers: Array.isArray(headers) ? (headers as readonly Field[]) : Object.entries(headers),
        proxyInBetween: options.proxyInBetween ?? false,
        idempotencyKey: options.idempotencyKey ?? false,
        ...(options.missing !== undefined && { missing: options.missing }),
        ...(options.redirecting !== undefined && { redirecting: options.redirecting }),
      },
    )
    this.writing = new Writing(this.target)
    this.cases = casesFor(options)
    if (this.cases.length === 0)
      throw new TypeError(`Cannot check anything: no case has the section or the text ${JSON.stringify(only)}`)
  }

  /** Runs a case when all before it are over. */
  inTurn(one: Case): Promise<CheckResult> {
    const result = this.#turn.then(() => this.now(one))
    this.#turn = result.catch(() => {})
    return result
  }

  /** Runs a case now. */
  async now(one: Case): Promise<CheckResult> {
    await this.target.probe()
    return runCase(one, this.target, this.writing)
  }

  async probe(): Promise<Probe> {
    const { answer, etag, date, type, content } = await this.target.probe()
    return {
      url: this.target.url.href,
      status: answer.status,
      etag,
      lastModified: date,
      type,
      size: content.length,
      server: field(answer, 'server'),
    }
  }
}

/** The cases that are meant. */
export function casesFor({ write = false, race = false, only }: ServerOptions): Case[] {
  const kinds = ['read', ...(write ? ['write'] : []), ...(race ? ['race'] : [])]
  const cases = allCases().filter(({ kind }) => kinds.includes(kind))
  if (only === undefined) return cases
  const exact = cases.filter(({ name }) => name === only)
  return exact.length > 0 ? exact : cases.filter((one) => isMeant(one, only))
}

function parseUrl(text: string | URL): URL {
  const url = URL.canParse(`${text}`) ? new URL(`${text}`) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`Cannot check a server: ${JSON.stringify(`${text}`)} is no http: or https: URL`)
  }
  url.hash = ''
  return url
}

/** Whether a case is of a section, or has a text in its name. */
function isMeant({ name, section }: Case, only: string): boolean {
  return section === only || section.startsWith(`${only}.`) || name.toLowerCase().includes(only.toLowerCase())
}
