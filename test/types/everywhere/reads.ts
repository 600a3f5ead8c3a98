import {
  type ByteRange,
  type Content,
  decide,
  type Decision,
  entityTag,
  evaluatePreconditions,
  evaluateRange,
  explain,
  formatEntityTag,
  isConditional,
  type Options,
  parseEntityTag,
  parseEntityTagList,
  parseHttpDate,
  prepare,
  type Representation,
  type RequestLike,
  respond,
  type Validators,
  validatorFields,
  withPreconditions,
} from '@ifmatch/core'

interface Article {
  readonly id: string
  readonly revision: bigint
  readonly html: string
  readonly changed?: Date
}

declare const articles: Map<string, Article>

const policy: Options = {
  ifMatch: 'intermediaries',
  require: true,
  create: false,
  unreadable: 'reject',
  always: { 'access-control-allow-origin': '*' },
  problem: ({ status, detail }) => ({ status, message: detail }),
  onDecision: ({ status, field, reason }: Decision, request: RequestLike) => {
    if (status !== null) console.log(request.method, status, field, reason)
  },
  onMistake: (message) => console.error(message),
}

/** A handler in two lines: evaluate, or go on. */
export function byHand(request: Request): Response {
  const article = articles.get(request.url) ?? null
  const selected: Validators | null = article && { version: article.revision }
  const early = evaluatePreconditions(request, selected, policy)
  if (early || !article) return early ?? new Response(null, { status: 404 })
  return new Response(article.html, { headers: validatorFields({ version: article.revision }) })
}

/** The row of a database, with a date that may be missing. */
export async function whole(request: Request): Promise<Response> {
  return respond(request, async () => {
    const article = articles.get(new URL(request.url).pathname)
    if (!article) return null
    const { revision, changed, html } = article
    return { version: revision, ...(changed && { lastModified: changed }), type: 'text/html', body: () => html }
  })
}

/** Two variants of one state. */
export function negotiated(request: Request, article: Article): Promise<Response> {
  const headers = { vary: 'accept', 'cache-control': 'no-cache' }
  return (request.headers.get('accept') ?? '').includes('text/html')
    ? respond(request, { version: article.revision, variant: 'html', headers, body: () => article.html })
    : respond(request, { version: article.revision, variant: 'json', headers, body: () => Response.json(article.id) })
}

/** Bytes that can be cut. */
export function ranged(bytes: Uint8Array<ArrayBuffer>): Representation {
  const body = async (range?: ByteRange): Promise<Content> =>
    range ? bytes.subarray(range.offset, range.offset + range.length) : bytes
  return prepare({ etag: entityTag('v1'), lastModified: new Date(0), dateIsStrong: true, size: bytes.length, body })
}

/** A wrapped handler keeps the arguments behind the request. */
export const wrapped: (request: Request, context: { id: string }) => Promise<Response> = withPreconditions(
  async (_request: Request, { id }: { id: string }) => (articles.has(id) ? { exists: true } : null),
  (_request, { id }) => new Response(id),
)

/** Anything with a method and header fields is a request. */
export function logged(method: string, fields: Map<string, string>): string[] {
  const request = { method, headers: { get: (name: string) => fields.get(name) ?? null } }
  if (!isConditional(request)) return []
  const { status, ranges, contentRange } = evaluateRange(request, { etag: 'W/"7"' }, 100)
  const decision = decide(request, { version: '7', weak: true, headers: [['vary', 'accept']] })
  return [
    `${decision.status ?? status} ${decision.received} ${decision.current} ${ranges[0]?.offset} ${contentRange}`,
    ...explain(request, null).map((step) => `${step.section} ${step.field} ${step.outcome}: ${step.because}`),
  ]
}

/** A parser gives null for what it cannot read. */
export function parsed(field: string): string {
  const list = parseEntityTagList(field)
  const tags = list === '*' || list === null ? [] : list
  const tag = parseEntityTag(field) ?? tags[0]
  return tag ? formatEntityTag(tag) : String(parseHttpDate(field)?.toFixed())
}
