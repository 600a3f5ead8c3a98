import { type Context, Hono } from 'hono'
import { etag as honoEtag } from 'hono/etag'
import { cacheControl, type Document, documents } from '../documents.ts'
import type { Visit } from '../visits.ts'

type Answer = Response | Promise<Response>

const documentOf = (c: Context): Document => documents[Number(c.req.param('id'))] as Document

const untagged = (c: Context): Response =>
  c.body(documentOf(c).content, 200, { 'Cache-Control': cacheControl, 'Content-Type': 'text/plain' })

function tagged(c: Context): Response {
  const { content, etag, modifiedField } = documentOf(c)
  return c.body(content, 200, {
    ETag: etag,
    'Last-Modified': modifiedField,
    'Cache-Control': cacheControl,
    'Content-Type': 'text/plain',
  })
}

const bare = new Hono().all('/documents/:id', tagged)
const own = new Hono().use(honoEtag()).all('/documents/:id', tagged)
const hashing = new Hono().use(honoEtag()).all('/documents/:id', untagged)

/** Hono without any evaluation: what the others add is measured against it. */
export const bareHono = ({ request }: Visit<Request>): Answer => bare.fetch(request)

/** hono/etag on a handler that sets its tag: nothing is hashed. */
export const etagOfHandler = ({ request }: Visit<Request>): Answer => own.fetch(request)

/** hono/etag as it is used most: the content is built and hashed to find that it need not be sent. */
export const etagByHashing = ({ request }: Visit<Request>): Answer => hashing.fetch(request)
