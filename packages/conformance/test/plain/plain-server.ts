import type { Arrived, Stored } from './conditions.ts'
import { writeDate } from './dates.ts'
import { merge, readJson } from './merge-patch.ts'
import { Reading } from './reading.ts'

/** What the server reads of a request: one of Fetch has it, and so has what `overHttp` makes. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  arrayBuffer(): Promise<ArrayBuffer>
}

export interface PlainServerOptions {
  /** PUT, PATCH and DELETE need a condition (RFC 6585, Section 3). */
  readonly require?: boolean
}

const mergePatch = 'application/merge-patch+json'
const allowed = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS']

const seed = { title: 'One', text: 'The quick brown fox jumps over the lazy dog, and it does not even mind him.' }
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** A server of documents in memory, by RFC 9110 and nothing else. */
export class PlainServer extends Reading {
  protected readonly documents = new Map<string, Stored>()
  private readonly require: boolean
  protected versions = 0

  constructor({ require = false }: PlainServerOptions = {}) {
    super()
    this.require = require
    const content = bytes(JSON.stringify(seed))
    const modified = this.now() - 3600
    this.documents.set('/documents/one', { content, type: 'application/json', version: this.nextVersion(), modified })
  }

  /** Answers one request. The content is read first: from there on nothing waits, and so nobody gets in between. */
  async fetch(asked: Asked): Promise<Response> {
    const arrived = await this.arrive(asked)
    return this.finish(arrived, this.answer(arrived))
  }

  protected answer(arrived: Arrived): Response {
    const stored = this.stored(arrived)
    return this.refusal(arrived, stored) ?? this.perform(arrived, stored)
  }

  protected finish({ method }: Arrived, answer: Response): Response {
    answer.headers.set('Date', writeDate(this.now()))
    return method === 'HEAD' ? new Response(null, answer) : answer
  }

  protected async arrive(asked: Asked): Promise<Arrived> {
    const content = new Uint8Array(await asked.arrayBuffer())
    return { method: asked.method, path: new URL(asked.url).pathname, headers: asked.headers, content }
  }

  protected stored({ path }: Arrived): Stored | null {
    return this.documents.get(path) ?? null
  }

  // Whether the method is performed.

  /** The answer that stands in the way of the method, in the order of Section 13.2.1; `null` where nothing does. */
  protected refusal(arrived: Arrived, stored: Stored | null): Response | null {
    if (arrived.method === 'OPTIONS') return null
    return this.unconditional(arrived, stored) ?? this.stop(arrived, stored) ?? this.required(arrived, stored)
  }

  /** What would be refused without any condition, too: then conditions are not looked at (Section 13.2.1). */
  protected unconditional({ method, path, headers }: Arrived, stored: Stored | null): Response | null {
    if (!path.startsWith('/documents/')) return this.say(404)
    if (!allowed.includes(method)) return this.say(501)
    if (stored === null && method !== 'PUT') return this.say(404)
    if (method === 'PUT' && headers.has('Content-Range')) return this.say(400)
    if (method !== 'GET' && headers.has('Content-Encoding')) return this.say(415, { 'Accept-Encoding': 'identity' })
    if (method === 'PATCH' && !(headers.get('Content-Type') === mergePatch && stored?.type === 'application/json')) {
      return this.say(415, { 'Accept-Patch': mergePatch })
    }
    return null
  }

  /** What the conditions of the request come to. */
  protected stop(arrived: Arrived, stored: Stored | null): Response | null {
    const status = this.precedence(arrived, stored)
    if (status === 304 && stored) return this.notModified(stored)
    return status ? this.preconditionFailed(stored) : null
  }

  protected required({ method, headers }: Arrived, _stored: Stored | null): Response | null {
    const conditions = ['If-Match', 'If-None-Match', 'If-Unmodified-Since']
    const isWrite = method === 'PUT' || method === 'PATCH' || method === 'DELETE'
    if (!this.require || !isWrite || conditions.some((name) => headers.has(name))) return null
    return this.say(428, { 'Cache-Control': 'no-store' })
  }

  protected perform(arrived: Arrived, stored: Stored | null): Response {
    if (arrived.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { Allow: allowed.join(', '), 'Accept-Patch': mergePatch } })
    }
    if (stored && (arrived.method === 'GET' || arrived.method === 'HEAD')) return this.read(arrived, stored)
    return this.write(arrived, stored)
  }

  // Writes.

  protected write(arrived: Arrived, stored: Stored | null): Response {
    if (arrived.method === 'DELETE') return this.remove(arrived)
    const next = this.next(arrived, stored)
    return next ? this.store(arrived, stored, next) : this.say(400)
  }

  protected remove({ path }: Arrived): Response {
    this.documents.delete(path)
    return new Response(null, { status: 204 })
  }

  /** The content and type that a write leads to, or `null` where it cannot be read. */
  protected next(
    { method, headers, content }: Arrived,
    stored: Stored | null,
  ): Pick<Stored, 'content' | 'type'> | null {
    const type = headers.get('Content-Type') ?? 'application/octet-stream'
    if (method === 'PUT' || stored === null) return { content, type }
    if (method === 'POST') return { content: new Uint8Array([...stored.content, ...content]), type: stored.type }
    const patched = merge(readJson(stored.content), readJson(content))
    return patched === undefined ? null : { content: bytes(JSON.stringify(patched)), type: stored.type }
  }

  protected store({ path, method }: Arrived, before: Stored | null, next: Pick<Stored, 'content' | 'type'>): Response {
    const stored = { ...next, version: this.nextVersion(), modified: this.nextModified(before) }
    this.documents.set(path, stored)
    return this.written(method, before, stored)
  }

  protected written(method: string, before: Stored | null, stored: Stored): Response {
    const status = before === null ? 201 : 204
    return new Response(null, { status, headers: method === 'POST' ? {} : this.validators(stored) })
  }

  /** A number that no state has had. */
  protected nextVersion(): number {
    return ++this.versions
  }

  /** The first whole second after now: what was read before it had an earlier date. It never goes back. */
  protected nextModified(before: Stored | null): number {
    return Math.max(Math.floor(this.clock() / 1000) + 1, before?.modified ?? 0)
  }
}
