import { H3, handleCacheHeaders } from 'h3'
import { createHash } from 'node:crypto'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ path, text, modified }) => {
  const etag = `"${createHash('sha256').update(text).digest('hex')}"`
  const app = new H3().get(path, (event) => {
    if (handleCacheHeaders(event, { etag, modifiedTime: modified })) return null
    event.res.headers.set('content-type', 'text/plain')
    return text
  })
  return app.fetch
}
