import { H3, type H3Event, handleCacheHeaders } from 'h3'
import { cacheControl, type Document, documents } from '../documents.ts'
import type { Visit } from '../visits.ts'

type Answer = Response | Promise<Response>

const cacheControls = cacheControl.split(', ')
const documentOf = (event: H3Event): Document => documents[Number(event.context.params?.id)] as Document

const bare = new H3().all('/documents/:id', (event) => documentOf(event).content)
const cached = new H3().all('/documents/:id', (event) => {
  const { content, etag, modified } = documentOf(event)
  return handleCacheHeaders(event, { etag, modifiedTime: new Date(modified), cacheControls }) ? null : content
})

/** h3 without any evaluation. */
export const bareH3 = ({ request }: Visit<Request>): Answer => bare.fetch(request)

/** h3's check, which also writes the three fields of the answer. */
export const cacheHeaders = ({ request }: Visit<Request>): Answer => cached.fetch(request)
