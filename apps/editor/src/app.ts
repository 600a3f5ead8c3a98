import { corsAllowHeaders, corsExposeHeaders, handleResource } from '@ifmatch/core'
import { etag } from '@ifmatch/hono'
import type { Documents } from '@ifmatch/stores'
import { type Context, type ErrorHandler, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { asset } from './assets.ts'
import { editPage } from './edit-page.ts'
import { isId } from './id.ts'
import { documentMethods, reportStoreError } from './methods.ts'
import { page } from './page.ts'
import type { PageFiles } from './page-files.ts'
import { problem } from './problem.ts'
import type { Settings } from './settings.ts'

/**
 * Makes the service over any store: it uses nothing that only one runtime has. Without the files of the editor's page it
 * is the service alone.
 */
export function createApp(documents: Documents, settings: Pick<Settings, 'require'>, pageFiles?: PageFiles): Hono {
  const methods = documentMethods(settings)
  const app = new Hono()
  app.use(date, refuseUnknownMethods)

  app.get('/', etag(), (c) => overview(c, documents))
  app.all('/', () => problem(405, 'This page can only be read.', { allow: 'GET, HEAD' }))

  if (pageFiles) addEditor(app, pageFiles)

  app.use('/documents/:id', openToAnyOrigin)
  app.all('/documents/:id', async (c) => {
    const id = c.req.param('id')
    if (!isId(id)) return problem(404, namesOfDocuments)
    const answer = await handleResource(c.req.raw, documents(id), methods)
    // Without it @hono/node-server sends the empty content in chunks.
    if (answer.status === 201) answer.headers.set('content-length', '0')
    return answer
  })

  app.notFound(() => problem(404, 'Nothing is here: / lists the documents.'))
  app.onError(answerError)
  return app
}

const namesOfDocuments = 'The name of a document has 1 to 128 letters, digits, dots, underscores and hyphens.'

function addEditor(app: Hono, pageFiles: PageFiles): void {
  // Where the form for a new document leads.
  app.get('/edit', (c) => {
    const { id = '', as = '' } = c.req.query()
    const query = as === '' ? '' : `?as=${encodeURIComponent(as)}`
    return isId(id.trim()) ? c.redirect(`/edit/${id.trim()}${query}`, 303) : problem(400, namesOfDocuments)
  })
  app.get('/edit/:id', async (c) => {
    const id = c.req.param('id')
    return isId(id) ? editPage(id, await pageFiles()) : problem(404, namesOfDocuments)
  })
  app.all('/assets/:name', (c) => asset(c.req.raw, c.req.param('name'), pageFiles))
}

async function overview(c: Context, documents: Documents): Promise<Response> {
  try {
    const listed = await documents.list()
    const byKey = [...listed].sort((one, other) => (one.key < other.key ? -1 : 1))
    return await page(new URL(c.req.url).origin, byKey)
  } catch (error) {
    reportStoreError(error)
    return problem(503, 'The documents cannot be listed now: try again.', { 'retry-after': '1' })
  }
}

// Bun dates no answer to HEAD, and workerd none at all. What core answers has its Date.
const date: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('date')) c.res.headers.set('date', new Date().toUTCString())
}

// Those of RFC 9110, PATCH of RFC 5789, and QUERY of RFC 10008.
const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY']

const refuseUnknownMethods: MiddlewareHandler = async (c, next) =>
  known.includes(c.req.method) ? next() : problem(501, 'This method is not known here.')

const allowed = 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'

const answerCors = cors({
  origin: '*',
  allowMethods: allowed.split(', '),
  allowHeaders: [...corsAllowHeaders],
  exposeHeaders: [...corsExposeHeaders],
  maxAge: 600,
})

const openToAnyOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'OPTIONS') return answerCors(c, next)
  // hono/cors takes every OPTIONS for a preflight.
  if (c.req.header('access-control-request-method') === undefined) return next()
  c.header('allow', allowed)
  return answerCors(c, next)
}

const answerError: ErrorHandler = (error) => {
  console.error(error)
  return problem(500, 'The service made a mistake.')
}
