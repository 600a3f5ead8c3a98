/** What happens to one exchange on its way. */
export type Fate = 'arrives' | 'lost before' | 'lost after' | 'busy' | 'bad gateway after' | 'late'

/** What stands between client and server. */
export interface Way {
  /** What becomes of the next exchange. */
  readonly fate: () => Fate
  /** A proxy that compresses: tags of answers come back weakened. */
  readonly weakens: boolean
  /** The server remembers writes by Idempotency-Key. */
  readonly remembers: boolean
  /** Answers to PUT carry the tag. */
  readonly tagsWrites: boolean
}

interface State {
  readonly version: number
  readonly body: string
}

/** A server of one resource by RFC 9110: it compares If-Match strongly, changes in one step, and never reuses a version. */
export class Origin {
  state: State | null = null
  #versions = 0
  readonly #known = new Map<string, number>()

  /** A `fetch` to it, by this way. */
  by(way: Way): typeof fetch {
    const send = async (_: unknown, init: RequestInit = {}): Promise<Response> => {
      const fate = way.fate()
      await turn()
      if (fate === 'lost before') throw new TypeError('fetch failed')
      if (fate === 'busy') return new Response(null, { status: 429 })
      if (fate === 'late') for (let n = 0; n < 5; n++) await turn()
      const answer = this.#answer(init, way)
      await turn()
      if (fate === 'lost after') throw new TypeError('terminated')
      return fate === 'bad gateway after' ? new Response(null, { status: 502 }) : answer
    }
    return send as typeof fetch
  }

  #answer({ method = 'GET', headers, body }: RequestInit, way: Way): Response {
    const fields = new Headers(headers)
    const known = this.#known.get(fields.get('idempotency-key') ?? '')
    if (method === 'GET') {
      if (!this.state) return new Response(null, { status: 404 })
      return new Response(this.state.body, { headers: { etag: this.#etag(way) } })
    }
    if (!this.#holds(fields)) {
      if (way.remembers && known) return new Response(null, { status: known })
      return Response.json({ reason: 'mismatch' }, { status: 412 })
    }
    if (method === 'DELETE') {
      this.state = null
      return new Response(null, { status: 204 })
    }
    const status = this.state ? 204 : 201
    this.state = { version: ++this.#versions, body: body as string }
    const key = fields.get('idempotency-key')
    if (key) this.#known.set(key, status)
    return new Response(null, { status, headers: way.tagsWrites ? { etag: this.#etag(way) } : {} })
  }

  #holds(fields: Headers): boolean {
    const current = this.state && `"${this.state.version}"`
    if (fields.get('if-none-match') === '*') return current === null
    return (fields.get('if-match') ?? '').split(', ').some((tag) => tag === current)
  }

  #etag({ weakens }: Way): string {
    return `${weakens ? 'W/' : ''}"${this.state!.version}"`
  }
}

function turn(): Promise<void> {
  return Promise.resolve()
}
