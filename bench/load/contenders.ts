import {
  evaluatePreconditions,
  handleResource,
  memoryResource,
  prepare,
  respond,
  withPreconditions,
} from '@ifmatch/core'
import { preconditions } from '@ifmatch/hono'
import { Hono } from 'hono'
import { etag as honoEtag } from 'hono/etag'
import { handlersOfStores } from './stores.ts'

export type Handler = (request: Request) => Response | Promise<Response>

/** A way to serve one document, on a port of its own, so that no dispatching is measured. */
export interface Service {
  readonly name: string
  readonly size: number
  readonly handler: Handler
}

export const sizes = { '1 KB': 1024, '100 KB': 100 * 1024, '1 MB': 1024 * 1024 } as const

const version = 'v7'
const tag = `"${version}"`
const type = 'text/plain;charset=UTF-8'
const cacheControl = 'no-cache'
const lastModified = new Date(Date.UTC(2026, 8, 14, 9, 26, 53))
const headers = {
  ETag: tag,
  'Last-Modified': lastModified.toUTCString(),
  'Cache-Control': cacheControl,
  'Content-Type': type,
}

/** All of them, for the server of one runtime. */
export async function services(): Promise<Service[]> {
  const all: Service[] = []
  for (const size of Object.values(sizes)) {
    const content = 'It is of some length. '.repeat(Math.ceil(size / 22)).slice(0, size)
    for (const [name, handler] of Object.entries(await handlersOf(content))) all.push({ name, size, handler })
  }
  return all
}

async function handlersOf(content: string): Promise<Record<string, Handler>> {
  const selected = prepare({ version, lastModified, headers: { 'cache-control': cacheControl } })
  const bytes = new TextEncoder().encode(content)
  const plain: (request: Request) => Response = () => new Response(content, { headers })
  const untagged: Handler = () =>
    new Response(content, { headers: { 'Cache-Control': cacheControl, 'Content-Type': type } })
  const representation = { ...selected, type, size: bytes.byteLength, body: () => bytes }

  const memory = memoryResource(bytes)
  // Of one size alone: none of the others is asked for.
  const stores = bytes.byteLength === sizes['1 KB'] ? await handlersOfStores(bytes, type) : {}
  return {
    'plain handler': plain,
    // What it costs a server to be handed a promise, as by every wrapper.
    'plain handler, async': async (request) => plain(request),
    // What is left of an evaluation where there is nothing to evaluate.
    'plain handler, four reads': (request) => (isConditional(request) ? notModified() : plain(request)),
    // What it costs whoever stamps an answer to see whether it has a tag.
    'plain handler, its tag read': (request) => tagged(plain(request)),
    'constant 304': notModified,
    'check by hand': (request) => (request.headers.get('if-none-match') === tag ? notModified() : plain(request)),
    evaluatePreconditions: (request) => evaluatePreconditions(request, selected) ?? plain(request),
    withPreconditions: withPreconditions(() => selected, plain),
    'withPreconditions, stamping': withPreconditions(() => selected, untagged),
    respond: (request) => respond(request, representation),
    'handleResource, memory': (request) =>
      handleResource(request, memory, {
        get: (state) => ({
          version: state.version,
          lastModified,
          type,
          size: bytes.byteLength,
          body: () => state.value,
        }),
      }),
    ...stores,
    'bare Hono': hono((app) => app.get('/document', (c) => c.body(content, 200, headers))),
    // Any middleware makes Hono compose, and promise its answer.
    'Hono, empty middleware': hono((app) =>
      app.get(
        '/document',
        (_, next) => next(),
        (c) => c.body(content, 200, headers),
      ),
    ),
    'Hono, check by hand': hono((app) =>
      app.get(
        '/document',
        async (c, next) => (c.req.raw.headers.get('if-none-match') === tag ? notModified() : next()),
        (c) => c.body(content, 200, headers),
      ),
    ),
    'Hono, preconditions': hono((app) =>
      app.get(
        '/document',
        preconditions(() => selected),
        (c) => c.body(content, 200, headers),
      ),
    ),
    'hono/etag': hono((app) =>
      app
        .use(honoEtag())
        .get('/document', (c) => c.body(content, 200, { 'Cache-Control': cacheControl, 'Content-Type': type })),
    ),
  }
}

const notModified: () => Response = () =>
  new Response(null, { status: 304, headers: { ETag: tag, 'Cache-Control': cacheControl } })

const FIELDS = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since']

function isConditional({ headers }: Request): boolean {
  return FIELDS.some((name) => headers.get(name) !== null)
}

function tagged(response: Response): Response {
  if (response.headers.get('etag') !== tag) throw new Error('Cannot load the plain handler: it has no tag')
  return response
}

function hono(route: (app: Hono) => unknown): Handler {
  const app = new Hono()
  route(app)
  return (request) => app.fetch(request)
}
