import { createFileResponse } from '@remix-run/response/file'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ path, text, modified }) => {
  const file = new File([text], 'document.txt', { type: 'text/plain', lastModified: modified.getTime() })
  return (request) =>
    new URL(request.url).pathname === path
      ? createFileResponse(file, request, { etag: 'strong' })
      : new Response('Not Found', { status: 404 })
}
