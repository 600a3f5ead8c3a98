import type { ServerType } from '@hono/node-server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** What node:http says of a request that it cannot read. */
interface ClientError extends Error {
  readonly code?: string
  readonly rawPacket?: Buffer
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/**
 * Answers 501 to a method that node:http's parser does not know, which no handler ever sees, and to anything else that
 * it cannot read what it would answer by itself.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.1 RFC 9110, Section 9.1}
 */
export function refuseUnreadableRequests(server: ServerType): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answers.set(socket, response)
    response.on('close', () => answers.delete(socket))
  })
  server.on('clientError', (error: ClientError, socket: Duplex) => {
    // Into an answer that is on its way, nothing may be written. Content that breaks off comes before one.
    if (socket.writable && !answers.get(socket)?.headersSent) {
      const status = isUnknownMethod(error) ? '501 Not Implemented' : (statuses[error.code ?? ''] ?? '400 Bad Request')
      socket.write(
        `HTTP/1.1 ${status}\r\nDate: ${new Date().toUTCString()}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
    }
    socket.destroy()
  })
}

function isUnknownMethod({ code, rawPacket }: ClientError): boolean {
  return (
    code === 'HPE_INVALID_METHOD' &&
    /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+ \/\S* HTTP\/1\.[01]\r\n/.test(rawPacket?.toString('latin1') ?? '')
  )
}
