import type { ServerType } from '@hono/node-server'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Asks for content that waits for `100 Continue` only when somebody reads it: what method, target and fields decide is
 * answered before, and the content need not be sent.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-10.1.1 RFC 9110, Section 10.1.1}
 */
export function continueWhenRead(server: ServerType): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    const { _read: read } = request
    const { shouldKeepAlive } = response
    // After an answer that came first, the client may send the content or not: the connection is of no use.
    response.shouldKeepAlive = false
    request._read = (size) => {
      request._read = read
      if (!response.headersSent) {
        response.shouldKeepAlive = shouldKeepAlive
        response.writeContinue()
      }
      read.call(request, size)
    }
    server.emit('request', request, response)
  })
}
