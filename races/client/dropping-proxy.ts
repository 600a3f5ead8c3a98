import { createServer, request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy in front of a service, and what it has seen. */
export interface DroppingProxy {
  readonly origin: string
  /** How many answers to writes, and to reads, never reached the client. */
  readonly dropped: { writes: number; reads: number }
  /** How many writes were answered so: by status. */
  readonly statuses: Map<number, number>
  end(): Promise<void>
}

/**
 * Stands in front of a service on this machine, takes in each of its answers as a whole, and cuts the connection to the client
 * in the place of `share` of them: what was asked for has been done by then.
 */
export async function droppingProxy(service: string, share: number): Promise<DroppingProxy> {
  const dropped = { writes: 0, reads: 0 }
  const statuses = new Map<number, number>()
  const random = Math.random
  const server = createServer((asked, answer) => {
    const { method = 'GET', headers, url = '/' } = asked
    const forwarded = ask(new URL(url, service), { method, headers }, async (answered) => {
      const content = await whole(answered)
      const { statusCode: status = 500 } = answered
      const isRead = method === 'GET'
      if (!isRead) statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (random() < share) {
        dropped[isRead ? 'reads' : 'writes']++
        asked.socket.destroy()
        return
      }
      answer.writeHead(status, answered.headers).end(content)
    })
    forwarded.on('error', () => asked.socket.destroy())
    asked.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropped,
    statuses,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function whole(answered: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of answered) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
