import { corsAllowHeaders, corsExposeHeaders, type Options, type Representation, respond } from '@ifmatch/core'
import { etag } from '@ifmatch/hono'
import { type ErrorHandler, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { always } from './always.ts'
import { type Documents, isId, Unavailable } from './documents.ts'
import { page } from './page.ts'
import { problem } from './problem.ts'
import type { Settings } from './settings.ts'
import { validatorsOf, write } from './write.ts'

const methods = 'GET, HEAD, PUT, DELETE, OPTIONS'

/** Makes the service over any store: it uses nothing that only one runtime has. */
export function createApp(documents: Documents, { require }: Pick<Settings, 'require'>): Hono {
  const options: Options = { require, always }
  const app = new Hono()
  app.use(refuseUnknownMethods)

  app.get('/', etag(), async (c) => page(new URL(c.req.url).origin, await documents.list()))
  app.all('/', () => problem(405, 'This page can only be read.', { allow: 'GET, HEAD' }))

  app.use('/documents/:id', openToAnyOrigin)
  app.all('/documents/:id', (c) => {
    const request = c.req.raw
    const id = c.req.param('id')
    if (!isId(id))
      return problem(404, 'The name of a document has 1 to 128 letters, digits, dots, underscores and hyphens.')
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return respond(request, () => representation(documents, id), options)
      case 'PUT':
      case 'DELETE':
        return write(request, documents, id, options)
      case 'OPTIONS':
        return new Response(null, { status: 204, headers: { allow: methods } })
      default:
        return problem(405, `A document answers ${methods}.`, { allow: methods })
    }
  })

  app.notFound(() => problem(404, 'Nothing is here: / lists the documents.'))
  app.onError(answerError)
  return app
}

async function representation(documents: Documents, id: string): Promise<Representation | null> {
  const document = await documents.read(id)
  if (document === null) return null
  const { type, size } = document
  const headers = { 'cache-control': 'no-cache' }
  return { ...validatorsOf(document), headers, type, size, body: (range) => documents.open(document, range) }
}

// Those of RFC 9110, PATCH of RFC 5789, and QUERY of RFC 10008.
const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY']

const refuseUnknownMethods: MiddlewareHandler = async (c, next) =>
  known.includes(c.req.method) ? next() : problem(501, 'This method is not known here.')

const answerCors = cors({
  origin: '*',
  allowMethods: methods.split(', '),
  allowHeaders: [...corsAllowHeaders, 'Content-Type'],
  exposeHeaders: [...corsExposeHeaders],
  maxAge: 600,
})

const openToAnyOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'OPTIONS') return answerCors(c, next)
  // hono/cors takes every OPTIONS for a preflight.
  if (c.req.header('access-control-request-method') === undefined) return next()
  c.header('allow', methods)
  return answerCors(c, next)
}

const answerError: ErrorHandler = (error) => {
  if (!(error instanceof Unavailable)) {
    console.error(error)
    return problem(500, 'The service made a mistake.')
  }
  console.error(error.message)
  return problem(503, 'The documents cannot be read or written now, and nothing was changed: try again.', {
    'retry-after': '1',
  })
}
