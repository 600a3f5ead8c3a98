import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Asked, PlainServer } from './plain-server.ts'

/** Which lines are read where the name of a field is repeated: all, as they must be, or the first. */
type Lines = 'all' | 'first'

/** The fields as they came, also those that node:http drops where a name is repeated. */
function headersOf({ rawHeaders }: IncomingMessage, lines: Lines): Headers {
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index] as string, rawHeaders[index + 1] as string]
    if (lines === 'all' || !headers.has(name)) headers.append(name, value)
  }
  return headers
}

async function contentOf(incoming: IncomingMessage): Promise<ArrayBuffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Uint8Array.from(Buffer.concat(chunks)).buffer
}

async function answer(
  server: PlainServer,
  lines: Lines,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const asked: Asked = {
    method: incoming.method ?? '',
    url: `http://${incoming.headers.host}${incoming.url}`,
    headers: headersOf(incoming, lines),
    arrayBuffer: () => contentOf(incoming),
  }
  const { status, headers, body } = await server.fetch(asked)
  outgoing.sendDate = false
  outgoing.writeHead(status, [...headers].flat())
  if (body) for await (const chunk of body) outgoing.write(chunk)
  outgoing.end()
}

interface Served {
  readonly origin: string
  close(): Promise<void>
}

/** Serves over node:http, on loopback and any port that is free. */
export async function overHttp(server: PlainServer, lines: Lines = 'all'): Promise<Served> {
  const http = createServer((incoming, outgoing) => {
    // Headers has no place for some bytes, DEL for one.
    answer(server, lines, incoming, outgoing).catch(() => outgoing.writeHead(400).end())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
