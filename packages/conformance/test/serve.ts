import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** Serves a handler on a free port, over TLS where a certificate is given; the origin, and what ends it. */
export async function serve(
  handler: (request: Request) => Promise<Response>,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<{ origin: string; end(): void }> {
  const listener: RequestListener = async (incoming, outgoing) => {
    const response = await handler(await requestOf(incoming))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(new Uint8Array(await response.arrayBuffer()))
  }
  const server = certificate ? createSecureServer(certificate, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const end = (): void => {
    server.close()
    server.closeAllConnections()
  }
  const scheme = certificate ? 'https' : 'http'
  return { origin: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, end }
}

/** The request with every line of its fields: `headers` of node:http drops repeated ones. */
async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  const headers = new Headers()
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index]!, incoming.rawHeaders[index + 1]!)
  }
  const method = incoming.method!
  const body = method === 'GET' || method === 'HEAD' ? null : new Blob(chunks as Uint8Array<ArrayBuffer>[])
  return new Request(`http://localhost${incoming.url}`, { method, headers, body })
}
